from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class MissingAssessment(models.Model):
    """Somebody tells the city of a matter that ought to have been assessed. Nothing about who told is kept."""

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

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.matter
