from django.conf import settings
from django.db import models

from accounts.models import Organisation


class WordTemplate(models.Model):
    """A city's own Word template for reports, tried on a sample case before it was accepted. The newest is used; a
    publication keeps what was made with an earlier one."""

    city = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="word_templates")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.city} {self.name}"

    @property
    def path(self) -> str:
        return f"templates/{self.sha256[:2]}/{self.sha256}.docx"
