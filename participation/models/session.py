"""One time when children were heard."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Link
from assessments.models import Assessment
from assessments.querysets import OfVisibleAssessment
from participation.enums import Facilitator, Method, PlaceType
from participation.querysets import OfSession


class Session(models.Model):
    """A session at one of the four links, without a name in it: kinds of place and roles of adults only.

    `guardian_consent`: of every child under 14; `child_assent`: every child's own. What the remarks may serve for is
    asked for each by itself, and no is the default. `quality` maps each `Quality` to {"verdict", "note"}. `told_back`:
    what the children were told, on `told_back_on`.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="hearing_sessions")
    number = models.PositiveSmallIntegerField()
    link = models.CharField(_("link"), max_length=10, choices=Link.choices)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("kind of place"), max_length=12, choices=PlaceType.choices)
    method = models.CharField(_("method"), max_length=14, choices=Method.choices)
    facilitator = models.CharField(_("led by"), max_length=16, choices=Facilitator.choices)
    guardian_consent = models.BooleanField(_("guardians of all children under 14 have agreed"), default=False)
    child_assent = models.BooleanField(_("every child has agreed"), default=False)
    may_use = models.BooleanField(_("remarks may be used in the assessment"), default=False)
    may_quote = models.BooleanField(_("words may be quoted inside the case"), default=False)
    may_publish = models.BooleanField(_("words may be published without a name"), default=False)
    quality = models.JSONField(_("quality card"), default=dict, blank=True)
    told_back = models.TextField(_("what the children were told"), max_length=1000, blank=True)
    told_back_on = models.DateField(_("told on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = (
        "link",
        "held_on",
        "place",
        "method",
        "facilitator",
        "guardian_consent",
        "child_assent",
        "may_use",
        "may_quote",
        "may_publish",
        "quality",
        "told_back",
        "told_back_on",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_hearing_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} session {self.number}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class Attendance(models.Model):
    """How many children of an age and a group were there; `age` and `group` are codes of the edition, an empty group is
    no group in particular. A child counts once."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    age = models.CharField(_("age group"), max_length=20, blank=True)
    group = models.CharField(_("group of children"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("number of children"))

    objects = OfSession.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "age", "group"], name="one_attendance_per_age_and_group"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="somebody_attended"),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.age} {self.group}"
