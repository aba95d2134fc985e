"""What suggests that a child is being harmed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from participation.enums import Handling
from participation.querysets import ConcernQuerySet


class Concern(models.Model):
    """Words that suggest harm, for the city's named officer alone (未成年人保护法, article 11).

    They are no consultation data: no remark, no theme and no record holds them. `context` says where they were said
    without telling who.
    """

    city = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="concerns")
    case = models.CharField(max_length=40)
    context = models.CharField(max_length=200)
    text = models.TextField(max_length=2000)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    raised_at = models.DateTimeField(auto_now_add=True)
    handling = models.CharField(max_length=10, choices=Handling.choices, default=Handling.OPEN)
    note = models.TextField(_("what was done"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = ("handling", "note")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}

    @property
    def subject(self) -> str:
        """The name under which the ledger keeps its events: never the case's."""
        return f"concern:{self.pk}"
