"""The whole machine on one page.

A transition changes only its own row and returns where the case goes; `operations.advance` opens and closes the rooms'
doors around it. Where "next" leads is the profile's word, pinned with the case's indicator set.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition

from assessments.models import Assessment
from assessments.queries import unfinished_codes
from committees.enums import Outcome
from committees.models import Meeting
from panels.models import Panel
from panels.queries import seats_missing, unsealed_count
from workflows.enums import Stage

LATER = (Stage.OFFICE_CHECK, Stage.EXPERT_PANEL, Stage.COMMITTEE, Stage.PUBLICATION)


class Guard:
    """A condition that can say why it is unmet."""

    def __init__(self, reason: Callable[["Lifecycle"], str]) -> None:
        self.reason = reason

    def __call__(self, case: Any) -> bool:
        return not self.reason(case)


@Guard
def every_answer_complete(case: "Lifecycle") -> str:
    codes = unfinished_codes(case.assessment)
    return _("Still to be answered: %(codes)s.") % {"codes": _(", ").join(codes)} if codes else ""


@Guard
def panel_is_seated(case: "Lifecycle") -> str:
    if case.next_stage() != Stage.EXPERT_PANEL:
        return ""
    missing = seats_missing(case.panel)
    said = ngettext(
        "The panel needs %(count)s more expert.", "The panel needs %(count)s more experts.", missing
    )
    return said % {"count": missing} if missing else ""


@Guard
def every_expert_sealed(case: "Lifecycle") -> str:
    count = unsealed_count(case.panel)
    said = ngettext(
        "Waiting for %(count)s expert to seal the scores.",
        "Waiting for %(count)s experts to seal their scores.",
        count,
    )
    return said % {"count": count} if count else ""


@Guard
def decision_recorded(case: "Lifecycle") -> str:
    meeting = case.meeting
    return "" if meeting and hasattr(meeting, "decision") else _("The committee has not decided yet.")


def only_the_engine(case: Any, user: Any) -> bool:
    return bool(user.is_system)


class Lifecycle(ConcurrentTransitionMixin, models.Model):
    """The state of a case and its moves; `models.Case` adds what belongs to the clock."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="case")
    state = FSMField(
        gettext_lazy("stage"), choices=Stage.choices, default=Stage.SELF_ASSESSMENT, protected=True
    )
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def panel(self) -> Panel | None:
        """The panel of this round, once the office has begun to form it."""
        return self.assessment.panels.filter(round=self.round).first()

    @property
    def meeting(self) -> Meeting | None:
        """The sitting of this round, once it has been convened."""
        return self.assessment.meetings.filter(round=self.round).first()

    def next_stage(self) -> Stage:
        following = self.assessment.profile.after(self.state)
        if following is None:
            raise ValueError(f"nothing follows {self.state}")
        return Stage(following)

    @transition(
        field="state",
        source=Stage.SELF_ASSESSMENT,
        target=RETURN_VALUE(*LATER),
        conditions=[every_answer_complete],
        permission="workflows.hand_in_case",
    )
    def hand_in(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.OFFICE_CHECK,
        target=RETURN_VALUE(*LATER),
        conditions=[panel_is_seated],
        permission="workflows.check_case",
    )
    def accept(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.OFFICE_CHECK,
        target=Stage.SELF_ASSESSMENT,
        permission="workflows.check_case",
    )
    def send_back(self) -> None:
        """The department's file opens again; the round stays the same."""

    @transition(
        field="state",
        source=Stage.EXPERT_PANEL,
        target=RETURN_VALUE(*LATER),
        conditions=[every_expert_sealed],
        permission="workflows.open_scores_case",
    )
    def open_scores(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.COMMITTEE,
        target=RETURN_VALUE(Stage.SELF_ASSESSMENT, Stage.PUBLICATION),
        conditions=[decision_recorded],
        permission="workflows.decide_case",
    )
    def decide(self) -> Stage:
        """Returned for a new assessment begins a new round; every other outcome goes on to publication."""
        if self.meeting is not None and self.meeting.decision.outcome == Outcome.RETURN:
            self.round += 1
            return Stage.SELF_ASSESSMENT
        return self.next_stage()

    @transition(
        field="state", source=Stage.PUBLICATION, target=Stage.ISSUING, permission="workflows.issue_case"
    )
    def issue(self) -> None:
        """From here on the worker makes the report; nobody changes anything."""

    @transition(field="state", source=Stage.ISSUING, target=Stage.PUBLISHED, permission=only_the_engine)
    def release(self) -> None:
        """The report is written and stays as it is."""
