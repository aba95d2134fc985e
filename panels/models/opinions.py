"""The panel's numbered opinions, and what the department replies to each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.enums import Uptake
from indicators.models import Indicator
from panels.enums import Source
from panels.models.panel import Panel
from panels.models.scores import Score
from panels.querysets import OpinionQuerySet


class Opinion(models.Model):
    """意见 and 采纳情况: one numbered opinion and the department's reply to it.

    `score` is where an expert's opinion was taken from; nobody is shown whose it was. `complete` is kept by
    `panels.operations.replying`: nothing is lacking.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="opinions")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    score = models.ForeignKey(Score, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("opinion"))
    reference = models.CharField(_("clause or drawing"), max_length=500, blank=True)
    uptake = models.CharField(_("uptake"), max_length=12, choices=Uptake.choices, blank=True)
    reason = models.TextField(_("what changes, or why not"), blank=True)
    clause = models.CharField(_("changed clause"), max_length=500, blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    CONTENT = ("uptake", "reason", "clause")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="one_opinion_per_number")]

    def __str__(self) -> str:
        return f"{self.panel} opinion {self.number}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}

    @property
    def lacks(self) -> list[str]:
        """What a complete reply still needs, in words: an uptake; a reason unless everything is adopted, where the
        clause that changes says as much."""
        if not self.uptake:
            return [gettext("what you do with it")]
        if self.reason or (self.uptake == Uptake.ADOPTED and self.clause):
            return []
        return [gettext("what changes") if self.uptake == Uptake.ADOPTED else gettext("the reason")]
