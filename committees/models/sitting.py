"""The committee's sitting on one file: its roll, who spoke, its votes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from assessments.models import Assessment
from committees.enums import CHOICES, Outcome
from committees.models.session import Session
from committees.querysets import BallotQuerySet


class Meeting(models.Model):
    """One sitting of a round; a second one, with the next `number`, supersedes what the first decided. Its door: votes
    count while `closed_at` is empty.

    `quorum` and `majority` are fractions as text; `barred` holds outcomes that a red line excludes. `session` is when
    the committee takes it up, at the place `position` of the agenda; without one its members vote in writing.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="meetings")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="sittings"
    )
    position = models.PositiveSmallIntegerField(default=0)
    quorum = models.CharField(max_length=10)
    majority = models.CharField(max_length=10)
    proposed = models.CharField(max_length=24, choices=Outcome.choices)
    barred = models.JSONField(default=list)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "round", "number"], name="one_meeting_per_round_and_number"
            )
        ]
        permissions = [
            ("vote_meeting", "Can vote"),
            ("close_meeting", "Can close the vote and record the decision"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} meeting {self.round}.{self.number}"

    @property
    def subject(self) -> str:
        """Of the first sitting of a round as it always was."""
        again = f":{self.number}" if self.number > 1 else ""
        return f"meeting:{self.assessment.code}:{self.round}{again}"


class MeetingUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Meeting, on_delete=models.CASCADE)


class MeetingGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Meeting, on_delete=models.CASCADE)


class Ballot(models.Model):
    """A member on the roll and, once cast, the vote. `choice` is empty until then. Without the votes that are
    `required` there is no result. One who is recused has no vote and stands in no base of any share."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(_("vote"), max_length=24, choices=CHOICES, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    required = models.BooleanField(default=False)
    cast_at = models.DateTimeField(null=True, blank=True)
    recused_at = models.DateTimeField(null=True, blank=True)
    recusal_reason = models.TextField(_("reason"), blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recused_at=None) | Q(choice=""), name="who_is_recused_has_no_vote"
            ),
            models.UniqueConstraint(fields=["meeting", "member"], name="one_ballot_per_member"),
            models.CheckConstraint(
                condition=Q(choice="", cast_at=None) | (~Q(choice="") & Q(cast_at__isnull=False)),
                name="cast_means_chosen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member_id}"


class Speech(models.Model):
    """Who spoke in a sitting, in order; the one who leads it speaks last."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speeches")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    gist = models.TextField(_("what was said"), blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_speech_per_position"),
            models.UniqueConstraint(fields=["meeting", "member"], name="one_speech_per_member"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} speech {self.position}"
