"""The scope: what is stored, what is refused, what its page says, and that no case is handed in without it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from assessments.enums import ReturnReason
from assessments.models import Answer, ChildCount, ParticipationPlan, Return, ReturnedItem
from assessments.operations import (
    lock_assessment,
    remove_count,
    save_applicability,
    save_count,
    save_plan,
)
from assessments.queries import authors, questionnaire
from assessments.scope import scope_of, unfinished_scopes
from ledger.errors import Conflict, Refused
from ledger.models import Event
from tests import factories
from tests.factories import count_children, last_event, move, plan_part, rows_of
from tests.set_files import STAGES
from workflows.enums import Action
from workflows.models import Case
from workflows.queries.waiting import waiting_for

MODELS = (Answer, ChildCount, ParticipationPlan)
ASKS = ("children", "participation")
PLAN = {"method": "座谈", "when": "三月", "whom": "六年级学生", "reason_for_none": ""}
COUNT = {"age": "", "group": "ALL", "number": 120, "source": "学籍", "year": 2025, "basis": "", "gap": ""}


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(asks=ASKS, ages=True))


@pytest.fixture
def page(case):
    return reverse("assessments:show_scope", args=[case])


def count(case, actor, *, row=None, version=0, **changes):
    content = COUNT | changes
    return save_count(assessment=case.assessment, row=row, version=version, content=content, actor=actor)


def plan(case, actor, link="needs", *, version=0, **changes):
    return save_plan(
        assessment=case.assessment, link=link, version=version, content=PLAN | changes, actor=actor
    )


def applies(case, actor, rating="na", reason="与本事项无关。", *, version=0, code="A1"):
    return save_applicability(
        assessment=case.assessment,
        indicator=factories.indicator(case, code),
        version=version,
        content={"rating": rating, "reason": reason},
        actor=actor,
    )


def unlock_for(case, *items):
    """The office has sent back these parts alone."""
    returned = Return.objects.create(
        assessment=case.assessment,
        number=1,
        note="请补充。",
        returned_by=factories.User.objects.get(username="tc-office"),
        returned_at=timezone.now(),
    )
    for part, code in items:
        ReturnedItem.objects.create(returned=returned, part=part, code=code, reason=ReturnReason.OTHER)


# What is stored


def test_a_number_of_children_is_stored_once_and_is_an_event(case, city):
    stored = count(case, city.drafter)
    assert (stored.content(), stored.version, stored.updated_by) == (COUNT, 1, city.drafter)
    assert (last_event().name, last_event().data["group"]) == ("children.saved", "ALL")
    before = rows_of(*MODELS)
    assert (count(case, city.drafter, version=0).pk, rows_of(*MODELS)) == (stored.pk, before)


def test_a_second_row_for_the_same_children_meets_the_first(case, city, unchanged):
    count(case, city.colleague, number=7)
    with unchanged(Conflict, *MODELS) as caught:
        count(case, city.drafter, number=9)
    assert (caught.value.theirs, caught.value.mine) == ({"number": 7}, {"number": 9})
    assert count(case, city.drafter, number=9, version=1).version == 2


def test_a_row_is_changed_and_may_not_become_another_one(case, city, unchanged):
    first, second = count(case, city.drafter), count(case, city.drafter, age="LOW")
    assert count(case, city.drafter, row=second.pk, version=1, age="HIGH").age == "HIGH"
    with unchanged(Refused, *MODELS, match="There is a row for Every age · All children already"):
        count(case, city.drafter, row=second.pk, version=2, age="")
    with unchanged(Conflict, *MODELS):
        count(case, city.drafter, row=first.pk, version=0, number=1)


def test_removing_a_row_twice_is_removing_it_once(case, city, unchanged):
    row = count(case, city.drafter)
    with unchanged(Conflict, *MODELS):
        remove_count(assessment=case.assessment, row=row.pk, version=0, actor=city.drafter)
    for _time in range(2):
        remove_count(assessment=case.assessment, row=row.pk, version=1, actor=city.drafter)
    assert not ChildCount.objects.exists()
    assert [last_event().name, last_event().data["number"]] == ["children.removed", 120]
    assert Event.objects.filter(name="children.removed").count() == 1
    with unchanged(Refused, *MODELS, match="removed meanwhile"):
        count(case, city.drafter, row=row.pk, version=1)


@pytest.mark.parametrize("changes", [{"age": "OLD"}, {"group": "NONE"}, {"group": ""}, {"basis": "guessed"}])
def test_codes_that_the_edition_does_not_know_are_refused(case, city, unchanged, changes):
    with unchanged(Refused, *MODELS, match="does not ask this"):
        count(case, city.drafter, **changes)


def test_a_row_of_another_case_cannot_be_reached(case, city, unchanged):
    other = factories.make_case(city, case.assessment.indicator_set)
    row = count(other, city.drafter)
    with unchanged(Refused, *MODELS, match="removed meanwhile"):
        count(case, city.drafter, row=row.pk, version=1, number=5)
    remove_count(assessment=case.assessment, row=row.pk, version=1, actor=city.drafter)
    assert ChildCount.objects.get() == row


def test_a_plan_is_stored_and_two_writers_see_both(case, city, unchanged):
    stored = plan(case, city.colleague)
    assert (stored.content(), stored.version) == (PLAN, 1)
    assert (last_event().name, last_event().data["link"]) == ("participation.saved", "needs")
    with unchanged(Conflict, *MODELS) as caught:
        plan(case, city.drafter, method="问卷")
    assert (caught.value.theirs, caught.value.mine) == ({"method": "座谈"}, {"method": "问卷"})
    before = rows_of(*MODELS)
    assert (plan(case, city.drafter).version, rows_of(*MODELS)) == (1, before)


def test_only_the_links_that_the_edition_names_are_planned(city, unchanged):
    shape = {"asks": ASKS, "participation": True, "depths": True}
    case = factories.make_case(city, factories.make_set(stages=STAGES, **shape))
    factories.screen(case, city.drafter, depth="LIGHT")
    case = move(case, Action.SCREEN_IN, city.drafter)
    cards = scope_of(case.assessment).links
    assert [(card.link, card.name, card.during) for card in cards] == [
        ("needs", "A talk before", "self_assessment")
    ]
    for link in ("notice", "needs ", "everything"):
        with unchanged(Refused, *MODELS, match="does not ask this"):
            plan(case, city.drafter, link)


def test_an_indicator_that_does_not_apply_is_answered_with_its_reason(case, city):
    answer = applies(case, city.drafter)
    assert (answer.rating, answer.reason, answer.complete) == ("na", "与本事项无关。", True)
    assert applies(case, city.drafter, "na", "", version=1).complete is False
    again = applies(case, city.drafter, "", version=2)
    assert (again.rating, again.complete) == ("", False)


def test_that_an_indicator_applies_takes_no_impact_away(case, city):
    factories.answer(case, "A1", city.colleague, rating="-1", mitigation="错峰")
    for version in (0, 1):
        assert applies(case, city.drafter, "", "", version=version).rating == "-1"


def test_no_other_impact_is_chosen_in_the_scope(case, city, unchanged):
    with unchanged(Refused, *MODELS, match="its impact is chosen in the questionnaire"):
        applies(case, city.drafter, "1")


# Who, and when


def test_only_the_drafting_unit_writes_the_scope(case, city, unchanged):
    row = count(case, city.drafter)
    for person in (city.office, city.head, city.outsider, city.expert_a):
        for write in (
            lambda who: count(case, who, age="LOW"),
            lambda who: plan(case, who),
            lambda who: applies(case, who),
            lambda who: remove_count(assessment=case.assessment, row=row.pk, version=1, actor=who),
        ):
            with unchanged(PermissionDenied, *MODELS):
                write(person)


def test_who_wrote_in_the_scope_has_written_in_the_file(case, city):
    plan(case, city.colleague)
    assert authors(case.assessment) == {city.drafter.pk, city.colleague.pk}


def test_a_file_that_is_locked_or_does_not_ask_takes_nothing(case, city, unchanged):
    plain = factories.make_case(city, factories.make_set(edition="0"))
    for write in (count, plan):
        with unchanged(Refused, *MODELS, match="does not ask this"):
            write(plain, city.drafter)
    lock_assessment(assessment=case.assessment)
    for write in (count, plan, applies):
        with unchanged(Refused, *MODELS, match="not saved"):
            write(case, city.drafter)


def test_while_a_return_is_open_only_what_it_names_is_written(case, city, unchanged):
    unlock_for(case, ("participation", "needs"), ("children", ""))
    assert plan(case, city.drafter).version == count(case, city.drafter).version == 1
    for write in (lambda: plan(case, city.drafter, "notice"), lambda: applies(case, city.drafter)):
        with unchanged(Refused, *MODELS, match="sent back other parts"):
            write()


# What is still missing


def test_progress_counts_the_scope_and_the_file_is_not_handed_in_without_it(case, city, unchanged):
    factories.answer_all(case, city)
    board = questionnaire(case.assessment)
    assert (board.progress.complete, board.progress.total, board.only_scope_is_open) == (3, 8, True)
    with unchanged(Refused, Case, match="Nothing is said yet of the children affected") as caught:
        move(case, Action.HAND_IN, city.drafter)
    assert (
        "No finished plan for children’s part yet: Saying what is needed, Working on the proposal, "
        "Public notice, Hearing back."
    ) in str(caught.value)
    count(case, city.drafter, source="", year=None)
    plan(case, city.drafter, when="")
    plan(case, city.drafter, "notice", reason_for_none="不开展")
    plan_part(case, city.drafter, "feedback", "drafting")
    with unchanged(Refused, Case, match=r"Every age · All children, still needed: source, year of the data"):
        move(case, Action.HAND_IN, city.drafter)
    assert questionnaire(case.assessment).progress.complete == 5
    count_children(case, city.drafter)
    plan_part(case, city.drafter)
    assert questionnaire(case.assessment).progress.finished
    assert move(case, Action.HAND_IN, city.drafter).state == "office_check"


def test_a_named_gap_and_reasons_for_none_are_enough(case, city):
    factories.answer_all(case, city)
    count(case, city.drafter, number=None, source="", year=None, gap="县教育局下月提供。")
    for link in ("needs", "drafting", "notice", "feedback"):
        plan(case, city.drafter, link, method="", when="", whom="", reason_for_none="不涉及。")
    assert move(case, Action.HAND_IN, city.drafter).state == "office_check"


def test_an_older_edition_asks_for_nothing_of_it(city, tiny):
    case = factories.make_case(city, tiny)
    factories.answer_all(case, city)
    assert scope_of(case.assessment).cells == []
    assert move(case, Action.HAND_IN, city.drafter).state == "office_check"


# The page


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
        {"year": str(timezone.localdate().year + 1)},
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
    typed = fields(**({"gap": "我的话"} | changes))
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
    assert count_queries(lambda: browser.get(page)) == few == 14


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
