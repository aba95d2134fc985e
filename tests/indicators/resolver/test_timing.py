"""When a matter was screened, by the time its draft takes; worked out by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.timing import Moment, Timing, timing_of

BEGAN = date(2026, 3, 1)


def screened(days, length=30):
    return Timing(BEGAN, BEGAN + timedelta(days=days), BEGAN + timedelta(days=length))


@pytest.mark.parametrize(
    ("days", "index", "percent", "moment"),
    [
        (-2, Fraction(-1, 15), -7, Moment.EARLY),
        (0, Fraction(0), 0, Moment.EARLY),
        (10, Fraction(1, 3), 33, Moment.EARLY),
        (11, Fraction(11, 30), 36, Moment.IN_TIME),
        (20, Fraction(2, 3), 66, Moment.IN_TIME),
        (21, Fraction(7, 10), 70, Moment.LATE),
        (30, Fraction(1), 100, Moment.LATE),
        (31, Fraction(31, 30), 104, Moment.AFTER),
    ],
)
def test_the_index_and_its_word(days, index, percent, moment):
    found = screened(days)
    assert (found.index, found.percent, found.moment) == (index, percent, moment)
    assert found.is_too_late == (moment == Moment.AFTER)


def test_a_percentage_does_not_reach_a_boundary_that_the_days_have_not_reached():
    assert (screened(999, 1000).percent, screened(1001, 1000).percent) == (99, 101)
    assert (screened(1000, 1000).percent, screened(1000, 1000).moment) == (100, Moment.LATE)


def test_a_draft_that_closes_on_the_day_it_begins_has_no_index_but_a_word():
    assert (screened(0, 0).index, screened(0, 0).percent, screened(0, 0).moment) == (None, None, Moment.EARLY)
    assert screened(1, 0).moment == Moment.AFTER


def test_a_record_keeps_it_whole():
    found = screened(12, 40)
    assert found.plain() == {
        "began": "2026-03-01",
        "screened": "2026-03-13",
        "closes": "2026-04-10",
        "days": 12,
        "length": 40,
        "index": "3/10",
        "moment": "early",
    }
    assert timing_of(found.plain()) == found


@given(st.integers(-400, 1200), st.integers(0, 800))
def test_only_what_comes_after_the_closing_is_too_late(days, length):
    found = screened(days, length)
    assert found.is_too_late == (days > length)
    if found.index is not None:
        assert (found.percent > 100) == found.is_too_late == (found.index > 1)
        assert found.index * length == days
