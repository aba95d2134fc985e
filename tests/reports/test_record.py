"""The record of a real case: an allow-list, and in the shape that the sample pretends."""

import json

import pytest
from django.utils import translation

from ledger.canonical import canonical_json
from reports.record import build_record
from tests import factories
from tests.reports.sample import sample_record
from workflows.enums import Stage


@pytest.fixture
def decided(case, city):
    return factories.bring_to(Stage.PUBLICATION, case, city)


def shape(value):
    """The keys, all the way down; of a list the first entry that says anything."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value and isinstance(value[0], dict) else []
    return None


def test_a_sample_that_a_test_changes_is_nobody_else_s():
    sample_record()["opinions"][1]["text"] = "改过的意见。"
    assert sample_record()["opinions"][1]["text"] != "改过的意见。"


def test_the_sample_has_the_shape_of_a_record(decided):
    record, sample = shape(build_record(decided)), shape(sample_record())
    sample["decision"] |= {"conditions": [], "dissents": [], "tally": record["decision"]["tally"]}
    sample["decision"]["superseded"] = []
    sample["panel"] |= {"discussed": [], "agreement": record["panel"]["agreement"]}
    sample["panel"]["robustness"]["flips"] = []
    sample["aspects"][0]["indicators"][0]["evidence"] = []
    sample["aspects"][0]["indicators"][0]["numbers"] = []
    sample["set"]["provenance"]["sources"] = []
    sample |= {"depth": None, "contributors": [], "children": [], "participation": [], "timing": None}
    sample |= {"opinions": [], "notice": None}
    sample["heard"] |= {"links": [], "attendance": [], "themes": []}
    assert record == sample


def test_nobody_is_named_and_no_expert_gives_reasons(decided, city):
    record = canonical_json(build_record(decided))
    told = [
        word
        for person in city.people.values()
        for word in (person.username, person.name, person.name_en)
        if word in record
    ]
    assert told == []
    assert "依据充分" not in record


def test_ratings_do_not_tell_who_gave_which(case, city):
    case = factories.bring_to(Stage.EXPERT_PANEL, case, city)
    for expert, rating in zip(city.experts, ("2", "-1", "0"), strict=True):
        factories.score_all(case, expert, rating)
        factories.seal_seat(panel=case.panel, actor=expert)
    case = factories.move(case, "open_scores", city.office)
    factories.vote_all(case, city, "approve_with_changes")
    factories.decide(
        case=case, deviation="分歧较大，附条件。", obligations=[factories.obligation()], actor=city.office
    )
    indicators = [each for aspect in build_record(case)["aspects"] for each in aspect["indicators"]]
    assert {tuple(each["ratings"]) for each in indicators} == {("-1", "0", "2")}


def test_a_record_survives_its_canonical_text(decided):
    record = build_record(decided)
    assert json.loads(canonical_json(record)) == record


def test_the_language_of_the_writer_changes_nothing(decided):
    with translation.override("en"):
        english = build_record(decided)
    with translation.override("zh-hans"):
        assert build_record(decided) == english


def test_a_group_that_an_indicator_counts_is_told_with_its_code(decided):
    answers = decided.assessment.answers.filter(indicator__code="A1")
    answers.update(groups=["ALL"], numbers={"ALL": 12})
    indicator = build_record(decided)["aspects"][0]["indicators"][0]
    (counted,) = indicator["numbers"]
    assert (counted["group"], counted["number"]) == ({"code": "ALL", **indicator["groups"][0]}, 12)
