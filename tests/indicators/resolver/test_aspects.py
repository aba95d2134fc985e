"""Means of aspects and of the file, with the lowest item beside them."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.aspects import aspect_profile, overall_profile
from tests.indicators.resolver.builders import result


@given(st.lists(st.sampled_from(["-2", "-1", "0", "1", "2", "na", "unknown"]), min_size=1, max_size=12))
def test_an_average_never_hides_the_lowest(owns):
    profile = aspect_profile("A", [result(own, code=f"A{n}") for n, own in enumerate(owns)])
    figures = [int(own) for own in owns if own not in {"na", "unknown"}]
    assert profile.lowest == min(figures, default=None)
    assert profile.own == (Fraction(sum(figures), len(figures)) if figures else None)


def test_a_harm_among_benefits_stays_visible_under_a_good_mean():
    profile = aspect_profile("A", [result("2", code="A1"), result("2", code="A2"), result("-2", code="A3")])
    assert (profile.own, profile.lowest, profile.lowest_of_all.items) == (Fraction(2, 3), -2, ("A3",))


def test_a_heavier_item_counts_more():
    profile = aspect_profile("A", [result("2", "1", weight=3), result("-2", "-1", code="A2")])
    assert (profile.own, profile.experts) == (1, Fraction(1, 2))


def test_an_aspect_takes_its_own_items_only():
    other = result("-2", aspect="B")
    assert aspect_profile("A", [result("1"), other]).lowest == 1
    assert aspect_profile("C", [other]).lowest is None


def test_the_whole_is_the_weighted_mean_of_the_aspects_that_have_one():
    results = [result("2"), result("-1", code="B1", aspect="B"), result("na", code="C1", aspect="C")]
    weights = {"A": 1, "B": 2, "C": 9}
    aspects = [aspect_profile(code, results, weight=weight) for code, weight in weights.items()]
    whole = overall_profile(aspects, results)
    assert (whole.own, whole.experts, whole.lowest, whole.lowest_of_all.items) == (0, None, -1, ("B1",))


def test_a_harm_that_only_the_department_sees_is_not_lost():
    profile = aspect_profile("A", [result("-2", "1", "1"), result("2", "0", "0", code="A2")])
    assert (profile.lowest, profile.lowest_of_own.items, profile.hidden_own) == (0, ("A1",), True)
    assert not aspect_profile("A", [result("-2", "-2"), result("0", "1", code="A2")]).hidden_own
