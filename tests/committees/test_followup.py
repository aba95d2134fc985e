"""Words and dates of what follows a decision."""

from datetime import date

import pytest

from committees.enums import ConditionState
from committees.followup import Standing, months_after, standing


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (ConditionState.OPEN, date(2026, 6, 1), Standing.OPEN),
        (ConditionState.OPEN, date(2026, 6, 2), Standing.OVERDUE),
        (ConditionState.MET, date(2026, 6, 2), Standing.MET),
    ],
)
def test_the_due_day_itself_is_in_time(state, today, expected):
    assert standing(state=state, due=date(2026, 6, 1), today=today) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_keep_the_day_and_never_run_over_the_month(day, months, expected):
    assert months_after(day, months) == expected
