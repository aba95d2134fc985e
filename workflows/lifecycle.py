"""The whole machine on one page.

A transition changes only its own row and returns where the case goes; `operations.advance` opens and closes the rooms'
doors around it. Where "next" leads is the profile's word, pinned with the case's indicator set.
"""

from django.db import models
from django.utils.translation import gettext_lazy
from django_fsm import RETURN_VALUE, ConcurrentTransitionMixin, FSMField, transition

from assessments.enums import Need
from assessments.models import Assessment
from committees.enums import Outcome
from committees.models import Meeting
from panels.models import Panel
from panels.queries import has_opinions
from workflows.enums import Stage
from workflows.guards import (
    assignments_finished,
    children_heard,
    committee_decided,
    countersigned_by_another,
    decision_recorded,
    every_answer_complete,
    every_expert_sealed,
    every_opinion_answered,
    every_special_group_considered,
    every_theme_answered,
    found_needed,
    found_not_needed,
    no_file_is_blocked,
    nobody_can_be_told_by_number,
    only_the_engine,
    panel_is_seated,
    publication_prepared,
    scope_complete,
    screening_finished,
    signer_wrote_nothing,
)

LATER = (
    Stage.SIGN_OFF,
    Stage.OFFICE_CHECK,
    Stage.EXPERT_PANEL,
    Stage.DISCUSSION,
    Stage.REPLY,
    Stage.COMMITTEE,
    Stage.PUBLICATION,
)
BEFORE_ISSUING = (Stage.SCREENING, Stage.SELF_ASSESSMENT, *LATER)


class Lifecycle(ConcurrentTransitionMixin, models.Model):
    """The state of a case and its moves; `models.Case` adds what belongs to the clock."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="case")
    state = FSMField(
        gettext_lazy("stage"), choices=Stage.choices, default=Stage.SELF_ASSESSMENT, protected=True
    )
    round = models.PositiveSmallIntegerField(default=1)
    withdrawn_from = models.CharField(max_length=20, choices=Stage.choices, blank=True)

    class Meta:
        abstract = True

    @property
    def panel(self) -> Panel | None:
        """The panel of this round, once the office has begun to form it."""
        return self.assessment.panels.filter(round=self.round).first()

    @property
    def meeting(self) -> Meeting | None:
        """The last sitting of this round, once one has been convened."""
        return self.assessment.meetings.filter(round=self.round).last()

    @property
    def screened_out(self) -> bool:
        """Whether the screening found that no assessment is needed; everything up to the signature is then left out."""
        if not self.assessment.profile.has("screening"):
            return False
        screening = getattr(self.assessment, "screening", None)
        return screening is not None and screening.conclusion == Need.NOT_NEEDED

    @property
    def place(self) -> Stage:
        """The stage of its path that the case is in; of a withdrawn case the one that it was in."""
        return Stage(self.withdrawn_from or self.state)

    def stages_ahead(self) -> list[Stage]:
        kinds: tuple[str, ...] = self.assessment.profile.kinds
        return [Stage(kind) for kind in kinds[kinds.index(self.state) + 1 :]]

    def next_stage(self) -> Stage:
        """A panel that agrees has nothing to discuss, and one without a suggestion nothing that asks for a reply."""
        ahead = [stage for stage in self.stages_ahead() if not self._is_idle(stage)]
        if not ahead:
            raise ValueError(f"nothing follows {self.state}")
        return ahead[0]

    def _is_idle(self, stage: Stage) -> bool:
        if stage == Stage.DISCUSSION:
            return self.panel is not None and not self.panel.needs_discussion
        return stage == Stage.REPLY and self.panel is not None and not has_opinions(self.panel)

    @transition(
        field="state",
        source=Stage.SCREENING,
        target=Stage.SELF_ASSESSMENT,
        conditions=[screening_finished, found_needed, children_heard],
        permission="workflows.hand_in_case",
    )
    def screen_in(self) -> None:
        """On every path that has a screening, the self-assessment follows it."""

    @transition(
        field="state",
        source=Stage.SCREENING,
        target=RETURN_VALUE(Stage.SIGN_OFF, Stage.PUBLICATION),
        conditions=[screening_finished, found_not_needed],
        permission="workflows.hand_in_case",
    )
    def screen_out(self) -> Stage:
        return Stage.SIGN_OFF if Stage.SIGN_OFF in self.stages_ahead() else Stage.PUBLICATION

    @transition(
        field="state",
        source=Stage.SELF_ASSESSMENT,
        target=RETURN_VALUE(*LATER),
        conditions=[
            scope_complete,
            every_answer_complete,
            every_special_group_considered,
            assignments_finished,
            no_file_is_blocked,
            nobody_can_be_told_by_number,
            children_heard,
            every_theme_answered,
        ],
        permission="workflows.hand_in_case",
    )
    def hand_in(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.SIGN_OFF,
        target=RETURN_VALUE(*LATER),
        conditions=[panel_is_seated, children_heard, every_theme_answered],
        permission="workflows.sign_case",
        custom={"personal": [signer_wrote_nothing]},
    )
    def sign(self) -> Stage:
        return Stage.PUBLICATION if self.screened_out else self.next_stage()

    @transition(
        field="state",
        source=Stage.SIGN_OFF,
        target=RETURN_VALUE(Stage.SCREENING, Stage.SELF_ASSESSMENT),
        permission="workflows.sign_case",
    )
    def hand_back(self) -> Stage:
        """To those who wrote it; the round stays the same."""
        return Stage.SCREENING if self.screened_out else Stage.SELF_ASSESSMENT

    @transition(
        field="state",
        source=Stage.OFFICE_CHECK,
        target=RETURN_VALUE(*LATER),
        conditions=[panel_is_seated, children_heard, every_theme_answered],
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
        conditions=[panel_is_seated, every_expert_sealed, children_heard, every_theme_answered],
        permission="workflows.open_scores_case",
    )
    def open_scores(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.DISCUSSION,
        target=RETURN_VALUE(*LATER),
        conditions=[children_heard, every_theme_answered],
        permission="workflows.open_scores_case",
    )
    def close_discussion(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.REPLY,
        target=RETURN_VALUE(*LATER),
        conditions=[every_opinion_answered, children_heard, every_theme_answered],
        permission="workflows.hand_in_case",
    )
    def hand_in_replies(self) -> Stage:
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.COMMITTEE,
        target=RETURN_VALUE(Stage.SELF_ASSESSMENT, Stage.PUBLICATION),
        conditions=[decision_recorded, children_heard],
        permission="workflows.decide_case",
    )
    def decide(self) -> Stage:
        """Returned for a new assessment begins a new round; every other outcome goes on to publication."""
        if self.meeting is not None and self.meeting.decision.outcome == Outcome.RETURN:
            self.round += 1
            return Stage.SELF_ASSESSMENT
        return self.next_stage()

    @transition(
        field="state",
        source=Stage.PUBLICATION,
        target=Stage.COMMITTEE,
        conditions=[committee_decided],
        permission="workflows.decide_case",
    )
    def reconvene(self) -> None:
        """A decision is not edited: before anything is published, a new sitting may supersede it."""

    @transition(
        field="state",
        source=Stage.PUBLICATION,
        target=Stage.ISSUING,
        conditions=[publication_prepared, children_heard],
        permission="workflows.issue_case",
        custom={"personal": [countersigned_by_another]},
    )
    def issue(self) -> None:
        """From here on the worker makes the report; nobody changes anything."""

    @transition(field="state", source=Stage.ISSUING, target=Stage.PUBLISHED, permission=only_the_engine)
    def release(self) -> None:
        """The report is written and stays as it is."""

    @transition(
        field="state",
        source=list(BEFORE_ISSUING),
        target=Stage.WITHDRAWN,
        permission="workflows.withdraw_case",
    )
    def withdraw(self) -> None:
        """The matter is not pursued; everything stays as it is, and nothing can be written."""
        self.withdrawn_from = self.state

    @transition(
        field="state",
        source=Stage.WITHDRAWN,
        target=RETURN_VALUE(*BEFORE_ISSUING),
        permission="workflows.withdraw_case",
    )
    def reopen(self) -> Stage:
        """Back to where it was, as it was."""
        stage, self.withdrawn_from = Stage(self.withdrawn_from), ""
        return stage
