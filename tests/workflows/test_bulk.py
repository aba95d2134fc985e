"""Reminding, and saying who handles cases: many at once, shown before it is done."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from benchmarks.cases import make_cases
from ledger.errors import Refused
from ledger.models import Event
from notices.models import Notice
from tests import factories
from tests.factories import bring_to
from workflows.bulk import MOST, Reminded, assign_handler, remind
from workflows.enums import Stage
from workflows.models import Case, CaseSummary
from workflows.queries.waiting import waiting_for


@pytest.fixture
def two(city, tiny):
    """One case with the department, one with the experts."""
    return [
        factories.make_case(city, tiny, title="学校布局", title_en="Schools"),
        bring_to(Stage.EXPERT_PANEL, factories.make_case(city, tiny), city),
    ]


def keys(cases):
    return [case.pk for case in cases]


def inbox(user):
    return [
        (notice.kind, notice.title_en, notice.text_en) for notice in Notice.objects.filter(recipient=user)
    ]


def events(name):
    return [(event.subject, event.data) for event in Event.objects.filter(name=name).order_by("position")]


# Reminding.


def test_a_reminder_reaches_everybody_for_whom_a_case_waits(city, two):
    Notice.objects.all().delete()
    done = remind(cases=keys(two), note="本周五前完成。", actor=city.office)
    assert done == Reminded(people=4, cases=2)
    assert inbox(city.drafter) == [
        ("reminder", "Reminder: Schools", "3 indicators left to answer\n本周五前完成。")
    ]
    told = {user for user in city.people.values() if inbox(user)}
    assert told == {city.drafter, *city.experts}


def test_each_case_tells_of_its_reminders(city, two):
    remind(cases=keys(two), note="请尽快。", actor=city.office)
    assert events("case.reminded") == [
        (two[0].assessment.subject, {"people": 1, "note": "请尽快。"}),
        (two[1].assessment.subject, {"people": 3, "note": "请尽快。"}),
    ]


def test_nobody_is_reminded_twice_of_a_case_on_one_day(city, two):
    remind(cases=keys(two), note="", actor=city.office)
    before = factories.rows_of(Notice)
    assert remind(cases=keys(two), note="再催一次。", actor=city.office_two) == Reminded(0, 0)
    assert factories.rows_of(Notice) == before


def test_the_next_day_a_reminder_is_possible_again(city, two, monkeypatch):
    remind(cases=keys(two), note="", actor=city.office)
    today = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *given: today + timedelta(days=1))
    assert remind(cases=keys(two), note="", actor=city.office).cases == 2


def test_who_has_sealed_is_not_reminded(city, two):
    factories.score_all(two[1], city.expert_a)
    factories.seal_seat(panel=two[1].panel, actor=city.expert_a)
    Notice.objects.all().delete()
    remind(cases=[two[1].pk], note="", actor=city.office)
    assert [bool(inbox(expert)) for expert in city.experts] == [False, True, True]


def test_a_long_title_fits_a_notice(city, tiny):
    case = factories.make_case(city, tiny, title="长" * 200)
    remind(cases=[case.pk], note="", actor=city.office)
    assert {len(title) <= 200 for title in Notice.objects.values_list("title", flat=True)} == {True}


# Who handles a case.


def test_an_officer_handles_cases_from_now_on(city, two):
    assert assign_handler(cases=keys(two), handler=city.office_two, actor=city.office) == 2
    assert set(CaseSummary.objects.values_list("handler", flat=True)) == {city.office_two.pk}
    assert [(kind, title) for kind, title, _text in inbox(city.office_two)] == [
        ("handed_over", "2 cases are now yours to handle")
    ]


def test_each_case_tells_who_handles_it(city, case):
    assign_handler(cases=[case.pk], handler=city.office_two, actor=city.office)
    assign_handler(cases=[case.pk], handler=None, actor=city.office)
    first = city.office_two
    assert [events(f"case.handler_{what}") for what in ("named", "cleared")] == [
        [(case.assessment.subject, {"old": None, "new": first.pk, "name": first.name})],
        [(case.assessment.subject, {"old": first.pk, "new": None, "name": ""})],
    ]


def test_naming_the_same_officer_again_changes_nothing(city, case):
    assign_handler(cases=[case.pk], handler=city.office_two, actor=city.office)
    before = factories.rows_of(Notice)
    assert assign_handler(cases=[case.pk], handler=city.office_two, actor=city.office) == 0
    assert factories.rows_of(Notice) == before


def test_a_case_that_has_ended_keeps_who_handled_it(city, case):
    Case.objects.filter(pk=case.pk).update(state=Stage.PUBLISHED)
    assert assign_handler(cases=[case.pk], handler=city.office_two, actor=city.office) == 0


def test_what_an_officer_handles_waits_for_nobody_else(city, case):
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    assign_handler(cases=[case.pk], handler=city.office_two, actor=city.office)
    rows = waiting_for([city.office, city.office_two])
    assert [len(rows[user.pk]) for user in (city.office, city.office_two)] == [0, 1]


@pytest.mark.parametrize("who", ["drafter", "expert_a", "member_a"])
def test_only_who_holds_a_post_in_the_office_handles_cases(city, case, unchanged, who):
    with unchanged(Refused, Case, Notice, match="holds no post in the committee office"):
        assign_handler(cases=[case.pk], handler=city.people[who], actor=city.office)


# What is refused.

DO = {
    "remind": lambda cases, actor: remind(cases=cases, note="", actor=actor),
    "assign_handler": lambda cases, actor: assign_handler(cases=cases, handler=actor, actor=actor),
}


@pytest.mark.parametrize("action", DO)
@pytest.mark.parametrize("who", ["drafter", "head", "expert_a", "outsider"])
def test_nobody_outside_the_office_may(city, two, unchanged, action, who):
    with unchanged(PermissionDenied, Notice, Case):
        DO[action](keys(two), city.people[who])


@pytest.mark.parametrize("action", DO)
def test_one_case_of_another_city_stops_all(city, two, tiny, unchanged, action):
    theirs = factories.make_case(factories.make_city("other"), tiny)
    with unchanged(PermissionDenied, Notice, Case):
        DO[action]([*keys(two), theirs.pk], city.office)


@pytest.mark.parametrize("action", DO)
@pytest.mark.parametrize(("number", "why"), [(0, "choose at least one"), (MOST + 1, "At most 200 cases")])
def test_none_and_too_many_are_refused(city, unchanged, action, number, why):
    with unchanged(Refused, Notice, Case, match=why):
        DO[action](range(1, number + 1), city.office)


# The pages.


@pytest.fixture
def page(as_user):
    def call(method, user, name, *cases, **data):
        browser = as_user(user)
        return getattr(browser, method)(reverse(f"workflows:{name}"), {"case": list(cases)} | data)

    return call


def text_of(response):
    return html.unescape(response.content.decode())


def test_the_preview_lists_who_is_told_what_and_tells_nobody(city, two, page):
    before = factories.rows_of(Notice)
    text = text_of(page("get", city.office, "remind", *keys(two)))
    wanted = [f"{user}: {words}" for user, words in awaited_in(city)]
    assert ([line for line in wanted if line not in text], factories.rows_of(Notice)) == ([], before)


def test_the_preview_tells_nothing_of_how_far_an_expert_is(city, two, page):
    before = text_of(page("get", city.office, "remind", two[1].pk))
    factories.score(two[1], "A1", city.expert_a)
    assert without_token(text_of(page("get", city.office, "remind", two[1].pk))) == without_token(before)


def without_token(text):
    return re.sub(
        r'(csrfmiddlewaretoken" value|X-CSRFToken"): ?"?[^"]*', "", re.sub(r'value="[^"]{64}"', "", text)
    )


def awaited_in(city):
    return [
        (city.drafter, "3 indicators left to answer"),
        *((expert, "Score, and seal") for expert in city.experts),
    ]


def test_the_preview_says_who_was_reminded_today(city, case, page):
    remind(cases=[case.pk], note="", actor=city.office)
    assert text_of(page("get", city.office, "remind", case.pk)).count("Reminded today") == 1


def test_confirming_tells_them_and_leads_back(city, two, page):
    response = page("post", city.office, "remind", *keys(two), note="请尽快。")
    assert (response["Location"], Notice.objects.filter(kind="reminder").count()) == ("/ledger/", 4)


def test_confirming_twice_tells_them_once(city, two, page):
    for _time in range(2):
        page("post", city.office, "remind", *keys(two), note="")
    assert Notice.objects.filter(kind="reminder").count() == 4


def test_a_note_that_is_too_long_is_kept_and_refused(city, case, page):
    response = page("post", city.office, "remind", case.pk, note="长" * 1001)
    assert (response.status_code, "长" * 1001 in text_of(response), Notice.objects.count()) == (422, True, 0)


def test_the_preview_of_a_handler_says_what_would_change(city, case, page):
    text = text_of(page("get", city.office, "assign_handler", case.pk, handler=city.office_two.pk))
    assert (f"Nobody → {city.office_two}" in text, Case.objects.get().handler) == (True, None)


def test_confirming_a_handler_changes_hands(city, case, page):
    page("post", city.office, "assign_handler", case.pk, handler=city.office_two.pk)
    assert Case.objects.get().handler == city.office_two


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["remind", "assign_handler"])
@pytest.mark.parametrize(
    "forged", ["999999", "0", "-1", "x", "1 OR 1=1", "9" * 40, "\N{ARABIC-INDIC DIGIT ONE}", ""]
)
def test_a_forged_number_is_not_found_and_changes_nothing(city, case, page, method, name, forged):
    before = factories.rows_of(Notice)
    assert page(method, city.office, name, case.pk, forged).status_code == 404
    assert factories.rows_of(Notice) == before


@pytest.mark.parametrize("name", ["remind", "assign_handler"])
def test_another_city_s_case_is_not_found(city, case, tiny, page, name):
    theirs = factories.make_case(factories.make_city("other"), tiny)
    assert [page(method, city.office, name, theirs.pk).status_code for method in ("get", "post")] == [
        404,
        404,
    ]


@pytest.mark.parametrize("name", ["remind", "assign_handler"])
@pytest.mark.parametrize(("number", "status"), [(0, 422), (MOST + 1, 422)])
def test_none_and_too_many_are_refused_with_a_reason(city, page, name, number, status):
    assert page("get", city.office, name, *range(1, number + 1)).status_code == status


@pytest.mark.parametrize("who", ["drafter", "head"])
@pytest.mark.parametrize("name", ["remind", "assign_handler"])
def test_a_department_finds_no_such_page(city, case, page, who, name):
    assert [page(method, city.people[who], name, case.pk).status_code for method in ("get", "post")] == [
        404,
        404,
    ]


def test_an_officer_of_another_city_can_not_be_named(city, case, page):
    stranger = factories.make_city("other").office
    assert page("post", city.office, "assign_handler", case.pk, handler=stranger.pk).status_code == 404


def test_the_preview_asks_as_often_for_two_hundred_cases_as_for_two(city, tiny, as_user, count_queries):
    units = [city.units["planning"]]
    cases = make_cases(MOST, city=city.place, units=units, indicator_set=tiny, author=city.drafter)
    browser = as_user(city.office)
    where = reverse("workflows:remind")
    browser.get(where, {"case": [cases[0].pk]})
    few, every = (
        count_queries(lambda rows=rows: browser.get(where, {"case": keys(rows)}))
        for rows in (cases[:10], cases)
    )
    assert (few, every) == (18, 18)
