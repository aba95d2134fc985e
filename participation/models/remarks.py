"""What children said, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.enums import Uptake
from assessments.models import Assessment
from assessments.querysets import OfVisibleAssessment
from participation.models.collecting import Sheet
from participation.models.session import Session
from participation.querysets import RemarkQuerySet


class Theme(models.Model):
    """你们说的 · 我们做的: what several children said, in a sentence without names, and the department's answer.

    `said` is the department's summary; `reason` is written for children. `complete` is kept by the operations: an
    uptake and a reason are there.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField()
    said = models.CharField(_("what children said"), max_length=300)
    uptake = models.CharField(_("uptake"), max_length=12, choices=Uptake.choices, blank=True)
    reason = models.TextField(_("what we do, or why not, in plain words"), max_length=1000, blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = ("said", "uptake", "reason")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="one_theme_per_number")]

    def __str__(self) -> str:
        return f"{self.assessment} theme {self.number}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class ThemeLock(models.Model):
    """The door of a case file's themes: while it is there none is added and no answer changes."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="theme_lock")
    locked_at = models.DateTimeField()

    objects = OfVisibleAssessment.as_manager()

    def __str__(self) -> str:
        return f"{self.assessment} themes locked"


class Remark(models.Model):
    """One thing a child said, without a name. The raw words are read by the office alone, with a reason, and each
    reading is logged. `theme` is empty until it is sorted. `quote`: the words as they may be published, where the
    session allows it; empty is not quoted. Taken back or past its time, `text` and `quote` are empty and stay so.
    Of words from a telephone `recorded_at` tells the day alone.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="remarks")
    number = models.PositiveSmallIntegerField()
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    sheet = models.ForeignKey(Sheet, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    question = models.CharField(max_length=20, blank=True)
    text = models.TextField(_("what was said"), max_length=500, blank=True)
    quote = models.CharField(_("words to be quoted"), max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_remark_per_number"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(text="", quote=""),
                name="nothing_is_left_of_what_is_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} remark {self.number}"
