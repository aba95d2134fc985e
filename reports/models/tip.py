from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ledger.codes import new_receipt, spaced
from reports.querysets import TipQuerySet


class MissingAssessment(models.Model):
    """Somebody tells the city of a matter that ought to have been assessed. Nothing about who told is kept; with the
    `receipt` the answer can be read."""

    receipt = models.CharField(max_length=12, unique=True, default=new_receipt)
    city = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="missing_assessments", verbose_name=_("city")
    )
    matter = models.CharField(_("plan, policy or project"), max_length=200)
    where = models.CharField(_("department or place"), max_length=200, blank=True)
    note = models.TextField(_("what it does to children"), max_length=2000, blank=True)
    told_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("what became of it"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = TipQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.matter

    def get_absolute_url(self) -> str:
        return reverse("reports:show_receipt", args=[self.spaced_receipt])

    @property
    def spaced_receipt(self) -> str:
        return spaced(self.receipt)
