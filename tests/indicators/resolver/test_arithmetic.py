"""Exact medians and means."""

import statistics
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.arithmetic import Mean, Part, median

FIGURES = st.lists(st.integers(-2, 2), min_size=1, max_size=9)
PARTS = st.lists(st.builds(Part, code=st.just("A1"), value=st.fractions(-2, 2), weight=st.integers(1, 100)))


@given(FIGURES)
def test_the_median_is_exact(values):
    assert median(values) == statistics.median([Fraction(value) for value in values])
    assert isinstance(median(values), Fraction)


@given(PARTS.filter(bool))
def test_the_mean_is_exact(parts):
    mean = Mean(tuple(parts))
    assert mean.value * sum(part.weight for part in parts) == sum(part.weight * part.value for part in parts)


def test_a_weight_counts_an_item_as_often():
    once_and_twice = Mean((Part("A1", Fraction(2), 1), Part("A2", Fraction(-1), 2)))
    assert once_and_twice.value == statistics.mean([Fraction(2), Fraction(-1), Fraction(-1)])


def test_nothing_has_neither_median_nor_mean():
    assert (median([]), Mean().value) == (None, None)
