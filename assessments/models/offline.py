"""The questionnaire away from its pages: copies that went out, and what somebody would like to bring in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.enums import Origin
from assessments.models.file import Assessment
from assessments.querysets import OfVisibleAssessment, ProposalQuerySet
from indicators.models import IndicatorSet


class OfflineCopy(models.Model):
    """What a questionnaire said when it went out as a document, so that it can be told who changed what meanwhile. Its
    number is printed on the document. `content` maps keys of items to their content."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="offline_copies")
    number = models.PositiveIntegerField()
    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    objects = OfVisibleAssessment.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "offline copies"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_offline_copy_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} copy {self.number}"


class Proposal(models.Model):
    """What one person would like to bring into a file, read from a document or from another case: shown first, written
    only when accepted, and forgotten after a day.

    `content` maps keys of items to fields and values; `remarks` say what could not be understood or taken, each with
    `item`, `field`, `where`, `typed` and `reason`.
    """

    LASTS = timedelta(hours=24)

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="proposals")
    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    source = models.CharField(max_length=200)
    copy = models.ForeignKey(OfflineCopy, on_delete=models.CASCADE, null=True, related_name="+")
    content = models.JSONField()
    remarks = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.assessment} from {self.source}"

    @property
    def is_live(self) -> bool:
        return self.accepted_at is None and timezone.now() < self.made_at + self.LASTS
