"""A case on its way: the machine of `lifecycle` and its clock."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.localised import Localised
from accounts.models import Organisation
from assessments.querysets import OfVisibleAssessment
from workflows.enums import Stage
from workflows.lifecycle import Lifecycle
from workflows.querysets import OfVisibleCase, SummaryQuerySet


class Case(Lifecycle):
    """The procedure of one assessment. `workflows.operations.advance` is the only caller of its transitions.

    `round` counts how often the committee has sent the file back, from 1; each round has a panel and a meeting.
    `due_at` is the last second that is in time. `withdrawn_from` is the stage that a withdrawn case would go back to.
    """

    stage_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled in the office by"),
    )

    objects = OfVisibleAssessment.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("hand_in_case", "Can hand in the self-assessment"),
            ("sign_case", "Can sign the file or hand it back"),
            ("check_case", "Can accept it or send it back"),
            ("open_scores_case", "Can open the sealed scores"),
            ("decide_case", "Can record the decision"),
            ("issue_case", "Can publish the report"),
            ("withdraw_case", "Can withdraw the matter or take it up again"),
            ("manage_case", "Can remind, and say who handles the case in the office"),
        ]

    def __str__(self) -> str:
        return self.assessment.code

    @property
    def due(self) -> date | None:
        """The day of the deadline."""
        return timezone.localdate(self.due_at) if self.due_at else None

    @property
    def stage_name(self) -> str:
        """The stage as the case's edition calls it."""
        profile = self.assessment.profile
        return str(profile.stage(self.state).name if profile.has(self.state) else Stage(self.state).label)

    def get_absolute_url(self) -> str:
        return self.assessment.get_absolute_url()


class CaseUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)


class CaseGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)


class StageClock(models.Model):
    """One stay of a case in a stage. `allowed` working days until `due_at`, the last second that is in time; a stage
    without a deadline has neither. `left_at` is empty while the case is there."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    round = models.PositiveSmallIntegerField(default=1)
    entered_at = models.DateTimeField()
    allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleCase.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(left_at=None), name="one_running_clock_per_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.stage}"


class CalendarDay(models.Model):
    """The city's word on whether people work on a day, where the published holiday tables do not reach or differ."""

    city = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    works = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=100, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["city", "day"], name="one_word_per_day_and_city")]

    def __str__(self) -> str:
        return f"{self.city} {self.day}"


class CaseSummary(Localised, models.Model):
    """What the office's ledger lists of a case, kept in step by `workflows.summaries`: always equal to what it would be
    if worked out anew. `search` is what people look for, in one width and case. `order` sorts open cases by deadline,
    then ended ones; with `pk` it is the key of a page. `waits_for` is a party of `workflows.roles`, empty where nobody
    has to act; names are empty where the set gives none."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="summary", primary_key=True)
    city = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    search = models.TextField()
    year = models.PositiveSmallIntegerField()
    set_code = models.CharField(max_length=40)
    depth = models.CharField(max_length=20, blank=True)
    depth_name = models.CharField(max_length=80, blank=True)
    depth_name_en = models.CharField(max_length=160, blank=True)
    planned = models.BooleanField(default=False)
    triggered = models.BooleanField(default=False)
    stage = models.CharField(max_length=20, choices=Stage.choices)
    stage_name = models.CharField(max_length=80, blank=True)
    stage_name_en = models.CharField(max_length=160, blank=True)
    waits_for = models.CharField(max_length=10, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    returns = models.PositiveSmallIntegerField(default=0)
    stage_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    ended = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True)
    answers_total = models.PositiveSmallIntegerField(default=0)
    answers_complete = models.PositiveSmallIntegerField(default=0)
    negatives = models.PositiveSmallIntegerField(default=0)
    unknowns = models.PositiveSmallIntegerField(default=0)
    order = models.CharField(max_length=40)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["city", "order", "case"], name="ledger_page"),
            models.Index(fields=["city", "year", "order", "case"], name="ledger_year_page"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("workflows:show_case", args=[self.code])

    @property
    def stage_label(self) -> str:
        """As the set calls it; the stages that every procedure has by their own name."""
        return self.local.stage_name or str(Stage(self.stage).label)
