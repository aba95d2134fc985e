"""Why children were not heard at a link."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Link
from assessments.models import Assessment
from participation.querysets import AbsenceQuerySet


class Absence(models.Model):
    """The written reason for hearing no children at one link. It opens the gate and is public once somebody else than
    its writer has signed; a change takes the signature away, and a session at the link takes its place."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="absences")
    link = models.CharField(max_length=10, choices=Link.choices)
    reason = models.TextField(_("why no children are heard"), max_length=1000)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = ("reason",)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "link"], name="one_absence_per_link")]

    def __str__(self) -> str:
        return f"{self.assessment} nobody heard at {self.link}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}
