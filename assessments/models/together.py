"""Several hands on one file: what another unit answers, and what the office sends back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.enums import Part, ReturnReason
from assessments.models.file import Assessment
from assessments.querysets import AssignmentQuerySet, ReturnQuerySet
from indicators.models import Indicator


class Assignment(models.Model):
    """Another unit answers an indicator by a day. `done_at`: the unit has given it back as finished; `withdrawn_at`:
    the lead unit has taken it back. The lead unit alone hands the file in and signs."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("unit")
    )
    due = models.DateField(_("due"))
    note = models.TextField(_("what is asked"), max_length=1000, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator"],
                condition=models.Q(withdrawn_at=None),
                name="one_unit_per_assigned_indicator",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.indicator} {self.unit}"


class Return(models.Model):
    """The office has sent the file back. While `closed_at` is empty only its items can be changed; one without items
    opens the whole file. It is closed when the office has the file again."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="returns")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(max_length=4000)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_return_per_number"),
            models.UniqueConstraint(
                fields=["assessment"], condition=models.Q(closed_at=None), name="one_open_return"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} return {self.number}"


class ReturnedItem(models.Model):
    """One thing that is sent back, and why. `code` names the indicator, the group or the link; `read` is the content
    that the office had before it, with its `version`."""

    returned = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="items")
    part = models.CharField(max_length=16, choices=Part.choices)
    code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=ReturnReason.choices)
    note = models.TextField(_("what is missing"), max_length=1000, blank=True)
    read = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["returned", "part", "code"], name="one_returned_item_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.returned} {self.part} {self.code}"
