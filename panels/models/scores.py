"""Sealed scores, what became of them in the discussion, and the figures worked out once they are open."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator
from panels.enums import Confidence, Phase
from panels.models.panel import Panel, Seat
from panels.querysets import RemarkQuerySet, ScoreQuerySet


class Score(models.Model):
    """One expert's judgement of one indicator. `rating` is a code of the scale or `CANNOT_JUDGE`; `complete` is kept by
    `panels.operations.scoring`, which knows the department's own rating."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(_("impact"), max_length=12, blank=True)
    confidence = models.CharField(_("how sure"), max_length=6, choices=Confidence.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    suggestion = models.TextField(_("suggested change"), blank=True)
    reference = models.CharField(_("clause or drawing"), max_length=500, blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScoreQuerySet.as_manager()

    CONTENT = ("rating", "confidence", "reason", "suggestion", "reference")

    class Meta:
        ordering = ["indicator__position", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "indicator"], name="one_score_per_seat_and_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.indicator}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class Revision(models.Model):
    """A second judgement, made in the discussion with a reason. The first one stays as it was sealed."""

    score = models.OneToOneField(Score, on_delete=models.CASCADE, related_name="revision")
    rating = models.CharField(_("impact"), max_length=12)
    reason = models.TextField(_("reason"))
    version = models.PositiveIntegerField(default=0)
    revised_at = models.DateTimeField(auto_now=True)

    CONTENT = ("rating", "reason")

    def __str__(self) -> str:
        return f"{self.score} revised"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class Remark(models.Model):
    """One contribution to the discussion of an indicator, or of the whole where there is none. Said under the seat's
    mark; without a seat it is the moderator's."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="remarks")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("remark"))
    written_at = models.DateTimeField(auto_now_add=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.panel} remark {self.pk}"


class PanelFigures(models.Model):
    """What was worked out once from the scores of a panel, never on a page view: `agreement` by
    `panels.agreement`, `robustness` by `panels.robustness`; exact figures as text."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="figures")
    phase = models.CharField(max_length=6, choices=Phase.choices)
    agreement = models.JSONField()
    robustness = models.JSONField()
    computed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "phase"], name="one_set_of_figures_per_phase")
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.phase}"
