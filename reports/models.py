"""What was published."""

import json
from functools import cached_property

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from accounts.localised import Localised
from assessments.models import Assessment
from reports.codes import spaced
from reports.enums import RESULTS


class PublicationQuerySet(QuerySet["Publication"]):
    def public(self) -> "PublicationQuerySet":
        """What anyone may read: released reports."""
        return self.filter(published_at__isnull=False)


class Publication(Localised, models.Model):
    """A case's report. `record` is frozen as its canonical text; the PDF lies under its own hash. The columns below the
    record repeat what the register lists and searches."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="publication")
    record = models.TextField()
    record_hash = models.CharField(max_length=64)
    code = models.CharField(max_length=12, unique=True)
    ledger_position = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    outcome = models.CharField(max_length=24, choices=RESULTS)
    frozen_at = models.DateTimeField(auto_now_add=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return f"{self.assessment} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("reports:show_report", args=[self.assessment.code])

    @cached_property
    def content(self) -> dict:  # type: ignore[type-arg]
        """The record as data."""
        return json.loads(self.record)

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)

    @property
    def pdf_path(self) -> str:
        return f"reports/{self.pdf_sha256[:2]}/{self.pdf_sha256}.pdf"
