"""The expert panel of one round: its seats, and what its experts said of themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from assessments.models import Assessment
from panels.enums import Declared, Left, Ruling
from panels.querysets import PanelQuerySet, SeatQuerySet


class Panel(models.Model):
    """Experts judging one file in one round. Doors: scoring is possible from `opened_at` on until a seat is sealed;
    scores are secret until `opened_scores_at`; experts discuss and revise between `discussion_opened_at` and
    `discussion_closed_at`; the department replies between `replies_opened_at` and `replies_closed_at`.

    `needs_discussion` is settled when the scores are opened: judgements lie apart, or the conclusion is fragile.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="panels")
    round = models.PositiveSmallIntegerField()
    smallest = models.PositiveSmallIntegerField(_("fewest experts"))
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_scores_at = models.DateTimeField(null=True, blank=True)
    needs_discussion = models.BooleanField(default=False)
    discussion_opened_at = models.DateTimeField(null=True, blank=True)
    discussion_closed_at = models.DateTimeField(null=True, blank=True)
    replies_opened_at = models.DateTimeField(null=True, blank=True)
    replies_closed_at = models.DateTimeField(null=True, blank=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["assessment", "round"], name="one_panel_per_round")]
        permissions = [
            ("seat_panel", "Can seat experts"),
            ("score_panel", "Can score the indicators"),
            ("discuss_panel", "Can discuss the opened scores and revise"),
            ("moderate_panel", "Can lead the discussion"),
            ("reply_panel", "Can reply to the panel's opinions"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} panel {self.round}"

    @property
    def subject(self) -> str:
        return f"panel:{self.assessment.code}:{self.round}"

    @property
    def discusses(self) -> bool:
        return self.discussion_opened_at is not None and self.discussion_closed_at is None

    @property
    def takes_replies(self) -> bool:
        return self.replies_opened_at is not None and self.replies_closed_at is None

    @property
    def takes_opinions(self) -> bool:
        """Whether a further opinion would still be replied to: the panel scores or discusses, or the replies are
        open."""
        if not self.assessment.profile.has("reply") or self.opened_at is None:
            return False
        return self.opened_scores_at is None or self.discusses or self.takes_replies


class PanelUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Panel, on_delete=models.CASCADE)


class PanelGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Panel, on_delete=models.CASCADE)


class Seat(models.Model):
    """One expert's place. `sealed_at` says that the scores are final, `commitment` what they were: see
    `panels.sealing`. `left_at` is set once it no longer counts: it has no scores to give, to discuss or to open.

    `mark` numbers the seats from 1 once the scores are open, in an order that says nothing of who sits on them.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    chair = models.BooleanField(default=False)
    drawn_in = models.ForeignKey(
        "panels.Draw", on_delete=models.SET_NULL, null=True, blank=True, related_name="seats"
    )
    declared = models.CharField(max_length=10, choices=Declared.choices, blank=True)
    relation = models.TextField(_("relation"), blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    ruling = models.CharField(max_length=10, choices=Ruling.choices, blank=True)
    ruling_reason = models.TextField(_("reason"), blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ruled_at = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=10, choices=Left.choices, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    mark = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "expert"], name="one_seat_per_expert"),
            models.UniqueConstraint(
                fields=["panel"], condition=models.Q(chair=True), name="one_chair_per_panel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.expert_id}"

    @property
    def subject(self) -> str:
        """Events about a seat's scores have a subject of their own, so that no timeline shows them before time."""
        return f"{self.panel.subject}:seat:{self.pk}"

    @property
    def may_judge(self) -> bool:
        """The expert has declared, and nothing stands against judging."""
        if self.left_at is not None:
            return False
        return self.declared == Declared.NONE or (
            self.declared == Declared.DOUBTFUL and self.ruling == Ruling.CLEARED
        )

    @property
    def awaits_ruling(self) -> bool:
        return self.left_at is None and self.declared == Declared.DOUBTFUL and not self.ruling
