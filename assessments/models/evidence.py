"""The evidence locker: files, and the indicators that cite them."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Confidentiality, Scan
from assessments.models.file import Assessment
from assessments.querysets import CitationQuerySet, EvidenceQuerySet
from indicators.models import Indicator


class Evidence(models.Model):
    """A file of the case, cited by any number of its indicators. Its bytes lie under their SHA-256; taking it out of
    the case keeps the row. `dated`: of when its data are, not when it was uploaded."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    dated = models.DateField(_("date of the data"), null=True, blank=True)
    confidentiality = models.CharField(
        _("who may have it"),
        max_length=12,
        choices=Confidentiality.choices,
        default=Confidentiality.INTERNAL,
    )
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.NONE)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.name

    @property
    def suffix(self) -> str:
        """The kind of file in capitals, as rows show it."""
        return PurePath(self.name).suffix.lstrip(".").upper()

    @property
    def served(self) -> bool:
        """Whether whoever sees the case may have it: not before a scan that is wanted, never with a virus."""
        return self.scan in {Scan.NONE, Scan.CLEAN}

    @property
    def path(self) -> str:
        return f"evidence/{self.sha256[:2]}/{self.sha256}"


class Citation(models.Model):
    """An indicator rests on a file. `page`: where to look in it, as people write it. Taking it back keeps the row."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="citations")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(_("page"), max_length=60, blank=True)
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cited_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "indicator"],
                condition=models.Q(removed_at=None),
                name="one_live_citation_per_indicator",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.indicator}"
