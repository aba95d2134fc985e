"""Who is affected, and where children take part: what the department settles before it judges."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Basis, Link
from assessments.models.file import Assessment
from assessments.querysets import OfVisibleAssessment


class ChildCount(models.Model):
    """How many children of an age group and a group are affected, or, without a number, which data are missing.

    `age` and `group` are codes of the edition; an empty age is every age.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="child_counts")
    age = models.CharField(_("age group"), max_length=20, blank=True)
    group = models.CharField(_("group of children"), max_length=20)
    number = models.PositiveIntegerField(_("number of children"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the data"), null=True, blank=True)
    basis = models.CharField(_("counted by"), max_length=12, choices=Basis.choices, blank=True)
    gap = models.TextField(_("which data are missing"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = ("age", "group", "number", "source", "year", "basis", "gap")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "age", "group"], name="one_count_per_age_and_group")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.age} {self.group}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class ParticipationPlan(models.Model):
    """How children take part at one of the four links, or why not."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participation_plans")
    link = models.CharField(max_length=10, choices=Link.choices)
    method = models.CharField(_("how"), max_length=200, blank=True)
    when = models.CharField(_("when"), max_length=100, blank=True)
    whom = models.CharField(_("which children"), max_length=200, blank=True)
    reason_for_none = models.TextField(_("why children do not take part"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = ("method", "when", "whom", "reason_for_none")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "link"], name="one_participation_plan_per_link")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.link}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}
