"""Special groups: who is harmed, who worst."""

import pytest

from indicators.resolver.groups import group_results, worst_off
from tests.indicators.resolver.builders import SCALE, aspect, edition, indicator

GROUPS = ("POV", "DIS", "MIG")


@pytest.mark.parametrize(
    ("ratings", "worst"),
    [
        ({}, ()),
        ({"POV": "0", "DIS": "1", "MIG": "na"}, ()),
        ({"POV": "-1", "DIS": "unknown"}, ("POV",)),
        ({"POV": "-1", "DIS": "-2", "MIG": "-2"}, ("DIS", "MIG")),
    ],
)
def test_worst_off_are_the_harmed_groups_with_the_lowest_figure(ratings, worst):
    assert worst_off(group_results(GROUPS, ratings, SCALE)) == worst


def test_what_a_group_s_answer_means():
    poor, disabled, migrant = group_results(GROUPS, {"POV": "-2", "DIS": "-1", "MIG": "unknown"}, SCALE)
    assert (poor.harmed, poor.gravely, poor.unknown) == (True, True, False)
    assert (disabled.harmed, disabled.gravely, disabled.unknown) == (True, False, False)
    assert (migrant.harmed, migrant.gravely, migrant.unknown, migrant.value) == (False, False, True, None)


def test_no_harm_is_grave_on_a_scale_without_a_gravest_level():
    three_words = edition(aspect("A", indicator("A1")), levels=(-1, 0, 1)).scale
    (poor,) = group_results(("POV",), {"POV": "-1"}, three_words)
    assert (poor.harmed, poor.gravely) == (True, False)
