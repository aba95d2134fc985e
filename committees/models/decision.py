"""What the committee decided, and what must happen because of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from committees.enums import ConditionState, Outcome
from committees.models.sitting import Meeting
from committees.querysets import OfDecision
from indicators.models import Indicator


class Decision(models.Model):
    """One legal act. Never edited: a new sitting may decide anew, and its decision `supersedes` this one.

    `tally` is the arithmetic as it stood. `deviation` says why the outcome differs from the proposed one. Without
    `lapses_on` it holds without end.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    note = models.TextField(_("note"), blank=True)
    deviation = models.TextField(_("why it differs from the proposal"), blank=True)
    lapses_on = models.DateField(_("lapses on"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    tally = models.JSONField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.meeting} {self.outcome}"

    @property
    def follows_proposal(self) -> bool:
        return self.outcome == self.meeting.proposed


class Condition(models.Model):
    """Something that must happen because of the decision. `unit` is who is responsible, where that is an organisation
    of ours, `owner` its name in any case; `proof` is what will show it done. `state` is what was last verified: see
    `committees.followup` for what is overdue."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("condition"))
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(_("responsible"), max_length=80)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(_("due"))
    proof = models.TextField(_("shown by"), blank=True)
    state = models.CharField(max_length=6, choices=ConditionState.choices, default=ConditionState.OPEN)
    met_on = models.DateField(null=True, blank=True)

    objects = OfDecision.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="one_condition_per_position"),
            models.CheckConstraint(
                condition=models.Q(state="open", met_on=None) | models.Q(state="met", met_on__isnull=False),
                name="met_means_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} ({self.position})"
