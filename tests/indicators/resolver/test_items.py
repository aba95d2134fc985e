"""Medians, spreads and flags of one indicator: blind to order, and no zero for what is none."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.items import item_result
from indicators.scale import NOT_APPLICABLE, UNCERTAIN
from tests.indicators.resolver.builders import SCALE, aspect, edition, indicator, item, result

RATINGS = st.lists(st.sampled_from(SCALE.codes), min_size=1, max_size=9)


@given(RATINGS, st.randoms())
def test_the_order_of_the_scores_does_not_matter(ratings, random):
    shuffled = random.sample(ratings, len(ratings))
    one, other = result("1", *ratings), result("1", *shuffled)
    assert (one.median, one.spread, one.flagged, one.red_line_touched) == (
        other.median,
        other.spread,
        other.flagged,
        other.red_line_touched,
    )


@given(RATINGS, st.sampled_from([NOT_APPLICABLE, UNCERTAIN]))
def test_not_applicable_and_uncertain_are_no_zeros(ratings, no_level):
    assert result("1", *ratings, no_level).median == result("1", *ratings).median


def test_no_level_at_all_is_no_figure():
    judged = result(NOT_APPLICABLE, UNCERTAIN, NOT_APPLICABLE)
    assert (judged.own, judged.values, judged.median, judged.judged, judged.flagged) == (
        None,
        (),
        None,
        None,
        False,
    )


def test_what_is_empty_is_not_zero():
    assert (result("").own, result("").judged, result("0").judged) == (None, None, Fraction(0))


def test_a_code_outside_the_scale_is_no_result():
    with pytest.raises(KeyError):
        result("3")


@pytest.mark.parametrize(
    ("own", "ratings", "far", "wide"),
    [
        ("1", ("1", "1", "1"), False, False),
        ("1", ("-1", "-1", "0"), True, False),
        ("1", ("0", "-1"), False, False),
        ("2", ("0", "1"), False, False),
        ("0", ("2", "-1", "0"), False, True),
        ("0", ("1", "-1"), False, False),
        ("unknown", ("-2", "2"), False, True),
    ],
)
def test_what_asks_for_discussion(own, ratings, far, wide):
    judged = result(own, *ratings)
    assert (judged.far_from_self, judged.wide_spread, judged.flagged) == (far, wide, far or wide)


@pytest.mark.parametrize(
    ("own", "ratings", "red_line", "touched"),
    [
        ("-2", (), False, True),
        ("-1", (), False, False),
        ("-1", (), True, True),
        ("0", (), True, False),
        ("2", ("-1", "-1", "0"), True, True),
        ("-2", ("0", "0", "1"), True, False),
        ("2", ("-2", "-1"), False, False),
        ("2", ("0", "-1"), True, True),
        ("-2", ("unknown", "na"), True, False),
    ],
)
def test_a_red_line_is_judged_by_the_panel_where_there_is_one(own, ratings, red_line, touched):
    assert result(own, *ratings, red_line=red_line).red_line_touched is touched


@pytest.mark.parametrize(("red_line", "touched"), [(False, False), (True, True)])
def test_where_no_level_is_gravest_only_red_line_indicators_have_a_line(red_line, touched):
    three_words = edition(aspect("A", indicator("A1")), levels=(-1, 0, 1)).scale
    assert item_result(item("-1", red_line=red_line), three_words).red_line_touched is touched


def test_a_gravest_score_under_a_better_median_is_counted():
    assert (result("0", "-2", "0", "0").gravest_scores, result("0", "-1", "0").gravest_scores) == (1, 0)


@pytest.mark.parametrize(
    ("own", "ratings", "unknown"),
    [
        ("unknown", (), True),
        ("unknown", ("na",), True),
        ("unknown", ("1",), False),
        ("1", ("unknown", "unknown"), True),
        ("1", ("na", "unknown"), True),
        ("1", ("cannot",), True),
        ("1", ("cannot", "0"), False),
        ("1", ("na", "na"), False),
    ],
)
def test_unknown_is_what_nobody_could_judge(own, ratings, unknown):
    """An expert's “uncertain” is as good as the department's."""
    assert result(own, *ratings).unknown is unknown


@pytest.mark.parametrize(
    ("own", "ratings", "unheard"),
    [
        ("-2", ("na", "na"), True),
        ("-2", ("cannot", "unknown"), True),
        ("-2", ("cannot", "-2"), False),
        ("-2", (), False),
        ("na", ("na",), False),
    ],
)
def test_a_level_that_no_expert_has_answered_is_discussed(own, ratings, unheard):
    """It counts nowhere, and would otherwise vanish without a word."""
    judged = result(own, *ratings)
    assert (judged.unheard, judged.flagged) == (unheard, unheard)
