from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    """Where a proposed matter stands. One that has become a case stays accepted and names its case."""

    PROPOSED = "proposed", pgettext_lazy("annual plan", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("annual plan", "In the plan")
    DECLINED = "declined", pgettext_lazy("annual plan", "Declined")
    DROPPED = "dropped", pgettext_lazy("annual plan", "Taken out of the plan")
    MOVED = "moved", pgettext_lazy("annual plan", "Moved to another year")
    RETRACTED = "retracted", pgettext_lazy("annual plan", "Retracted by the department")
