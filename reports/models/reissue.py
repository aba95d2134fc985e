"""Words that were taken back after a report was published, and what is kept of the report that told them."""

from django.db import models

from ledger.codes import spaced
from participation.models import Remark
from reports.enums import Why
from reports.models.publication import Publication


class Quotation(models.Model):
    """Whose words a record quotes, and where. Never public: the record itself does not tell."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="quotations")
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="quotations")
    place = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.publication} {self.place}"


class Replaced(models.Model):
    """A published record in whose place another stands. Of it only this is kept, so that its code still leads
    somewhere; `files` are those still to be removed, once the new ones are in their place."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="replaced")
    record_hash = models.CharField(max_length=64)
    code = models.CharField(max_length=12, unique=True)
    reason = models.CharField(max_length=12, choices=Why.choices)
    replaced_at = models.DateTimeField()
    files = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.publication} instead of {self.code}"

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)
