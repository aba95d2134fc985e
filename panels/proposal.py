"""The conclusion the engine proposes; people decide, and may differ with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from panels.scoring import ItemResult

APPROVE, APPROVE_WITH_CHANGES, RETURN = "approve", "approve_with_changes", "return"


@dataclass(frozen=True)
class Proposal:
    """`outcome` and why: codes of the items whose red line is touched, without mitigation, negative and so on."""

    outcome: str
    red_lines: tuple[str, ...]
    unmitigated: tuple[str, ...]
    negative: tuple[str, ...]
    uncertain: tuple[str, ...]
    disputed: tuple[str, ...]

    @property
    def barred(self) -> tuple[str, ...]:
        """Outcomes that may not be chosen: a touched red line cannot be approved as it stands."""
        return (APPROVE,) if self.red_lines else ()


def propose(results: Sequence[ItemResult], *, uncertain: str) -> Proposal:
    """An unmitigated red line goes back; anything negative, uncertain or disputed asks for changes; else approval.

    `uncertain` is the scale's code for "cannot be judged".
    """
    red = [result for result in results if result.red_line_touched]
    unmitigated = [result for result in red if not result.item.mitigated]
    negative = [result for result in results if result.judged is not None and result.judged < 0]
    unknown = [result for result in results if result.item.own == uncertain and result.judged is None]
    disputed = [result for result in results if result.flagged]
    if unmitigated:
        outcome = RETURN
    elif red or negative or unknown or disputed:
        outcome = APPROVE_WITH_CHANGES
    else:
        outcome = APPROVE
    return Proposal(outcome, *(_codes(each) for each in (red, unmitigated, negative, unknown, disputed)))


def _codes(results: Sequence[ItemResult]) -> tuple[str, ...]:
    return tuple(result.item.code for result in results)
