"""The scope on its page: rows, plans and what does not apply, as people write and read them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, ChildCount, ParticipationPlan
from assessments.operations import (
    remove_count,
)
from assessments.scope import unfinished_scopes
from ledger.errors import Refused
from tests import factories
from tests.assessments.scoping import ASKS, PLAN, applies, count, plan
from tests.days import next_year, told_now
from tests.factories import plan_part, rows_of
from workflows.models import Case
from workflows.queries.waiting import waiting_for

MODELS = (Answer, ChildCount, ParticipationPlan)


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(asks=ASKS, ages=True))


@pytest.fixture
def page(case):
    return reverse("assessments:show_scope", args=[case])


def fields(**changes):
    return {"group": "ALL", "number": "120", "source": "学籍", "year": "2025", "version": "0"} | changes


def test_a_row_is_added_changed_and_removed(case, city, as_user, page):
    browser, add = as_user(city.drafter), reverse("assessments:add_count", args=[case])
    assert browser.post(add, fields(age="LOW", basis="resident"))["Location"] == f"{page}#children"
    row = ChildCount.objects.get()
    assert (row.number, row.basis) == (120, "resident")
    shown = browser.get(page).content.decode()
    assert {words in shown for words in ("0–6 · All children", "≥120", "not known for 6–18")} == {True}
    change = reverse("assessments:save_count", args=[case, row.pk])
    assert browser.post(change, fields(age="LOW", number="", gap="待补", version="1")).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.gap) == (None, "待补")
    remove = reverse("assessments:remove_count", args=[case, row.pk])
    for version, status in (("", 422), ("x", 422), ("1", 409), ("2", 302), ("2", 302)):
        assert browser.post(remove, {"version": version}).status_code == status
    assert not ChildCount.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "-1"},
        {"number": "12.5"},
        {"number": "many"},
        {"number": "9" * 30},
        {"year": "1800"},
        {"year": next_year},
        {"source": "长" * 201},
        {"gap": "长" * 1001},
        {"gap": "a\0b"},
        {"group": "NONE"},
        {"group": ""},
        {"age": "OLD"},
        {"basis": "guessed"},
        {"version": "old"},
        {"version": ""},
    ],
)
def test_a_bad_row_is_refused_with_its_words(case, city, as_user, changes):
    browser, before = as_user(city.drafter), rows_of(*MODELS)
    typed = fields(**({"gap": "我的话"} | told_now(changes)))
    response = browser.post(reverse("assessments:add_count", args=[case]), typed)
    assert (response.status_code, rows_of(*MODELS)) == (422, before)
    shown = response.content.decode()
    assert "Not saved; what you wrote is still here." in shown
    assert {
        str(value).replace("\0", "\ufffd")[:50] in shown.replace("\0", "\ufffd")
        for value in typed.values()
        if len(value) > 3
    } == {True}


def test_what_was_typed_for_a_row_that_is_gone_can_be_added_anew(case, city, as_user):
    row, browser = count(case, city.drafter), as_user(city.drafter)
    remove_count(assessment=case.assessment, row=row.pk, version=1, actor=city.colleague)
    address = reverse("assessments:save_count", args=[case, row.pk])
    response = browser.post(address, fields(gap="我的话", version="1"))
    shown = response.content.decode()
    assert (response.status_code, "removed meanwhile" in shown, "我的话" in shown) == (422, True, True)
    assert (
        browser.post(reverse("assessments:add_count", args=[case]), fields(gap="我的话")).status_code == 302
    )


def test_two_tabs_on_one_row_see_both_numbers(case, city, as_user):
    count(case, city.colleague, number=77)
    response = as_user(city.drafter).post(reverse("assessments:add_count", args=[case]), fields(number="99"))
    shown = response.content.decode()
    assert (response.status_code, "77" in shown, "99" in shown) == (409, True, True)


def test_a_plan_is_saved_as_it_is_written(case, city, as_user, page):
    browser, address = as_user(city.drafter), reverse("assessments:save_plan", args=[case, "needs"])
    typed = {f"needs-{name}": value for name, value in (PLAN | {"version": 0}).items()}
    response = browser.post(address, typed, headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Trigger"]) == (200, "answer-saved")
    assert 'name="needs-version" value="1"' in response.content.decode()
    assert browser.post(address, typed)["Location"] == f"{page}#needs"
    stale = typed | {"needs-method": "问卷"}
    response = browser.post(address, stale, headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Retarget"]) == (409, "#needs")
    assert {words in response.content.decode() for words in ("座谈", "问卷", "Keep mine")} == {True}
    assert 'hx-trigger="submit" hx-target="#saved-needs"' in " ".join(response.content.decode().split())
    assert browser.post(address, stale).status_code == 409
    for name, longest in (("method", 200), ("when", 100), ("whom", 200), ("reason_for_none", 1000)):
        long = typed | {f"needs-{name}": "长" * (longest + 1), "needs-version": 1}
        assert browser.post(address, long).status_code == 422
    forged = reverse("assessments:save_plan", args=[case, "elsewhere"])
    assert browser.post(forged, typed).status_code == 404


def test_applicability_is_saved_as_it_is_chosen(case, city, as_user, page):
    browser, address = as_user(city.drafter), reverse("assessments:save_applicability", args=[case, "A1"])
    typed = {"A1-rating": "na", "A1-reason": "无关", "A1-version": 0}
    response = browser.post(address, typed, headers={"hx-request": "true"})
    assert (response.status_code, "1 does not apply" in response.content.decode()) == (200, True)
    factories.answer(case, "A2", city.colleague, rating="-1", mitigation="错峰")
    other = reverse("assessments:save_applicability", args=[case, "A2"])
    stale = {"A2-rating": "na", "A2-reason": "无关", "A2-version": 0}
    shown = browser.post(other, stale, headers={"hx-request": "true"})
    assert (shown.status_code, "Slightly negative" in shown.content.decode()) == (409, True)
    assert 'hx-trigger="submit" hx-target="#saved-A2"' in " ".join(shown.content.decode().split())
    for changes in ({"A1-rating": "1"}, {"A1-reason": "长" * 10_001}, {"A1-version": ""}):
        assert browser.post(address, typed | {"A1-version": 1} | changes).status_code == 422
    forged = reverse("assessments:save_applicability", args=[case, "Z9"])
    assert browser.post(forged, typed).status_code == 404
    assert "1 does not apply" in browser.get(page).content.decode()


def test_others_read_the_scope_without_a_form(case, city, as_user, page):
    factories.scope(case, city.drafter)
    applies(case, city.drafter)
    for person in (city.office, city.head):
        shown = as_user(person).get(page).content.decode()
        assert {words in shown for words in ("120", "学籍", "座谈", "与本事项无关。")} == {True}
        assert {f'name="{name}"' in shown for name in ("number", "needs-method", "A1-rating")} == {False}
    assert as_user(city.outsider).get(page).status_code == 404
    overview = as_user(city.office).get(case.get_absolute_url()).content.decode()
    assert {words in overview for words in ("120", "座谈")} == {True}


def test_another_citys_people_find_no_scope(case, as_user, page):
    elsewhere = factories.make_city("ot")
    for person in (elsewhere.drafter, elsewhere.office):
        assert as_user(person).get(page).status_code == 404
        assert (
            as_user(person).post(reverse("assessments:add_count", args=[case]), fields()).status_code == 404
        )


def test_a_case_that_asks_no_scope_has_its_indicators_there_alone(city, tiny, as_user):
    case = factories.make_case(city, tiny)
    shown = as_user(city.drafter).get(reverse("assessments:show_scope", args=[case])).content.decode()
    assert ('name="A1-rating"' in shown, 'id="children"' in shown, 'id="participation"' in shown) == (
        True,
        False,
        False,
    )
    browser = as_user(city.drafter)
    assert browser.post(reverse("assessments:add_count", args=[case]), fields()).status_code == 404
    assert browser.post(reverse("assessments:save_plan", args=[case, "needs"]), {}).status_code == 404


def test_continuing_leads_to_the_scope_first_and_last(case, city, as_user, page):
    browser, on = as_user(city.drafter), reverse("assessments:continue_questionnaire", args=[case])
    assert browser.get(on)["Location"] == page
    plan(case, city.drafter)
    assert browser.get(on)["Location"] == reverse("assessments:show_aspect", args=[case, "A"])
    factories.answer_all(case, city)
    assert browser.get(on)["Location"] == page
    shown = browser.get(case.get_absolute_url()).content.decode()
    assert "Complete the scope" in shown


def test_the_page_asks_the_database_as_often_for_many_rows(case, city, as_user, page, count_queries):
    browser = as_user(city.drafter)
    count(case, city.drafter)
    browser.get(page)
    few = count_queries(lambda: browser.get(page))
    for age in ("LOW", "HIGH"):
        for group in ("ALL", "RUR"):
            count(case, city.drafter, age=age, group=group)
    plan_part(case, city.drafter)
    assert count_queries(lambda: browser.get(page)) == few == 16


def test_the_closing_of_the_draft_stands_with_the_facts(city, tiny, as_user):
    began = timezone.localdate()
    case = factories.make_case(city, tiny, drafting_started=began, draft_closes=began + timedelta(days=9))
    assert "Draft to be closed" in as_user(city.drafter).get(case.get_absolute_url()).content.decode()


def test_a_draft_is_not_closed_before_it_is_begun(city, tiny, as_user, unchanged):
    began = timezone.localdate()
    with unchanged(Refused, Case, match="cannot be closed before drafting began"):
        factories.make_case(city, tiny, drafting_started=began, draft_closes=began - timedelta(days=1))
    typed = {"title": "事项", "summary": "概述", "matter_class": "M1", "drafting_started": "2026-03-02"}
    browser = as_user(city.drafter)
    for wrong in ("2026-03-01", "tomorrow", "2026-13-01"):
        response = browser.post(reverse("workflows:open_case"), typed | {"draft_closes": wrong})
        assert (response.status_code, wrong in response.content.decode()) == (422, True)
    assert (
        browser.post(reverse("workflows:open_case"), typed | {"draft_closes": "2026-03-02"}).status_code
        == 302
    )


def test_the_desk_does_not_call_a_file_finished_whose_scope_is_not(case, city):
    factories.answer_all(case, city)
    assert [str(row.waits) for row in waiting_for([city.drafter])[city.drafter.pk]] == [
        "Scope to be completed"
    ]
    factories.scope(case, city.drafter)
    assert [str(row.waits) for row in waiting_for([city.drafter])[city.drafter.pk]] == [
        "All answered: hand in"
    ]


def test_unfinished_scopes_are_found_in_two_queries_and_in_none_where_nothing_is_asked(
    case, city, count_queries
):
    files = [case.assessment, factories.make_case(city, case.assessment.indicator_set).assessment]
    factories.scope(case, city.drafter)
    assert unfinished_scopes(files) == {files[1].pk}
    assert count_queries(lambda: unfinished_scopes(files)) == 2
    plain = factories.make_case(city, factories.make_set(edition="0")).assessment
    assert count_queries(lambda: unfinished_scopes([plain])) == 0
