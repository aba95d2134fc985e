"""The annual plan: matters that departments mean to have assessed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.localised import Localised
from accounts.models import Organisation
from indicators.models import IndicatorSet
from plans.enums import PlanState
from plans.querysets import PlanItemQuerySet


class PlanItem(Localised, models.Model):
    """One matter of one year, never deleted: whatever becomes of it stands here with its reason.

    `quarter` is when drafting is to begin; `moved_to` is the item of the year it was moved to. The case that it became
    is `assessment`.
    """

    city = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="plan_items", verbose_name=_("drafting unit")
    )
    title = models.CharField(_("title of the matter"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    summary = models.TextField(_("what the matter is about"), max_length=4000)
    indicator_set = models.ForeignKey(
        IndicatorSet, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator set")
    )
    matter_class = models.CharField(_("class of matter"), max_length=30)
    quarter = models.PositiveSmallIntegerField(_("drafting begins in quarter"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.PROPOSED)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    moved_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from"
    )
    version = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "unit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quarter=None) | models.Q(quarter__range=(1, 4)), name="quarter_of_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"

    @property
    def subject(self) -> str:
        """The name under which the ledger keeps this item's events."""
        return f"plan:{self.pk}"
