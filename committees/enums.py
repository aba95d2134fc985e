from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Outcome(TextChoices):
    APPROVE = "approve", pgettext_lazy("outcome", "Approved")
    APPROVE_WITH_CHANGES = "approve_with_changes", pgettext_lazy("outcome", "Approved with changes")
    RETURN = "return", pgettext_lazy("outcome", "Returned for a new assessment")
    REJECT = "reject", pgettext_lazy("outcome", "Not approved")


ABSTAIN = "abstain"
CHOICES = [*Outcome.choices, (ABSTAIN, pgettext_lazy("vote", "Abstain"))]
