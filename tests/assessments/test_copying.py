"""Beginning from the answers of a similar matter."""

import pytest

from assessments.copying import candidates, proposed_from
from assessments.models import Answer, Proposal
from ledger.models import Event
from tests import factories

COPY_QUERIES = 12


@pytest.fixture
def earlier(case, city):
    """A case that has been answered, of the drafter's unit."""
    factories.answer(case, "A1", city.drafter, facts="去年的事实。", reach=800)
    factories.answer(case, "A2", city.drafter, rating="-1", mitigation="错峰施工。")
    return case


def titled(city, indicator_set, title, **changes):
    case = factories.make_case(city, indicator_set, title=title, **changes)
    factories.answer(case, "A1", changes.get("actor", city.drafter))
    return case


def remarks(result):
    return [(each["item"], each["reason"]) for each in result.remarks]


def test_the_most_similar_matters_come_first_and_only_those_that_can_be_seen(city, tiny, case):
    foreign = titled(city, factories.make_set(edition="2"), "完全无关的事")
    similar = titled(city, tiny, "示例事项二期")
    titled(city, tiny, "别家的示例事项", drafting_unit=city.units["housing"], actor=city.outsider)
    factories.make_case(city, tiny, title="示例事项（空的）")
    new = factories.make_case(city, tiny, title="示例事项三期")
    titled(city, tiny, "示例事项三期之后")
    found = candidates(new.assessment, city.drafter)
    assert [each.assessment.code for each in found] == [str(similar), str(foreign)]
    assert [each.assessment.code for each in candidates(new.assessment, city.drafter, "无关")] == [
        str(foreign)
    ]


def test_answers_to_the_same_questions_are_proposed_without_what_is_empty(city, tiny, earlier):
    new = factories.make_case(city, tiny)
    result = proposed_from(earlier.assessment, new.assessment)
    assert result.content == {
        "answer:A1": {"rating": "1", "groups": ["ALL"], "reach": 800, "facts": "去年的事实。"},
        "answer:A2": {
            "rating": "-1",
            "groups": ["ALL"],
            "reach": 100,
            "facts": "调查数据。",
            "mitigation": "错峰施工。",
        },
    }
    assert result.remarks == []


def test_what_reads_differently_or_is_not_asked_is_said_and_not_taken(city, tiny, earlier):
    changed = factories.make_set(edition="2", indicators=("A1", "B1"))
    editions = type(changed).objects
    content = editions.get(pk=changed.pk).content
    content["aspects"][0]["indicators"][0]["question"]["zh"] = "换了一个问法？"
    editions.filter(pk=changed.pk).update(content=content)
    new = factories.make_case(city, editions.get(pk=changed.pk))
    result = proposed_from(earlier.assessment, new.assessment)
    assert result.content == {}
    assert remarks(result) == [
        ("answer:A1", "The question reads differently."),
        ("", "Not asked here: A2."),
    ]


def test_findings_on_the_same_special_groups_are_proposed(city):
    chosen = factories.make_set(special=("RUR",))
    old = factories.make_case(city, chosen)
    factories.consider(old, city.drafter, grounds="农村儿童照旧。")
    new = factories.make_case(city, chosen)
    result = proposed_from(old.assessment, new.assessment)
    assert result.content == {"group:RUR": {"rating": "0", "grounds": "农村儿童照旧。"}}


def test_copying_shows_a_difference_and_writes_what_is_ticked(city, tiny, earlier, as_user):
    new = factories.make_case(city, tiny)
    factories.answer(new, "A1", city.drafter, facts="今年的事实。", reach=None)
    drafter = as_user(city.drafter)
    response = drafter.post(f"/cases/{new}/copy/", {"source": str(earlier)})
    page = drafter.get(response.headers["Location"])
    (first, second) = page.context["preview"].entries
    assert [(change.field.name, change.state) for change in first.changes] == [
        ("reach", "new"),
        ("facts", "changed"),
    ]
    text = page.content.decode()
    assert 'value="answer:A1:reach" checked' in text
    assert 'value="answer:A1:facts" checked' not in text
    versions = {f"version:{entry.item.key}": entry.version for entry in (first, second)}
    drafter.post(response.headers["Location"], versions | {"take": ["answer:A1:reach"]})
    answer = Answer.objects.get(assessment=new.assessment, indicator__code="A1")
    assert (answer.reach, answer.facts) == (800, "今年的事实。")
    assert Event.objects.get(name="answers.brought_in").data == {
        "origin": "case",
        "from": str(earlier),
        "items": ["answer:A1"],
    }
    assert f"brought in answers from {earlier}" in drafter.get(f"/cases/{new}/").content.decode()


def test_evidence_stays_behind(city, tiny, earlier, as_user):
    new = factories.make_case(city, tiny)
    drafter = as_user(city.drafter)
    response = drafter.post(f"/cases/{new}/copy/", {"source": str(earlier)})
    page = drafter.get(response.headers["Location"])
    assert "Its files are not copied" in page.content.decode()
    assert new.assessment.evidence.count() == 0


@pytest.mark.parametrize("chosen", ["", "TC-2026-999", "own", "foreign"])
def test_what_is_no_source_cannot_be_copied(city, tiny, case, as_user, chosen):
    new = factories.make_case(city, tiny)
    foreign = titled(city, tiny, "别家", drafting_unit=city.units["housing"], actor=city.outsider)
    codes = {"own": str(new), "foreign": str(foreign)}
    response = as_user(city.drafter).post(f"/cases/{new}/copy/", {"source": codes.get(chosen, chosen)})
    assert (response.status_code, Proposal.objects.count()) == (404, 0)


def test_a_reader_copies_nothing(case, city, as_user):
    assert as_user(city.office).get(f"/cases/{case}/copy/").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_matters_as_for_one(city, tiny, as_user, count_queries, number):
    for _case in range(number):
        titled(city, tiny, "示例事项")
    new = factories.make_case(city, tiny)
    drafter = as_user(city.drafter)
    drafter.get(f"/cases/{new}/copy/")
    assert count_queries(lambda: drafter.get(f"/cases/{new}/copy/")) == COPY_QUERIES


def test_a_nul_finds_nothing_and_breaks_nothing(city, tiny, case, as_user, refuses_nul):
    new, drafter = factories.make_case(city, tiny), as_user(city.drafter)
    assert drafter.get(f"/cases/{new}/copy/", {"q": "示\0例"}).status_code == 200
    assert drafter.post(f"/cases/{new}/copy/", {"source": "没有\0"}).status_code == 404
