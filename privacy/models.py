"""Who read what of minors' words, and what was erased when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SensitiveReading(models.Model):
    """Somebody opened raw words of minors, and why. `subject` is the ledger's name of what was opened; `rows` how many
    rows were shown. Never changed and never erased before the case is."""

    subject = models.CharField(max_length=120, db_index=True)
    what = models.CharField(max_length=60)
    reason = models.CharField(_("why you need to read this"), max_length=300)
    rows = models.PositiveIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.subject} {self.what}"


class Erasure(models.Model):
    """The proof that a retention rule was carried out: how many rows of which field, on which day, and the hash over
    their keys. What was erased is nowhere."""

    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    rows = models.PositiveIntegerField()
    keys_hash = models.CharField(max_length=64)
    ledger_position = models.PositiveBigIntegerField()
    erased_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
