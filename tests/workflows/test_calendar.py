"""Working days with the holidays and make-up days of the published tables, and with the office's own words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import DAY, Calendar, is_late, last_second, published

# The State Council's notices on public holidays of October 2023, November 2024 and November 2025: first and last day
# off, then the weekends that are worked instead.
NOTICES = {
    2024: {
        "元旦": ("01-01", "01-01", ()),
        "春节": ("02-10", "02-17", ("02-04", "02-18")),
        "清明节": ("04-04", "04-06", ("04-07",)),
        "劳动节": ("05-01", "05-05", ("04-28", "05-11")),
        "端午节": ("06-10", "06-10", ()),
        "中秋节": ("09-15", "09-17", ("09-14",)),
        "国庆节": ("10-01", "10-07", ("09-29", "10-12")),
    },
    2025: {
        "元旦": ("01-01", "01-01", ()),
        "春节": ("01-28", "02-04", ("01-26", "02-08")),
        "清明节": ("04-04", "04-06", ()),
        "劳动节": ("05-01", "05-05", ("04-27",)),
        "端午节": ("05-31", "06-02", ()),
        "国庆节、中秋节": ("10-01", "10-08", ("09-28", "10-11")),
    },
    2026: {
        "元旦": ("01-01", "01-03", ("01-04",)),
        "春节": ("02-15", "02-23", ("02-14", "02-28")),
        "清明节": ("04-04", "04-06", ()),
        "劳动节": ("05-01", "05-05", ("05-09",)),
        "端午节": ("06-19", "06-21", ()),
        "中秋节": ("09-25", "09-27", ()),
        "国庆节": ("10-01", "10-07", ("09-20", "10-10")),
    },
}
PLAIN = Calendar()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
WORDS = st.dictionaries(DAYS, st.booleans(), max_size=20)
# Over the two long holidays: a day, so many working days, and the day they end on, counted by hand from the notices.
COUNTED = [
    (date(2024, 2, 2), 5, date(2024, 2, 8)),  # Sunday 4 February is worked
    (date(2024, 2, 8), 3, date(2024, 2, 19)),  # 9, Sunday 18, 19
    (date(2024, 9, 27), 5, date(2024, 10, 10)),  # Sunday 29, 30, 8, 9, 10
    (date(2024, 10, 10), 3, date(2024, 10, 14)),  # 11, Saturday 12, 14
    (date(2025, 1, 24), 3, date(2025, 2, 5)),  # Sunday 26, 27, 5
    (date(2025, 2, 5), 4, date(2025, 2, 10)),  # 6, 7, Saturday 8, 10
    (date(2025, 9, 26), 5, date(2025, 10, 10)),  # Sunday 28, 29, 30, 9, 10
    (date(2025, 10, 10), 2, date(2025, 10, 13)),  # Saturday 11, 13
    (date(2026, 2, 12), 4, date(2026, 2, 25)),  # 13, Saturday 14, 24, 25
    (date(2026, 2, 27), 2, date(2026, 3, 2)),  # Saturday 28, 2
    (date(2026, 9, 18), 5, date(2026, 9, 24)),  # Sunday 20, 21, 22, 23, 24
    (date(2026, 9, 24), 5, date(2026, 10, 9)),  # 28, 29, 30, 8, 9
    (date(2026, 10, 9), 2, date(2026, 10, 12)),  # Saturday 10, 12
]


def worked(year):
    """Every day of the year as the notice has it."""
    days = {date(year, 1, 1) + DAY * n for n in range(366)}
    plan = {day: day.weekday() < 5 for day in days if day.year == year}
    for first, last, made_up in NOTICES[year].values():
        start, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        plan |= {start + DAY * n: False for n in range((end - start).days + 1)}
        plan |= {date.fromisoformat(f"{year}-{day}"): True for day in made_up}
    return plan


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_year_is_as_the_notice_has_it(year):
    plan = worked(year)
    assert {day: PLAIN.works(day) for day in plan} == plan


@pytest.mark.parametrize("year", NOTICES)
def test_every_make_up_day_is_a_weekend_that_is_worked(year):
    made_up = [date.fromisoformat(f"{year}-{day}") for *_off, days in NOTICES[year].values() for day in days]
    assert [(day.weekday() >= 5, PLAIN.works(day)) for day in made_up] == [(True, True)] * len(made_up)


@pytest.mark.parametrize(("start", "days", "end"), COUNTED)
def test_working_days_over_the_long_holidays(start, days, end):
    assert PLAIN.after_working_days(start, days) == end
    assert PLAIN.working_days_between(start, end) == PLAIN.remaining(start, end) == days


@pytest.mark.parametrize(("start", "days", "end"), COUNTED)
def test_the_office_s_table_alone_counts_the_same_in_a_year_nobody_knows(start, days, end):
    """The same holidays written down by an office, seven times four years later, when weekdays fall alike."""
    later = {day.replace(year=day.year + 28): works for day, works in worked(start.year).items()}
    office = Calendar({day: works for day, works in later.items() if works != (day.weekday() < 5)})
    start, end = start.replace(year=start.year + 28), end.replace(year=end.year + 28)
    assert published(start) is None
    assert office.after_working_days(start, days) == end


def test_a_year_nobody_knows_counts_monday_to_friday_and_says_that_it_guesses():
    assert PLAIN.after_working_days(date(2099, 9, 30), 5) == date(2099, 10, 7)
    assert not PLAIN.knows(2099)
    assert Calendar({date(2099, 10, 1): False}).knows(2099)


@pytest.mark.parametrize(
    ("first", "last", "guessed"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), False),
        (date(2026, 12, 31), date(2097, 1, 1), True),
        (date(2097, 1, 1), date(2026, 12, 31), True),
        (date(2097, 1, 1), date(2097, 2, 1), True),
    ],
)
def test_a_count_is_a_guess_when_any_year_of_it_is_one(first, last, guessed):
    assert PLAIN.guesses(first, last) == guessed


def test_the_office_overrules_the_published_table():
    assert (PLAIN.works(date(2026, 10, 10)), PLAIN.works(date(2026, 10, 12))) == (True, True)
    office = PLAIN.with_words({date(2026, 10, 10): False, date(2026, 10, 12): False})
    assert office.after_working_days(date(2026, 10, 9), 1) == date(2026, 10, 13)
    assert office.with_words({date(2026, 10, 10): None}).words == {date(2026, 10, 12): False}


def test_no_days_is_the_day_itself():
    assert PLAIN.after_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_what_is_over_counts_below_zero_from_the_next_day_even_on_a_day_off():
    friday = date(2026, 3, 6)
    left = [PLAIN.remaining(friday + DAY * n, friday) for n in range(-1, 6)]
    assert left == [1, 0, -1, -1, -1, -2, -3]


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ((2026, 3, 9, 15, 59, 59), False),
        ((2026, 3, 9, 15, 59, 59, 999_999), False),
        ((2026, 3, 9, 16, 0, 0), True),
    ],
)
def test_in_time_up_to_and_including_the_stated_second(moment, late):
    due_at = last_second(date(2026, 3, 9))
    assert due_at == datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)
    assert is_late(due_at, datetime(*moment, tzinfo=UTC)) == late


def test_what_has_no_deadline_is_never_late():
    assert not is_late(None, datetime(2026, 3, 9, tzinfo=UTC))


@given(DAYS, st.integers(1, 40), WORDS)
def test_the_last_day_is_a_working_day_and_as_many_away(start, days, words):
    calendar = Calendar(words)
    end = calendar.after_working_days(start, days)
    assert calendar.works(end)
    assert calendar.remaining(start, end) == days


@given(DAYS, DAYS, DAYS, WORDS)
def test_spans_add_up(one, two, three, words):
    calendar, (first, middle, last) = Calendar(words), sorted((one, two, three))
    parts = calendar.working_days_between(first, middle) + calendar.working_days_between(middle, last)
    assert parts == calendar.working_days_between(first, last)


@given(DAYS, DAYS, WORDS)
def test_time_only_runs_down(due, today, words):
    calendar = Calendar(words)
    assert calendar.remaining(today + timedelta(days=1), due) <= calendar.remaining(today, due)
    assert (calendar.remaining(today, due) < 0) == (today > due)
