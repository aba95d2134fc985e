"""Who wants to know when a child takes words back: rooms above this one, which have drafts to put right."""

from collections.abc import Callable

from assessments.models import Assessment

Hook = Callable[[Assessment], None]
_HOOKS: list[Hook] = []


def after_withdrawal(hook: Hook) -> Hook:
    """Have it called, in the same transaction, whenever words of a case file were taken back."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)
    return hook


def tell_of_withdrawal(assessment: Assessment) -> None:
    for hook in _HOOKS:
        hook(assessment)
