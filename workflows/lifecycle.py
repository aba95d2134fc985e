"""The whole machine on one page.

A transition changes only its own row and returns where the case goes; `operations.advance` opens and closes the rooms'
doors around it. Where "next" leads is the profile's word, pinned with the case's indicator set.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django_fsm import RETURN_VALUE, transition

from accounts.models import User
from assessments.queries import unfinished_codes
from committees.enums import Outcome
from panels.queries import seats_missing, unsealed_count
from workflows.enums import Stage

if TYPE_CHECKING:
    from workflows.models import Case

LATER = (Stage.OFFICE_CHECK, Stage.EXPERT_PANEL, Stage.COMMITTEE, Stage.PUBLICATION)


class Guard:
    """A condition that can say why it is unmet."""

    def __init__(self, reason: Callable[["Case"], str]) -> None:
        self.reason = reason

    def __call__(self, case: "Case") -> bool:
        return not self.reason(case)


@Guard
def every_answer_complete(case: "Case") -> str:
    codes = unfinished_codes(case.assessment)
    return _("Still to be answered: %(codes)s.") % {"codes": ", ".join(codes)} if codes else ""


@Guard
def panel_is_seated(case: "Case") -> str:
    if case.next_stage() != Stage.EXPERT_PANEL:
        return ""
    missing = seats_missing(case.panel)
    return _("The panel needs %(count)s more experts.") % {"count": missing} if missing else ""


@Guard
def every_expert_sealed(case: "Case") -> str:
    count = unsealed_count(case.panel)
    return _("Waiting for %(count)s experts to seal their scores.") % {"count": count} if count else ""


@Guard
def decision_recorded(case: "Case") -> str:
    meeting = case.meeting
    return "" if meeting and hasattr(meeting, "decision") else _("The committee has not decided yet.")


def only_the_engine(case: "Case", user: User) -> bool:
    return user.is_system


class Lifecycle:
    """The moves of a case; mixed into `Case`."""

    def next_stage(self: "Case") -> Stage:
        return Stage(self.assessment.indicator_set.profile.after(self.state))

    @transition(
        field="state",
        source=Stage.SELF_ASSESSMENT,
        target=RETURN_VALUE(*LATER),
        conditions=[every_answer_complete],
        permission="workflows.hand_in_case",
    )
    def hand_in(self: "Case") -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.OFFICE_CHECK,
        target=RETURN_VALUE(*LATER),
        conditions=[panel_is_seated],
        permission="workflows.check_case",
    )
    def accept(self: "Case") -> Stage:
        return self.next_stage()

    @transition(
        field="state", source=Stage.OFFICE_CHECK, target=Stage.SELF_ASSESSMENT, permission="workflows.check_case"
    )
    def send_back(self: "Case") -> None:
        """The department's file opens again; the round stays the same."""

    @transition(
        field="state",
        source=Stage.EXPERT_PANEL,
        target=RETURN_VALUE(*LATER),
        conditions=[every_expert_sealed],
        permission="workflows.open_scores_case",
    )
    def open_scores(self: "Case") -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.COMMITTEE,
        target=RETURN_VALUE(Stage.SELF_ASSESSMENT, Stage.PUBLICATION),
        conditions=[decision_recorded],
        permission="workflows.decide_case",
    )
    def decide(self: "Case") -> Stage:
        """Returned for a new assessment begins a new round; every other outcome goes on to publication."""
        if self.meeting.decision.outcome == Outcome.RETURN:
            self.round += 1
            return Stage.SELF_ASSESSMENT
        return self.next_stage()

    @transition(field="state", source=Stage.PUBLICATION, target=Stage.ISSUING, permission="workflows.issue_case")
    def issue(self: "Case") -> None:
        """From here on the worker makes the report; nobody changes anything."""

    @transition(field="state", source=Stage.ISSUING, target=Stage.PUBLISHED, permission=only_the_engine)
    def release(self: "Case") -> None:
        """The report is written and stays as it is."""
