"""Working days of mainland China: the published holiday tables with their make-up days (调休), overruled by the city's
office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from chinese_calendar import is_workday
from django.utils import timezone

SATURDAY = 5
DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class Calendar:
    """Which days a city works. `words` are its office's own, and all there is for a year without a published table."""

    words: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))

    def with_words(self, words: Mapping[date, bool | None]) -> "Calendar":
        """What it would be if the office said this as well; None takes its word back."""
        said = {**self.words, **words}
        return Calendar({day: works for day, works in said.items() if works is not None})

    def works(self, day: date) -> bool:
        """The office's word, else the published table's, else Monday to Friday."""
        word = self.words.get(day, published(day))
        return day.weekday() < SATURDAY if word is None else word

    def knows(self, year: int) -> bool:
        """Whether anybody has said when the year's holidays are; otherwise its Mondays to Fridays are a guess."""
        return published(date(year, 1, 1)) is not None or any(day.year == year for day in self.words)

    def guesses(self, first: date, last: date) -> bool:
        """Whether a count between these days rests on a year that nobody knows."""
        return not all(self.knows(year) for year in range(min(first, last).year, max(first, last).year + 1))

    def after_working_days(self, start: date, days: int) -> date:
        """The `days`-th working day after `start`."""
        day = start
        while days:
            day += DAY
            days -= self.works(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """From the day after `start` to `end`; 0 when `end` is not later."""
        return sum(self.works(start + DAY * n) for n in range(1, (end - start).days + 1))

    def breaks(self, start: date, end: date) -> list[tuple[date, date]]:
        """Holidays between two days: every run of days off with a weekday in it, by its first and last day."""
        found: list[tuple[date, date]] = []
        run: list[date] = []
        for day in (start + DAY * n for n in range((end - start).days + 2)):
            if day <= end and not self.works(day):
                run.append(day)
                continue
            if any(each.weekday() < SATURDAY for each in run):
                found.append((run[0], run[-1]))
            run = []
        return found

    def remaining(self, today: date, due: date) -> int:
        """Working days from tomorrow to `due`: 0 on the day itself, below zero from the day after, be it a day off."""
        if today <= due:
            return self.working_days_between(today, due)
        return min(-1, -self.working_days_between(due, today))


@lru_cache(maxsize=4096)
def published(day: date) -> bool | None:
    """The published table's word on a day; None in a year whose table is not known."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def last_second(day: date) -> datetime:
    """The last second of a day that is in time; the next one is late."""
    return timezone.make_aware(datetime.combine(day, LAST_SECOND))


def is_late(due_at: datetime | None, now: datetime) -> bool:
    """Whether the stated second is over."""
    return due_at is not None and now >= due_at + timedelta(seconds=1)
