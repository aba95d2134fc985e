"""The screening: what is stored, what is refused, what its page says."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.models import Answer, Screening
from assessments.operations import close_screening, open_screening, save_screening
from assessments.queries import authors, screening_lacks
from ledger.errors import Conflict, Refused
from tests import factories
from tests.factories import answer, last_event, rows_of, screen, screening_content
from tests.set_files import USUAL

WITH_SCREENING = ("screening", *USUAL)


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(stages=WITH_SCREENING))


def save(case, actor, *, version=0, **content):
    return save_screening(assessment=case.assessment, version=version, content=content, actor=actor)


def stored(case):
    return Screening.objects.get(assessment=case.assessment)


def typed(version=0, **changes):
    fields = {"S1-answer": "yes", "S1-remark": "", "S2-answer": "no", "S2-remark": "影响很小。"}
    return fields | {"conclusion": "needed", "grounds": "涉及学校。", "version": version} | changes


@pytest.fixture
def address(case):
    return reverse("assessments:show_screening", args=[case])


def test_a_screening_is_stored_whole_and_is_an_event(case, city):
    content = screening_content("not_needed") | {"depth": ""}
    screening = save(case, city.drafter, **content)
    assert (screening.content(), screening.version, screening.updated_by) == (content, 1, city.drafter)
    assert (last_event().name, last_event().data["changed"]["conclusion"]) == (
        "screening.saved",
        {"old": "", "new": "not_needed"},
    )


def test_the_same_content_again_changes_nothing(case, city):
    screen(case, city.drafter)
    before = rows_of(Screening)
    assert (save(case, city.drafter, **screening_content()).version, rows_of(Screening)) == (1, before)


def test_whoever_writes_second_gets_both_texts(case, city, unchanged):
    save(case, city.colleague, grounds="同事写的")
    with unchanged(Conflict, Screening) as caught:
        save(case, city.drafter, grounds="我写的")
    conflict = caught.value
    assert (conflict.theirs, conflict.mine) == ({"grounds": "同事写的"}, {"grounds": "我写的"})
    assert conflict.version == 1


@pytest.mark.parametrize(
    "content",
    [
        {"answers": {"S9": {"answer": "yes"}}},
        {"answers": {"S1": {"answer": "perhaps"}}},
        {"answers": {"S1": {"answer": "yes", "score": "2"}}},
        {"answers": ["S1"]},
        {"conclusion": "later"},
    ],
)
def test_what_the_edition_does_not_ask_is_refused(case, city, unchanged, content):
    with unchanged(Refused, Screening, match="not an answer to the screening"):
        save(case, city.drafter, **content)


def test_only_the_drafting_unit_writes(case, city, unchanged):
    for person in (city.office, city.outsider, city.expert_a):
        with unchanged(PermissionDenied, Screening):
            save(case, person, grounds="…")


def test_a_finished_screening_stands_until_it_is_opened_again(case, city, unchanged):
    close_screening(assessment=case.assessment)
    with unchanged(Refused, Screening, match="finished and can no longer be changed"):
        save(case, city.drafter, grounds="…")
    open_screening(assessment=case.assessment)
    assert save(case, city.drafter, grounds="…").version == 1


def test_the_questionnaire_opens_after_the_screening(case, city, unchanged):
    with unchanged(Refused, Answer, match="The screening comes first"):
        answer(case, "A1", city.drafter)
    close_screening(assessment=case.assessment)
    assert answer(case, "A1", city.drafter).version == 1


def test_what_is_missing_is_said_in_order(case, city):
    assert screening_lacks(case.assessment) == ["S1", "S2", "conclusion"]
    given = {"S1": {"answer": "unclear", "remark": ""}, "S2": {"answer": "no", "remark": ""}}
    save(case, city.drafter, answers=given, conclusion="not_needed")
    case.assessment.refresh_from_db()
    assert screening_lacks(case.assessment) == ["S1: what is unclear", "grounds"]
    save(
        case,
        city.drafter,
        version=1,
        answers=given | {"S1": {"answer": "unclear", "remark": "人数"}},
        grounds="…",
    )
    case.assessment.refresh_from_db()
    assert screening_lacks(case.assessment) == []


def test_an_assessment_may_be_needed_without_grounds(case, city):
    screen(case, city.drafter, grounds="")
    case.assessment.refresh_from_db()
    assert screening_lacks(case.assessment) == []


def test_who_wrote_in_the_screening_has_written_in_the_file(case, city):
    screen(case, city.colleague)
    assert authors(case.assessment) == {city.drafter.pk, city.colleague.pk}


def test_the_page_keeps_what_was_typed_so_far(case, city, as_user, address):
    browser = as_user(city.drafter)
    response = browser.post(address, typed(conclusion="", **{"S2-answer": ""}))
    assert (response.status_code, response["Location"]) == (302, address)
    answers = {"S1": {"answer": "yes", "remark": ""}, "S2": {"answer": "", "remark": "影响很小。"}}
    assert stored(case).content() == {
        "answers": answers,
        "conclusion": "",
        "depth": "",
        "grounds": "涉及学校。",
    }
    page = browser.get(address).content.decode()
    assert "still needed: S2, conclusion" in page
    assert "影响很小。" in page


def test_the_page_says_where_each_conclusion_leads(city, as_user, case, address):
    page = as_user(city.drafter).get(address).content.decode()
    assert "The questionnaire opens" in page
    assert "Whoever publishes it must not have written in it" in page


def test_a_conflict_shows_both_texts_line_by_line_and_the_next_sending_replaces(case, city, as_user, address):
    screen(case, city.colleague, grounds="同事写的")
    browser = as_user(city.drafter)
    response = browser.post(address, typed(grounds="我写的"))
    page = re.sub("</?mark>", "", response.content.decode())
    assert (response.status_code, 'name="version" value="1"' in page) == (409, True)
    assert {words in page for words in ("我写的", "同事写的", "影响很小。", "Does it concern children?")} == {
        True
    }
    assert browser.post(address, typed(grounds="我写的", version=1)).status_code == 302
    assert stored(case).grounds == "我写的"


def test_a_bad_value_is_refused_with_its_words(case, city, as_user, address):
    browser, before = as_user(city.drafter), rows_of(Screening)
    for changes in ({"S1-answer": "Z"}, {"conclusion": "Z"}, {"grounds": "长" * 10_001}, {"version": ""}):
        response = browser.post(address, typed(**({"grounds": "我的话"} | changes)))
        assert (response.status_code, rows_of(Screening)) == (422, before)
        assert "Not saved; what you wrote is still here." in response.content.decode()


def test_others_read_it_without_a_form(case, city, as_user, address):
    screen(case, city.drafter, grounds="理由在此")
    page = as_user(city.office).get(address).content.decode()
    assert ("理由在此" in page, 'name="grounds"' in page) == (True, False)


def test_a_late_save_keeps_the_words_and_says_why(case, city, as_user, address):
    close_screening(assessment=case.assessment)
    response = as_user(city.drafter).post(address, typed(grounds="迟到的话"))
    page = response.content.decode()
    assert (response.status_code, "迟到的话" in page, "can no longer be changed" in page) == (422, True, True)


def test_a_set_without_a_screening_has_no_such_page(city, tiny, as_user):
    case = factories.make_case(city, tiny)
    address = reverse("assessments:show_screening", args=[case])
    assert as_user(city.drafter).get(address).status_code == 404


def test_continuing_leads_to_the_screening_while_it_is_open(case, city, as_user, address):
    browser, on = as_user(city.drafter), reverse("assessments:continue_questionnaire", args=[case])
    assert browser.get(on)["Location"] == address
    close_screening(assessment=case.assessment)
    assert browser.get(on)["Location"] == reverse("assessments:show_aspect", args=[case, "A"])
