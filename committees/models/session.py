"""A session of the committee: when it meets, who attends, and which cases it takes up."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from committees.enums import Presence
from committees.querysets import SessionQuerySet


class Session(models.Model):
    """会议: sittings on several cases, one after the other. Its door: agenda and attendance change while `closed_at` is
    empty. `number` counts the city's sessions of `year`."""

    city = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sessions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    held_at = models.DateTimeField(_("held"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chair")
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "year", "number"], name="one_session_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.year}-{self.number}"

    @property
    def subject(self) -> str:
        return f"session:{self.city.code}:{self.year}:{self.number}"


class Attendance(models.Model):
    """Whether a member of the committee came to a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=8, choices=Presence.choices)

    class Meta:
        ordering = ["member"]
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_attendance_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.member_id}"
