"""Children's part on a case's way: which gates hold it, which themes wait for an answer, until when it is written."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Assessment
from committees.enums import Outcome
from participation.closing import closed_by
from participation.gates import Gate, State, holding
from participation.queries.part import unanswered_themes
from workflows.enums import Stage

OVER = (Stage.ISSUING, Stage.PUBLISHED, Stage.WITHDRAWN)


@closed_by
def case_is_over(assessment: Assessment) -> str:
    """What is published stands; a withdrawn case stands still."""
    case = getattr(assessment, "case", None)
    if case is None or case.state not in OVER:
        return ""
    return _("The case is in “%(stage)s”; nothing of this changes any more.") % {
        "stage": Stage(case.state).label
    }


def gates_holding(case: Any) -> str:
    """Why the case cannot go forward from where it is. What the committee returns goes back, not forward."""
    names = [in_words(gate) for gate in holding(case.assessment, case.state)]
    if not names or (case.state == Stage.COMMITTEE and _is_returned(case)):
        return ""
    said = _("Children are still to be heard, or a signed reason has to say why not: %(links)s.")
    return said % {"links": _(", ").join(names)}


def in_words(gate: Gate) -> str:
    if gate.state == State.UNSIGNED:
        return _("%(link)s (the reason waits for a signature)") % {"link": gate.name}
    return gate.name


def themes_unanswered(case: Any) -> str:
    """Before whoever decides has the case: the committee, or on a path without one whoever publishes."""
    if case.screened_out or not before_deciding(case):
        return ""
    return unanswered(case.assessment)


def unanswered(assessment: Assessment) -> str:
    numbers = unanswered_themes(assessment)
    said = _("What children said is still without an answer: no. %(numbers)s.")
    return said % {"numbers": _(", ").join(str(number) for number in numbers)} if numbers else ""


def before_deciding(case: Any) -> bool:
    """Whether the next stage is the one in which themes are fixed. As long as the panel has not shown whether there is
    anything to discuss or to reply to, only the door of that stage knows."""
    ahead, fixing = case.stages_ahead(), fixing_stage(case.assessment)
    between = ahead[: ahead.index(fixing)] if fixing in ahead else ahead
    if fixing not in ahead or set(between) - {Stage.DISCUSSION, Stage.REPLY}:
        return False
    return not between or (case.state != Stage.EXPERT_PANEL and case.next_stage() == fixing)


def fixing_stage(assessment: Assessment) -> Stage:
    """From where on the themes and their answers stay as they are."""
    return Stage.COMMITTEE if assessment.profile.has("committee") else Stage.PUBLICATION


def _is_returned(case: Any) -> bool:
    meeting = case.meeting
    return (
        meeting is not None and hasattr(meeting, "decision") and meeting.decision.outcome == Outcome.RETURN
    )
