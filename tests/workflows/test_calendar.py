"""Working days with the holidays and make-up days of the published tables."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import after_working_days, working_days_left

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
# The working day before a holiday -> the next one. In brackets the make-up days around it that fall on a weekend.
SPRING_AND_NATIONAL = {
    date(2024, 2, 9): date(2024, 2, 18),  # 春节 2024: 10-17 February off (Sunday 4, Sunday 18 worked)
    date(2024, 9, 30): date(2024, 10, 8),  # 国庆 2024 (Sunday 29 September, Saturday 12 October worked)
    date(2025, 1, 27): date(
        2025, 2, 5
    ),  # 春节 2025: 28 January - 4 February off (Sunday 26, Saturday 8 worked)
    date(2025, 9, 30): date(2025, 10, 9),  # 国庆、中秋 2025 (Sunday 28 September, Saturday 11 October worked)
    date(2026, 2, 14): date(2026, 2, 24),  # 春节 2026: 15-23 February off (Saturday 14, Saturday 28 worked)
    date(2026, 9, 30): date(2026, 10, 8),  # 国庆 2026 (Sunday 20 September, Saturday 10 October worked)
}
MADE_UP = [
    date(2024, 2, 4),
    date(2024, 2, 18),
    date(2024, 9, 29),
    date(2024, 10, 12),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 9, 20),
    date(2026, 10, 10),
]


@pytest.mark.parametrize("start", SPRING_AND_NATIONAL)
def test_a_long_holiday_is_stepped_over(start):
    assert after_working_days(start, 1) == SPRING_AND_NATIONAL[start]


@pytest.mark.parametrize("day", MADE_UP)
def test_a_weekend_that_is_made_up_for_is_worked(day):
    assert day.weekday() >= 5
    assert after_working_days(day - timedelta(days=1), 1) == day


def test_a_year_without_a_table_counts_monday_to_friday():
    assert after_working_days(date(2099, 9, 30), 5) == date(2099, 10, 7)
    assert working_days_left(date(2099, 9, 30), date(2099, 10, 7)) == 5


def test_no_days_is_the_day_itself():
    assert after_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)


@given(DAYS, st.integers(1, 40))
def test_the_last_day_is_as_many_working_days_away(start, days):
    assert working_days_left(start, after_working_days(start, days)) == days


@given(DAYS, DAYS)
def test_what_is_over_counts_below_zero(one, other):
    assert working_days_left(one, other) == -working_days_left(other, one)
    assert working_days_left(one, one) == 0
