"""How old the children of an age group are, and which method cards are for them."""

import pytest

from indicators.localised import Name
from indicators.schema import AgeGroup
from participation.ages import ANY, Span, needs_guardian, span_of
from participation.enums import Method
from participation.method_cards import CARDS, cards_for
from tests import factories


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("0—3岁（未满3周岁）", Span(0, 3)),
        ("6—12岁（小学）", Span(6, 12)),
        ("15—18岁（未满18周岁）", Span(15, 18)),
        ("14岁以上", Span(14, 18)),
        ("小学生", ANY),
        ("18岁以上", ANY),
    ],
)
def test_ages_are_read_off_the_name(name, span):
    assert span_of(AgeGroup(code="X", name=Name(zh=name))) == span


def test_without_an_age_group_anybody_may_be_there():
    assert span_of(None) == ANY


def test_guardians_are_needed_where_somebody_may_be_under_14(db):
    file = factories.make_set(ages=True).file
    old = file.model_copy(update={"age_groups": [AgeGroup(code="OLD", name=Name(zh="14—18岁"))]})
    asked = [(file, []), (file, ["HIGH"]), (old, []), (old, ["OLD"]), (old, ["OLD", ""]), (old, ["GONE"])]
    assert [needs_guardian(*each) for each in asked] == [True, True, True, False, True, True]


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (0, 6, ["early"]),
        (6, 12, ["early", "middle"]),
        (12, 15, ["middle", "teen"]),
        (15, 18, ["teen"]),
        (0, 18, ["early", "middle", "teen"]),
    ],
)
def test_cards_are_for_those_who_may_be_there(first, last, codes):
    assert [card.code for card, suits in cards_for(first, last) if suits] == codes


def test_every_card_says_how_in_methods_that_there_are():
    assert {code for card in CARDS for code, _how in card.methods} <= set(Method.values)
    assert all(card.ways and card.avoid for card in CARDS)
