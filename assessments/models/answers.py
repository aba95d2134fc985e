"""What the department writes: its judgement on each indicator and on each special group."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Directness, Grade, Reversibility, Term
from assessments.models.file import Assessment
from assessments.querysets import OfVisibleAssessment
from indicators.models import Indicator


class Answer(models.Model):
    """The department's judgement on one indicator. Made empty with the file; `save_answer` is its only writer and keeps
    `complete` in step with `completeness.lacking`.

    `numbers` maps codes of groups to whole numbers of children; `residual` is a level of the scale.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(_("impact"), max_length=12, blank=True)
    reach = models.PositiveIntegerField(_("children reached"), null=True, blank=True)
    groups = models.JSONField(_("groups of children"), default=list, blank=True)
    facts = models.TextField(_("facts and grounds"), blank=True)
    mitigation = models.TextField(_("mitigation"), blank=True)
    directness = models.CharField(
        _("direct or indirect"), max_length=10, choices=Directness.choices, blank=True
    )
    term = models.CharField(_("term"), max_length=10, choices=Term.choices, blank=True)
    reversibility = models.CharField(
        _("can it be reversed"), max_length=10, choices=Reversibility.choices, blank=True
    )
    numbers = models.JSONField(_("children by group"), default=dict, blank=True)
    grade = models.CharField(_("strength of the evidence"), max_length=1, choices=Grade.choices, blank=True)
    residual = models.CharField(_("effect that remains"), max_length=12, blank=True)
    reason = models.TextField(_("why it does not apply"), blank=True)
    reference = models.CharField(_("clause or drawing"), max_length=500, blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True)

    objects = OfVisibleAssessment.as_manager()

    CONTENT = (
        "rating",
        "directness",
        "term",
        "reversibility",
        "groups",
        "reach",
        "numbers",
        "reference",
        "facts",
        "grade",
        "mitigation",
        "residual",
        "reason",
    )

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

    @property
    def effect(self) -> list[str]:
        """Direct or not, when it is felt, whether it can be reversed: as far as it was said, in words."""
        said = (
            self.get_directness_display(),
            self.get_term_display(),
            self.get_reversibility_display(),
        )
        return [str(each) for each in said if each]

    def groups_in_words(self, names: Mapping[str, str]) -> list[str]:
        """Each group, and how many of its children, where that is known; `names` are those of the edition."""
        numbers = self.numbers
        return [f"{names[code]} {numbers[code]}" if code in numbers else names[code] for code in self.groups]


class ArchivedAnswer(models.Model):
    """What was written under an edition that the file has left, or that the file’s depth asks no more; readable for
    good, counted nowhere."""

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
