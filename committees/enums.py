from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Outcome(TextChoices):
    APPROVE = "approve", pgettext_lazy("outcome", "Approved")
    APPROVE_WITH_CHANGES = "approve_with_changes", pgettext_lazy("outcome", "Approved with changes")
    RETURN = "return", pgettext_lazy("outcome", "Returned for a new assessment")
    REJECT = "reject", pgettext_lazy("outcome", "Not approved")


ABSTAIN = "abstain"
CHOICES = [*Outcome.choices, (ABSTAIN, pgettext_lazy("vote", "Abstain"))]


class Presence(TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    EXCUSED = "excused", pgettext_lazy("attendance", "On leave")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


class ConditionState(TextChoices):
    OPEN = "open", pgettext_lazy("condition", "Open")
    MET = "met", pgettext_lazy("condition", "Met")


class Verdict(TextChoices):
    """What the office found of a report that a condition is met."""

    ACCEPTED = "accepted", pgettext_lazy("verdict", "Met")
    REFUSED = "refused", pgettext_lazy("verdict", "Not shown")
