"""What every coefficient must do whatever the scores, and what it says where there is nothing to say."""

from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.agreement.bootstrap import RESAMPLES, interval, resamples
from panels.agreement.coefficients import COEFFICIENTS, all_measured, measured
from panels.agreement.krippendorff import Alpha
from panels.agreement.krippendorff import interval as interval_distance
from panels.agreement.severity import severities
from panels.agreement.table import Table, Undefined
from tests.panels.agreement.tables import LEVELS, OBSERVERS, table, tables, value

NAMES = list(COEFFICIENTS)
anything = pytest.mark.parametrize("name", NAMES)


def figure(name, of):
    return measured(name, of).value


@anything
def test_full_agreement_is_one(name):
    assert figure(name, table((-2, -2, -2), (1, 1, 1), (2, 2, 2))) == 1


@anything
@given(of=tables(), random=st.randoms())
def test_neither_the_order_of_items_nor_that_of_raters_matters(name, of, random):
    order = random.sample(range(of.raters), of.raters)
    shuffled = [tuple(row[place] for place in order) for row in random.sample(of.rows, len(of.rows))]
    one, other = COEFFICIENTS[name](of), COEFFICIENTS[name](table(*shuffled))
    if one.table.rows:
        assert value(one) == value(other)


@anything
@given(of=tables(), by=st.integers(-5, 5))
def test_only_distances_matter_and_not_what_a_level_is_called(name, of, by):
    moved = [tuple(None if each is None else each + by for each in row) for row in of.rows]
    other = Table(tuple(level + by for level in LEVELS), tuple(moved))
    assert measured_without_interval(name, of) == measured_without_interval(name, other)


def measured_without_interval(name, of):
    coefficient = COEFFICIENTS[name](of)
    return value(coefficient) if coefficient.table.rows else None


@given(of=tables(gaps=False))
def test_no_coefficient_exceeds_one_and_concordance_is_no_less_than_zero(of):
    for name in NAMES:
        found = measured_without_interval(name, of)
        if not isinstance(found, Undefined) and name != "icc_panel":
            assert found <= 1
    assert isinstance(found, Undefined) or found >= 0


@anything
@given(of=tables(), times=st.data())
def test_an_item_that_counts_twice_is_as_two_items(name, of, times):
    coefficient = COEFFICIENTS[name](of)
    rows = coefficient.table.rows
    often = times.draw(st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows)))
    written_out = [row for row, count in zip(rows, often, strict=True) for _time in range(count)]
    if written_out:
        assert coefficient.figure(often) == value(COEFFICIENTS[name](table(*written_out)))


@anything
def test_one_rater_one_item_and_no_difference_are_said_and_divide_nothing(name):
    assert measured(name, table((1,), (2,))).undefined == Undefined.ONE_RATER
    assert measured(name, table((1, 2, 0))).undefined == Undefined.ONE_ITEM
    assert measured(name, table((None, None), (None, None))).undefined == Undefined.ONE_ITEM
    apart = Undefined.ONE_RATER if name == "ac2" else Undefined.ONE_ITEM
    assert measured(name, table((1, None), (None, 2))).undefined == apart


@pytest.mark.parametrize("name", [name for name in NAMES if name != "ac2"])
def test_where_nothing_differs_there_is_no_coefficient(name):
    why = Undefined.NO_ORDER if name == "kendall_w" else Undefined.NO_VARIANCE
    assert measured(name, table((1, 1), (1, 1), (1, 1))).undefined == why


def test_raters_who_each_keep_to_one_level_differ_and_put_nothing_in_order():
    found = {each.name: each.undefined or each.value for each in all_measured(table((1, 2), (1, 2)))}
    assert (found["kendall_w"], found["icc_single"], found["alpha_interval"]) == (
        Undefined.NO_ORDER,
        0,
        Fraction(-1, 2),
    )


def test_a_formula_that_divides_by_zero_though_scores_differ_says_so():
    """The items have one mean, and the raters differ as much as what is left."""
    apart = table((2, 0), (1, 1))
    assert measured("icc_panel", apart).undefined == Undefined.NO_DIVISOR
    assert measured("icc_single", apart).value == -1


def test_ac2_alone_can_say_that_all_agree_on_one_level():
    assert figure("ac2", table((1, 1), (1, 1), (1, 1))) == 1


@anything
@given(of=tables())
def test_no_table_divides_by_zero(name, of):
    found = COEFFICIENTS[name](of)
    for times in ([1] * len(found.table.rows), [len(found.table.rows)] + [0] * (len(found.table.rows) - 1)):
        if found.table.rows:
            assert isinstance(found.figure(times), Fraction | Undefined)


def test_who_chose_no_level_is_no_rater():
    assert table((1, None, 0), (2, None, 1)).heard == table((1, 0), (2, 1))


def test_severity_is_the_mean_distance_from_the_others():
    strict, mild, absent = severities(table((-1, 1, None), (0, 1, None), (2, None, None)))
    assert (strict.mean, strict.items) == (Fraction(-3, 2), 2)
    assert (mild.mean, mild.items) == (Fraction(3, 2), 2)
    assert (absent.mean, absent.items) == (None, 0)


@given(of=tables(gaps=False))
def test_severities_without_gaps_weigh_each_other_out(of):
    assert sum(each.mean for each in severities(of)) == 0


def test_resamples_are_the_same_each_time_and_as_large_as_the_table():
    first = list(resamples(7))
    assert first == list(resamples(7))
    assert (len(first), {sum(times) for times in first}) == (RESAMPLES, {7})


def test_an_interval_leaves_the_same_share_out_at_either_end():
    coefficient = Alpha(OBSERVERS, interval_distance)
    found = sorted(coefficient.figure(times) for times in resamples(len(coefficient.table.rows)))
    assert interval(coefficient) == (found[25], found[-26])
    assert found[25] < value(coefficient) < found[-26]


def test_no_interval_where_most_resamples_have_no_value():
    """An item of forty is drawn in two of three draws, two alike items never make a difference."""
    assert interval(Alpha(table(*[(1, 1)] * 40, (1, 0)), interval_distance)) is not None
    assert interval(Alpha(table((1, 1), (1, 1)), interval_distance)) is None


def test_nine_experts_and_twenty_five_items_take_a_moment():
    rows = [tuple((item * rater) % 5 - 2 for rater in range(1, 10)) for item in range(1, 26)]
    start = process_time()
    found = all_measured(table(*rows))
    assert process_time() - start < 3
    assert [each.items for each in found] == [25] * len(NAMES)
