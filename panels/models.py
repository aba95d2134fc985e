"""The expert panel of one round: its seats and their sealed scores."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from assessments.models import Assessment
from indicators.models import Indicator
from panels.querysets import ScoreQuerySet


class Panel(models.Model):
    """Experts judging one file in one round. Two doors: scoring is possible from `opened_at` on until a seat is sealed;
    scores are secret until `opened_scores_at`."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="panels")
    round = models.PositiveSmallIntegerField()
    smallest = models.PositiveSmallIntegerField(_("fewest experts"))
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_scores_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["assessment", "round"], name="one_panel_per_round")]
        permissions = [("seat_panel", "Can seat experts"), ("score_panel", "Can score the indicators")]

    def __str__(self) -> str:
        return f"{self.assessment} panel {self.round}"

    @property
    def subject(self) -> str:
        return f"panel:{self.assessment.code}:{self.round}"


class PanelUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Panel, on_delete=models.CASCADE)


class PanelGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Panel, on_delete=models.CASCADE)


class Seat(models.Model):
    """One expert's place; `sealed_at` says that the scores are final."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "expert"], name="one_seat_per_expert")]

    def __str__(self) -> str:
        return f"{self.panel} {self.expert_id}"

    @property
    def subject(self) -> str:
        """Events about a seat's scores have a subject of their own, so that no timeline shows them before time."""
        return f"{self.panel.subject}:seat:{self.pk}"


class Score(models.Model):
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(_("impact"), max_length=12, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScoreQuerySet.as_manager()

    CONTENT = ("rating", "reason")

    class Meta:
        ordering = ["indicator__position", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "indicator"], name="one_score_per_seat_and_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.indicator}"

    @property
    def complete(self) -> bool:
        return bool(self.rating and self.reason)

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}
