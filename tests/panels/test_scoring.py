"""Medians, spreads and flags: exact, and blind to order."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.localised import Name
from indicators.scale import NOT_APPLICABLE, UNCERTAIN, Level, Scale
from panels.scoring import Item, aspect_profile, item_result, mean, median

WORDS = Name(zh="词", en="word")
SCALE = Scale(
    levels=[Level(value=value, name=WORDS) for value in range(-2, 3)], not_applicable=WORDS, uncertain=WORDS
)
FIGURES = st.lists(st.integers(-2, 2), min_size=1, max_size=9)
RATINGS = st.lists(st.sampled_from(SCALE.codes), min_size=1, max_size=9)


def item(own="1", *ratings, red_line=False, mitigated=False, code="A1", aspect="A"):
    return Item(code=code, aspect=aspect, red_line=red_line, mitigated=mitigated, own=own, ratings=ratings)


def result(*arguments, **options):
    return item_result(item(*arguments, **options), SCALE)


@given(FIGURES)
def test_the_median_is_exact(values):
    assert median(values) == statistics.median([Fraction(value) for value in values])
    assert isinstance(median(values), Fraction)


@given(FIGURES)
def test_the_mean_is_exact(values):
    assert mean(values) * len(values) == sum(values)


def test_nothing_has_neither_median_nor_mean():
    assert (median([]), mean([])) == (None, None)


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


@given(st.lists(st.sampled_from(["-2", "-1", "0", "1", "2", "na", "unknown"]), min_size=1, max_size=12))
def test_an_average_never_hides_the_lowest(owns):
    profile = aspect_profile("A", [result(own, code=f"A{n}") for n, own in enumerate(owns)])
    figures = [int(own) for own in owns if own not in {"na", "unknown"}]
    assert profile.lowest == min(figures, default=None)
    assert profile.own == (Fraction(sum(figures), len(figures)) if figures else None)


def test_a_harm_among_benefits_stays_visible_under_a_good_mean():
    profile = aspect_profile("A", [result("2", code="A1"), result("2", code="A2"), result("-2", code="A3")])
    assert (profile.own, profile.lowest) == (Fraction(2, 3), -2)


def test_an_aspect_takes_its_own_items_only():
    other = result("-2", aspect="B")
    assert aspect_profile("A", [result("1"), other]).lowest == 1
    assert aspect_profile("C", [other]).lowest is None
