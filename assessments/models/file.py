"""The matter of a case file, and the questions asked before anything else."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.localised import Localised
from accounts.models import Organisation
from assessments.enums import Need
from assessments.querysets import AssessmentQuerySet, OfVisibleAssessment
from indicators.models import IndicatorSet
from indicators.profile import Profile
from plans.models import PlanItem


class Assessment(Localised, models.Model):
    """One matter's file, bound to one edition of an indicator set.

    Its own door is `locked_at`: answers and evidence change only while it is empty, and while a `Return` is open only
    what it names. `depth` is empty until the screening has chosen one. `responsible` is the officer who is reminded.
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
    draft_closes = models.DateField(_("draft to be closed"), null=True, blank=True)
    ages = models.JSONField(_("ages concerned"), default=list, blank=True)
    depth = models.CharField(_("depth"), max_length=20, blank=True)
    gate = models.CharField(_("point of the matter’s own procedure"), max_length=20, blank=True)
    plan_year = models.PositiveSmallIntegerField(_("annual plan"), null=True, blank=True)
    plan_item = models.OneToOneField(
        PlanItem, on_delete=models.PROTECT, null=True, blank=True, related_name="assessment"
    )
    trigger = models.TextField(_("why it is assessed outside the annual plan"), blank=True)
    contractors = models.TextField(_("commissioned to work on it"), blank=True)
    illustrative = models.BooleanField(default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer in charge"),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        permissions = [
            ("answer_assessment", "Can answer the indicators and attach evidence"),
            ("contribute_assessment", "Can answer the indicators assigned to the own unit"),
            ("hear_assessment", "Can record how children were heard"),
            ("excuse_assessment", "Can sign why no children were heard"),
            ("open_words_assessment", "Can open the words of children and of the public"),
        ]

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
        return self.indicator_set.profile.on_path(self.tier, self.depth or self.indicator_set.file.deepest)

    @property
    def asked_beside(self) -> list[str]:
        """What the self-assessment on this file's path holds beside impacts: see `SelfAssessment.asks`."""
        return list(self.profile.stage("self_assessment").asks)

    def asks(self, what: str) -> bool:
        """Whether it holds this beside impacts."""
        return what in self.asked_beside

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


class Screening(models.Model):
    """The questions asked before anything else. `answers` maps each question's code to {"answer", "remark"}.

    Its door is `closed_at`: it changes only while that is empty, and the questionnaire only afterwards.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="screening")
    answers = models.JSONField(default=dict)
    depth = models.CharField(_("depth"), max_length=20, blank=True)
    conclusion = models.CharField(_("conclusion"), max_length=12, choices=Need.choices, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT = ("answers", "conclusion", "depth", "grounds")

    def __str__(self) -> str:
        return f"{self.assessment} screening"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}
