"""What happened after the decision: conditions shown to be met, and effects compared with what was foreseen."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from committees.enums import Verdict
from committees.models.decision import Condition, Decision
from committees.querysets import OfDecision


class Fulfilment(models.Model):
    """The responsible unit's word that a condition is met, with its proof, and what the office verified. The office may
    refuse it with a remark; then another one is handed in."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="fulfilments")
    text = models.TextField(_("what was done"))
    name = models.CharField(_("file name"), max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["condition"], condition=models.Q(verdict=""), name="one_unverified_per_condition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition} report {self.pk}"

    @property
    def path(self) -> str:
        """Where the proof lies: with the evidence, under its hash."""
        return f"evidence/{self.sha256[:2]}/{self.sha256}"


class FollowUp(models.Model):
    """Whether the committee still watches what it decided. Closed with a reason, and reopened with one."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="follow_up")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = OfDecision.as_manager()

    def __str__(self) -> str:
        return f"{self.decision} follow-up"


class Review(models.Model):
    """回访: so many months after publication, what was foreseen against what came. `effects` by the indicator's code:
    {"predicted": …, "measured": …, "words": …}, both codes of the scale."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reviews")
    months = models.PositiveSmallIntegerField()
    due = models.DateField(_("due"))
    summary = models.TextField(_("what was found"), blank=True)
    effects = models.JSONField(default=dict)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = OfDecision.as_manager()

    class Meta:
        ordering = ["months"]
        constraints = [models.UniqueConstraint(fields=["decision", "months"], name="one_review_per_month")]

    def __str__(self) -> str:
        return f"{self.decision} after {self.months} months"
