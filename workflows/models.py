"""A case on its way: the state, the round, the clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from assessments.models import Assessment
from assessments.querysets import OfVisibleAssessment
from committees.models import Meeting
from panels.models import Panel
from workflows.enums import Stage
from workflows.lifecycle import Lifecycle


class Case(Lifecycle, ConcurrentTransitionMixin, models.Model):
    """The procedure of one assessment. `workflows.operations.advance` is the only caller of its transitions.

    `round` counts how often the committee has sent the file back, from 1; each round has a panel and a meeting.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="case")
    state = FSMField(_("stage"), choices=Stage.choices, default=Stage.SELF_ASSESSMENT, protected=True)
    round = models.PositiveSmallIntegerField(default=1)
    stage_since = models.DateTimeField()
    due = models.DateField(null=True, blank=True)

    objects = OfVisibleAssessment.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("hand_in_case", "Can hand in the self-assessment"),
            ("check_case", "Can accept it or send it back"),
            ("open_scores_case", "Can open the sealed scores"),
            ("decide_case", "Can record the decision"),
            ("issue_case", "Can publish the report"),
        ]

    def __str__(self) -> str:
        return self.assessment.code

    def get_absolute_url(self) -> str:
        return self.assessment.get_absolute_url()

    @property
    def panel(self) -> Panel | None:
        """The panel of this round, once the office has begun to form it."""
        return self.assessment.panels.filter(round=self.round).first()

    @property
    def meeting(self) -> Meeting | None:
        return self.assessment.meetings.filter(round=self.round).first()


class CaseUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)


class CaseGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)
