"""The case file: the matter, the department's answers, its evidence."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.localised import Localised
from accounts.models import Organisation
from assessments.querysets import AssessmentQuerySet, EvidenceQuerySet, OfVisibleAssessment
from indicators.models import Indicator, IndicatorSet


class Assessment(Localised, models.Model):
    """One matter's file, bound for good to one edition of an indicator set.

    Its own door is `locked_at`: answers and evidence change only while it is empty.
    """

    code = models.SlugField(max_length=40, unique=True)
    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="assessments")
    title = models.CharField(_("title of the matter"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    summary = models.TextField(_("what the matter is about"), max_length=4000)
    summary_en = models.TextField(_("English summary"), max_length=4000, blank=True)
    matter_class = models.CharField(_("class of matter"), max_length=30)
    drafting_unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("drafting unit")
    )
    drafting_started = models.DateField(_("drafting started"))
    illustrative = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        permissions = [("answer_assessment", "Can answer the indicators and attach evidence")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("workflows:show_case", args=[self.code])

    @property
    def subject(self) -> str:
        """The name under which the ledger keeps this file's events."""
        return f"case:{self.code}"


class AssessmentUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Assessment, on_delete=models.CASCADE)


class AssessmentGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Assessment, on_delete=models.CASCADE)


class Answer(models.Model):
    """The department's judgement on one indicator. Made empty with the file; `save_answer` is its only writer and keeps
    `complete` in step with `completeness.lacking`."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(_("impact"), max_length=12, blank=True)
    reach = models.PositiveIntegerField(_("children reached"), null=True, blank=True)
    groups = models.JSONField(_("groups of children"), default=list, blank=True)
    facts = models.TextField(_("facts and grounds"), blank=True)
    mitigation = models.TextField(_("mitigation"), blank=True)
    reason = models.TextField(_("why it does not apply"), blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT = ("rating", "reach", "groups", "facts", "mitigation", "reason")

    class Meta:
        ordering = ["indicator__position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="one_answer_per_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.indicator}"

    def content(self) -> dict[str, object]:
        """What the department wrote, by field."""
        return {name: getattr(self, name) for name in self.CONTENT}


class Evidence(models.Model):
    """A file that supports an answer. Its bytes lie under their SHA-256; taking it out of the case keeps the row."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator", "sha256"],
                condition=models.Q(removed_at=None),
                name="one_live_copy_of_a_file_per_indicator",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def suffix(self) -> str:
        """The kind of file in capitals, as rows show it."""
        return PurePath(self.name).suffix.lstrip(".").upper()

    @property
    def path(self) -> str:
        return f"evidence/{self.sha256[:2]}/{self.sha256}"
