"""How near a deadline is: in words, and as one of three lights for whoever looks over many cases."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from workflows.calendar import Calendar

SOON = 3  # working days; with fewer left a light is yellow


class Light(TextChoices):
    LATE = "late", pgettext_lazy("deadline", "Overdue")
    SOON = "soon", pgettext_lazy("deadline", "Due soon")
    FINE = "fine", pgettext_lazy("deadline", "In time")
    NONE = "none", pgettext_lazy("deadline", "No deadline")


@dataclass(frozen=True)
class Left:
    """The time until a day: working days ahead, and days of any kind once it is over, below zero. `guessed` when a year
    in between has holidays that nobody knows yet."""

    light: Light
    days: int = 0
    guessed: bool = False

    def __str__(self) -> str:
        if self.light == Light.NONE:
            return ""
        if self.days < 0:
            return ngettext("%(count)s day over", "%(count)s days over", -self.days) % {"count": -self.days}
        if self.days == 0:
            return _("Due today")
        return ngettext("%(count)s working day left", "%(count)s working days left", self.days) % {
            "count": self.days
        }


class Lights:
    """The lights of one city on one day; each deadline is counted once."""

    def __init__(self, calendar: Calendar, today: date) -> None:
        self.calendar, self.today = calendar, today
        self._known: dict[date, Left] = {}

    def of(self, due: date | None) -> Left:
        if due is None:
            return Left(Light.NONE)
        if due not in self._known:
            self._known[due] = self._left(due)
        return self._known[due]

    def at(self, due_at: datetime | None) -> Left:
        return self.of(timezone.localdate(due_at) if due_at else None)

    def _left(self, due: date) -> Left:
        if due < self.today:
            return Left(Light.LATE, (due - self.today).days)
        days = self.calendar.working_days_between(self.today, due)
        return Left(Light.SOON if days < SOON else Light.FINE, days, self.calendar.guesses(self.today, due))

    @cached_property
    def late_before(self) -> datetime:
        """Deadlines before this moment are over."""
        return _midnight(self.today)

    @cached_property
    def soon_before(self) -> datetime:
        """Deadlines before this moment, and not over, are near."""
        return _midnight(self.calendar.after_working_days(self.today, SOON))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
