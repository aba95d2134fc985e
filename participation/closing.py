"""Until when children's part is written: rooms above this one know when a case is over."""

from collections.abc import Callable

from assessments.models import Assessment
from ledger.errors import Refused

Reason = Callable[[Assessment], str]
_asked: list[Reason] = []


def closed_by(reason: Reason) -> Reason:
    """Register what the room above says against writing in a file's part of children: a sentence, or nothing."""
    if reason not in _asked:
        _asked.append(reason)
    return reason


def closed(assessment: Assessment) -> str:
    """Why nothing is written any more, or nothing."""
    return " ".join(filter(None, (reason(assessment) for reason in _asked)))


def refuse_closed(assessment: Assessment) -> None:
    if reason := closed(assessment):
        raise Refused(reason)
