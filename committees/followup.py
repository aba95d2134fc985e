"""Words and dates of what follows a decision, without any row."""

from calendar import monthrange
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from committees.enums import ConditionState


class Standing(TextChoices):
    """How a condition stands on a day."""

    MET = "met", pgettext_lazy("condition", "Met")
    OPEN = "open", pgettext_lazy("condition", "Open")
    OVERDUE = "overdue", pgettext_lazy("condition", "Overdue")


LIGHTS = {Standing.MET: "fine", Standing.OPEN: "soon", Standing.OVERDUE: "late"}


def standing(*, state: str, due: date, today: date) -> Standing:
    """The due day itself is still in time; a report that nobody has verified changes nothing."""
    if state == ConditionState.MET:
        return Standing.MET
    return Standing.OVERDUE if due < today else Standing.OPEN


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last one of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
