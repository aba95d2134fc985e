"""A case on its way: the machine of `lifecycle` and its clock."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from assessments.querysets import OfVisibleAssessment
from workflows.enums import Stage
from workflows.lifecycle import Lifecycle


class Case(Lifecycle):
    """The procedure of one assessment. `workflows.operations.advance` is the only caller of its transitions.

    `round` counts how often the committee has sent the file back, from 1; each round has a panel and a meeting.
    """

    stage_since = models.DateTimeField()
    due = models.DateField(null=True, blank=True)

    objects = OfVisibleAssessment.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("hand_in_case", "Can hand in the self-assessment"),
            ("sign_case", "Can sign the file or hand it back"),
            ("check_case", "Can accept it or send it back"),
            ("open_scores_case", "Can open the sealed scores"),
            ("decide_case", "Can record the decision"),
            ("issue_case", "Can publish the report"),
        ]

    def __str__(self) -> str:
        return self.assessment.code

    @property
    def stage_name(self) -> str:
        """The stage as the case's edition calls it."""
        profile = self.assessment.profile
        return str(profile.stage(self.state).name if profile.has(self.state) else Stage(self.state).label)

    def get_absolute_url(self) -> str:
        return self.assessment.get_absolute_url()


class CaseUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)


class CaseGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)
