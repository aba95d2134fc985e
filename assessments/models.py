"""The case file: the matter, the department's answers, its evidence."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.localised import Localised
from accounts.models import Organisation
from assessments.enums import Need
from assessments.querysets import AssessmentQuerySet, EvidenceQuerySet, OfVisibleAssessment
from indicators.models import Indicator, IndicatorSet
from indicators.profile import Profile


class Assessment(Localised, models.Model):
    """One matter's file, bound to one edition of an indicator set.

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
    ages = models.JSONField(_("ages concerned"), default=list, blank=True)
    gate = models.CharField(_("point of the matter’s own procedure"), max_length=20, blank=True)
    plan_year = models.PositiveSmallIntegerField(_("annual plan"), null=True, blank=True)
    trigger = models.TextField(_("why it is assessed outside the annual plan"), blank=True)
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
    def tier(self) -> str:
        """The tier of the matter's class; nothing in a set without tiers."""
        classes = self.indicator_set.matter_classes
        return next((each.tier or "" for each in classes if each.code == self.matter_class), "")

    @property
    def profile(self) -> Profile:
        """The stages that this file goes through."""
        return self.indicator_set.profile.on_path(self.tier)

    @property
    def is_screened(self) -> bool:
        """Whether the screening is going on, before which nothing is answered; `screening` should be at hand."""
        screening = getattr(self, "screening", None)
        return screening is not None and screening.closed_at is None

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
    reference = models.CharField(_("clause or drawing"), max_length=500, blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT = ("rating", "reach", "groups", "facts", "mitigation", "reason", "reference")

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


class ArchivedAnswer(models.Model):
    """What was written under an edition that the file has left; readable for good, counted nowhere."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="archived_answers")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField()

    objects = OfVisibleAssessment.as_manager()

    class Meta:
        ordering = ["-archived_at", "indicator__position"]

    def __str__(self) -> str:
        return f"{self.assessment} {self.indicator}"


class GroupFinding(models.Model):
    """What the department says of one special group of children, even where nothing changes for it. Made empty with
    the file; `complete` says that it has both an impact and its grounds."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="group_findings")
    group = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    rating = models.CharField(_("impact"), max_length=12, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT = ("rating", "grounds")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "group"], name="one_finding_per_special_group")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.group}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class Screening(models.Model):
    """The questions asked before anything else. `answers` maps each question's code to {"answer", "remark"}.

    Its door is `closed_at`: it changes only while that is empty, and the questionnaire only afterwards.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="screening")
    answers = models.JSONField(default=dict)
    conclusion = models.CharField(_("conclusion"), max_length=12, choices=Need.choices, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT = ("answers", "conclusion", "grounds")

    def __str__(self) -> str:
        return f"{self.assessment} screening"

    def content(self) -> dict[str, object]:
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
