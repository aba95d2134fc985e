"""Where the follow-up of a decision begins."""

from django.utils import timezone

from committees.enums import Outcome
from committees.operations.followup import open_follow_up
from indicators.resolver.arithmetic import exact
from indicators.scale import UNCERTAIN
from panels.queries import results
from workflows.models import Case

CARRIED_OUT = (Outcome.APPROVE, Outcome.APPROVE_WITH_CHANGES)


def begin_follow_up(case: Case) -> None:
    """Of what a committee decided, once it is published. Effects are reviewed of what is carried out."""
    if case.meeting is None:
        return
    open_follow_up(
        decision=case.meeting.decision,
        published=timezone.localdate(),
        months=review_months(case),
        predicted=_predicted(case),
    )


def review_months(case: Case) -> list[int]:
    """So many months after publication a decided case is reviewed, by its edition; what is not carried out never is."""
    carried_out = case.meeting is not None and case.meeting.decision.outcome in CARRIED_OUT
    return sorted(set(case.assessment.profile.follow_up)) if carried_out else []


def _predicted(case: Case) -> dict[str, str]:
    """What counts of each indicator, as exact text, or that nobody knows; without what does not apply."""
    found = {}
    for code, item in results(case.assessment, case.panel).by_code.items():
        if item.judged is not None:
            found[code] = exact(item.judged) or ""
        elif item.unknown:
            found[code] = UNCERTAIN
    return found
