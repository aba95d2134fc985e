"""The conclusion the engine proposes; people decide, and may differ with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.resolver.groups import GroupResult
from indicators.resolver.items import ItemResult

APPROVE, APPROVE_WITH_CHANGES, RETURN = "approve", "approve_with_changes", "return"


@dataclass(frozen=True)
class Proposal:
    """`outcome` and why: codes of the items whose red line is touched, without mitigation, negative and so on, and
    codes of the special groups that are harmed, gravely harmed, or cannot be judged."""

    outcome: str
    red_lines: tuple[str, ...]
    unmitigated: tuple[str, ...]
    negative: tuple[str, ...]
    uncertain: tuple[str, ...]
    disputed: tuple[str, ...]
    harmed_groups: tuple[str, ...] = ()
    gravely_harmed_groups: tuple[str, ...] = ()
    uncertain_groups: tuple[str, ...] = ()

    @property
    def barred(self) -> tuple[str, ...]:
        """Outcomes that may not be chosen: a touched red line cannot be approved as it stands."""
        return (APPROVE,) if self.red_lines or self.gravely_harmed_groups else ()


def propose(results: Sequence[ItemResult], groups: Sequence[GroupResult] = ()) -> Proposal:
    """An unmitigated red line goes back; anything negative, uncertain or disputed asks for changes; else approval.

    A special group counts like an item. Grave harm to one is a red line too, but it never sends the file back by
    itself: a finding has no mitigation of its own, for that stands with the indicators that name the group. This rule
    is ours; no city's is public.
    """
    red = [result for result in results if result.red_line_touched]
    unmitigated = [result for result in red if not result.item.mitigated]
    negative = [result for result in results if result.judged is not None and result.judged < 0]
    unknown = [result for result in results if result.unknown]
    disputed = [result for result in results if result.flagged]
    groups_at_issue = [group for group in groups if group.harmed or group.unknown]
    if unmitigated:
        outcome = RETURN
    elif red or negative or unknown or disputed or groups_at_issue:
        outcome = APPROVE_WITH_CHANGES
    else:
        outcome = APPROVE
    return Proposal(
        outcome=outcome,
        red_lines=_items(red),
        unmitigated=_items(unmitigated),
        negative=_items(negative),
        uncertain=_items(unknown),
        disputed=_items(disputed),
        harmed_groups=_groups(group for group in groups if group.harmed),
        gravely_harmed_groups=_groups(group for group in groups if group.gravely),
        uncertain_groups=_groups(group for group in groups if group.unknown),
    )


def _items(results: Iterable[ItemResult]) -> tuple[str, ...]:
    return tuple(each.item.code for each in results)


def _groups(groups: Iterable[GroupResult]) -> tuple[str, ...]:
    return tuple(each.group for each in groups)
