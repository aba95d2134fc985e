"""The committee's sitting on one file: its roll, its votes, its decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from assessments.models import Assessment
from committees.enums import CHOICES, Outcome
from indicators.models import Indicator


class Meeting(models.Model):
    """One round's sitting. Its door: votes count while `closed_at` is empty.

    `quorum` and `majority` are fractions as text; `barred` holds outcomes that a red line excludes.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="meetings")
    round = models.PositiveSmallIntegerField()
    quorum = models.CharField(max_length=10)
    majority = models.CharField(max_length=10)
    proposed = models.CharField(max_length=24, choices=Outcome.choices)
    barred = models.JSONField(default=list)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["assessment", "round"], name="one_meeting_per_round")]
        permissions = [
            ("vote_meeting", "Can vote"),
            ("close_meeting", "Can close the vote and record the decision"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} meeting {self.round}"

    @property
    def subject(self) -> str:
        return f"meeting:{self.assessment.code}:{self.round}"


class MeetingUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Meeting, on_delete=models.CASCADE)


class MeetingGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Meeting, on_delete=models.CASCADE)


class Ballot(models.Model):
    """A member on the roll and, once cast, the vote. `choice` is empty until then. Without the votes that are
    `required` there is no result."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(_("vote"), max_length=24, choices=CHOICES, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    required = models.BooleanField(default=False)
    cast_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_ballot_per_member"),
            models.CheckConstraint(
                condition=Q(choice="", cast_at=None) | (~Q(choice="") & Q(cast_at__isnull=False)),
                name="cast_means_chosen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member_id}"


class Decision(models.Model):
    """What the committee decided, as one legal act. Never edited. `tally` is the arithmetic as it stood."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    note = models.TextField(_("note"), blank=True)
    tally = models.JSONField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.meeting} {self.outcome}"

    @property
    def follows_proposal(self) -> bool:
        return self.outcome == self.meeting.proposed


class Condition(models.Model):
    """Something that must happen because of the decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("condition"))
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(_("responsible"), max_length=80)
    due = models.DateField(_("due"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="one_condition_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.decision} ({self.position})"
