"""Which indicators a matter is asked."""

import pytest

from indicators.resolver.applicability import Matter, asked
from indicators.schema import IndicatorText
from tests.indicators.resolver.builders import indicator


@pytest.mark.parametrize(
    ("applies", "is_asked"),
    [
        ({}, True),
        ({"tiers": ["PLAN"]}, True),
        ({"tiers": ["POLICY"]}, False),
        ({"classes": ["M1", "M2"]}, True),
        ({"classes": ["M2"]}, False),
        ({"ages": ["EARLY", "TEEN"]}, True),
        ({"ages": ["TEEN"]}, False),
        ({"tiers": ["PLAN"], "classes": ["M2"]}, False),
    ],
)
def test_tier_class_and_age_must_all_fit(applies, is_asked):
    text = IndicatorText.model_validate(indicator("A1", applies=applies))
    assert asked(text, Matter("PLAN", "M1", frozenset({"EARLY"}))) is is_asked


def test_a_matter_without_ages_concerns_children_of_every_age():
    text = IndicatorText.model_validate(indicator("A1", applies={"ages": ["TEEN"]}))
    assert asked(text, Matter("PLAN", "M1"))
