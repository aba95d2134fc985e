"""A city's year: which days are worked, by whose word."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date

from chinese_calendar import get_holiday_detail
from django.utils import timezone

from accounts.models import Organisation, Post, User
from workflows.calendar import SATURDAY, Calendar, published
from workflows.days import YEARS_AHEAD, YEARS_BACK, Word
from workflows.enums import Holiday
from workflows.models import CalendarDay


@dataclass(frozen=True)
class Day:
    """`word` is what the office says of it; `holiday` why it is off, or made up for, by the published table."""

    day: date
    works: bool
    published: bool | None
    word: Word | None
    holiday: str

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() >= SATURDAY

    @property
    def is_made_up(self) -> bool:
        return self.works and self.is_weekend

    @property
    def is_holiday(self) -> bool:
        """Off although it is a weekday, or a weekend in the middle of a holiday."""
        return not self.works and (not self.is_weekend or bool(self.holiday))

    @property
    def note(self) -> str:
        return (self.word.note if self.word else "") or self.holiday


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day | None]]


@dataclass(frozen=True)
class YearPage:
    city: Organisation
    cities: list[Organisation]
    year: int
    years: range
    months: list[Month]
    today: date
    calendar: Calendar
    is_published: bool
    said: list[Day]
    days: dict[date, Day]


def cities_of(user: User) -> list[Organisation]:
    """Those in which the person holds a post, in one query."""
    posts = (
        Post.objects.filter(group__user=user).select_related("organisation__parent__parent").order_by("pk")
    )
    return list({post.organisation.city.pk: post.organisation.city for post in posts}.values())


def open_years() -> range:
    """The years that the page shows and the office may change."""
    this_year = timezone.localdate().year
    return range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)


def year_page(city: Organisation, cities: list[Organisation], year: int) -> YearPage:
    """In one query."""
    rows = CalendarDay.objects.filter(city=city, day__year=year)
    words = {row.day: Word(row.works, row.note) for row in rows}
    calendar = Calendar({day: word.works for day, word in words.items()})
    months: list[Month] = []
    days: dict[date, Day] = {}
    for number in range(1, 13):
        weeks = [
            [_day(day, calendar, words) if day.month == number else None for day in week]
            for week in Weeks().monthdatescalendar(year, number)
        ]
        days |= {each.day: each for week in weeks for each in week if each}
        months.append(Month(date(year, number, 1), weeks))
    return YearPage(
        city=city,
        cities=cities,
        year=year,
        years=open_years(),
        months=months,
        today=timezone.localdate(),
        calendar=calendar,
        is_published=published(date(year, 1, 1)) is not None,
        said=[days[day] for day in sorted(words)],
        days=days,
    )


def _day(day: date, calendar: Calendar, words: dict[date, Word]) -> Day:
    table = published(day)
    return Day(day, calendar.works(day), table, words.get(day), _holiday(day) if table is not None else "")


def _holiday(day: date) -> str:
    _is_off, name = get_holiday_detail(day)
    return str(Holiday(name).label) if name in Holiday else ""
