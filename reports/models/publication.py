"""What was published, the files made from it, and what was taken back."""

import json
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.localised import Localised
from assessments.models import Assessment
from ledger.codes import spaced
from reports.enums import RESULTS, EditionKind


class PublicationQuerySet(QuerySet["Publication"]):
    def public(self) -> "PublicationQuerySet":
        """What anyone may read: released reports."""
        return self.filter(published_at__isnull=False)


class Publication(Localised, models.Model):
    """A case's report. `record` is frozen as its canonical text. The columns below the record repeat what the register
    lists and searches.

    `proof` is what anyone needs to check the record without us, as `reports.proof` writes it; `signature` (base64) and
    `key` (SHA-256 of the public key) repeat what stands in it. All are empty where the version that published did not
    sign. `reissued_at`: when this record took the place of another; the code of that one is `replaced`.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="publication")
    record = models.TextField()
    record_hash = models.CharField(max_length=64)
    code = models.CharField(max_length=12, unique=True)
    ledger_position = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    outcome = models.CharField(max_length=24, choices=RESULTS)
    area = models.CharField(max_length=60, blank=True)
    area_name = models.CharField(max_length=200, blank=True)
    area_name_en = models.CharField(max_length=200, blank=True)
    concluded = models.DateField(null=True, blank=True)
    search = models.TextField(blank=True)
    signature = models.CharField(max_length=128, blank=True)
    key = models.CharField(max_length=64, blank=True)
    proof = models.TextField(blank=True)
    frozen_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    reissued_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]
        indexes = [
            models.Index(
                # all that the register's filters count: records are long, and are not to be read for that
                fields=[
                    "-published_at",
                    "-id",
                    "outcome",
                    "area",
                    "area_name",
                    "area_name_en",
                    "concluded",
                    "assessment",
                ],
                condition=models.Q(published_at__isnull=False),
                name="published_newest_first",
            )
        ]

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
    def checking_url(self) -> str:
        """Where the site that issued it says whether it is unchanged, as it was on that day; empty where it was not
        signed, or no longer says."""
        try:
            return str(json.loads(self.proof or "{}")["check"])
        except (ValueError, KeyError, TypeError):
            return ""

    @property
    def is_retracted(self) -> bool:
        return hasattr(self, "retraction")

    @property
    def changed_at(self) -> datetime | None:
        """When what the public reads came to be as it is."""
        return self.reissued_at or self.published_at

    def edition(self, kind: EditionKind) -> "Edition":
        return self.editions.get(kind=kind)


class Edition(models.Model):
    """A file made from a publication's record. It lies under its own hash, whole before this row says so."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=12, choices=EditionKind.choices)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    suffix = models.CharField(max_length=5)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "kind"], name="one_edition_of_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.kind}"

    @property
    def path(self) -> str:
        return f"reports/{self.sha256[:2]}/{self.sha256}{self.suffix}"


class Retraction(models.Model):
    """A published report that the office has taken back. Its page stays and says why; its files are no longer handed
    out."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="retraction")
    reason = models.TextField(_("reason"), max_length=2000)
    retracted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retracted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"retraction of {self.publication}"
