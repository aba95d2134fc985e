"""Sets of any size, and how the time to check them grows."""

import pytest

from benchmarks.loading import COST, GROWTH, measure
from benchmarks.sets import data_of, set_of
from indicators.checking import check_set


@pytest.mark.parametrize(("number", "aspects"), [(3, 1), (100, 1), (101, 2)])
def test_a_made_set_has_as_many_indicators_as_asked_for(number, aspects):
    checked = check_set(set_of(number), file="made.yaml")
    assert (len(checked.indicators), len(checked.aspects)) == (number, aspects)


def test_a_set_of_a_thousand_indicators_is_within_the_limits_of_a_file():
    assert len(check_set(set_of(1000), file="made.yaml").indicators) == 1000


def test_two_editions_differ_in_nothing_else():
    assert data_of(30, edition="1") == data_of(30, edition="2") | {"edition": "1"}


def test_time_grows_with_the_set_and_stays_near_that_of_the_bare_parse():
    small, large = measure(25, runs=3), measure(300, runs=3)
    assert large.each <= GROWTH * small.each
    assert large.checked <= COST * large.bare
