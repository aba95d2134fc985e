"""The panel's numbered opinions, and what the department replies to each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator
from panels.enums import Source, Uptake
from panels.models.panel import Panel
from panels.models.scores import Score
from panels.querysets import OfPanel


class Opinion(models.Model):
    """意见 and 采纳情况: one numbered opinion and the department's reply to it.

    `score` is where an expert's opinion was taken from; nobody who replies is shown whose it was. A reply is complete
    with an uptake and a reason, or, where it is adopted wholly or in part, the clause that changes.
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

    objects = OfPanel.as_manager()

    CONTENT = ("uptake", "reason", "clause")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="one_opinion_per_number")]

    def __str__(self) -> str:
        return f"{self.panel} opinion {self.number}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}
