"""Figures for other programs: the same as on the pages, and nothing sealed."""

from fractions import Fraction

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import answer_all, bring_to
from workflows.enums import Stage


@pytest.fixture
def figures(as_user):
    def read(case, person, **headers):
        response = as_user(person).get(reverse("panels:show_figures", args=[case]), headers=headers)
        return response.json() if response.status_code == 200 else response.status_code

    return read


def own_and_scores(found):
    return [(item["code"], item["own"], item["ratings"], item["counts"]) for item in found["items"]]


def test_only_readers_of_the_file_get_its_figures(case, city, figures):
    assert [figures(case, person) for person in (city.outsider, city.expert_a, city.member_a)] == [404] * 3


def test_until_the_scores_are_opened_the_self_assessment_alone_speaks(case, city, figures):
    answer_all(case, city, A2="-1")
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for expert in city.experts[:2]:
        factories.score_all(case, expert, "-2")
    for person in (city.drafter, city.office, city.expert_a):
        found = figures(case, person)
        assert own_and_scores(found) == [("A1", "1", [], "1"), ("A2", "1", [], "1"), ("B1", "1", [], "1")]
        assert (found["scored"], found["proposal"]["outcome"]) == (False, "approve")
        assert {step["kind"] for step in found["steps"]}.isdisjoint({"median", "agreed", "close", "apart"})


def test_once_opened_the_median_counts(case, city, figures):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for expert, rating in zip(city.experts, ("-1", "2", "-1"), strict=True):
        factories.score_all(case, expert, rating)
        factories.seal_seat(panel=case.panel, actor=expert)
    case = factories.move(case, factories.Action.OPEN_SCORES, city.office)
    found = figures(case, city.member_a)
    assert own_and_scores(found)[0] == ("A1", "1", ["-1", "-1", "2"], "-1")
    assert found["proposal"]["red_lines"] == found["proposal"]["unmitigated"] == ["A2"]
    assert (found["proposal"]["outcome"], found["proposal"]["barred"]) == ("return", ["approve"])
    assert (found["overall"]["own"], found["overall"]["experts"]) == ("1", "-1")
    assert found["overall"]["lowest_items"] == ["A1", "A2", "B1"]


def test_figures_are_exact_and_steps_are_told_in_the_reader_s_language(case, city, figures):
    for code, rating in (("A1", "2"), ("A2", "1"), ("B1", "unknown")):
        factories.answer(case, code, city.drafter, rating=rating)
    found = figures(case, city.drafter)
    (aspect, _other) = found["aspects"]
    assert (Fraction(aspect["own"]), aspect["lowest"], found["language"]) == (Fraction(3, 2), "1", "en")
    assert [step["words"] for step in found["steps"] if step["about"] == "aspect:A"] == [
        "Mean of the self-ratings: +3 ÷ 2 = +1.5, from A1 +2, A2 +1.",
        "The lowest figure is +1: A2 Indicator A2.",
    ]


def test_the_edition_is_named(case, city, figures):
    indicator_set = case.assessment.indicator_set
    assert figures(case, city.drafter)["set"] == {
        "code": "tiny",
        "edition": "1",
        "hash": indicator_set.content_hash,
    }
