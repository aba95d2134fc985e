"""The city's calendar in the browser."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from accounts.operations import appoint, create_post
from ledger.models import Event
from tests import factories
from tests.factories import bring_to
from workflows.days import Word, set_days
from workflows.enums import Stage
from workflows.models import CalendarDay, Case, StageClock
from workflows.queries.case import case_page
from workflows.queries.desk import desk

PAGE, IMPORT = reverse("workflows:calendar"), reverse("workflows:import_days")
MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel("2026-03-02T09:00+08:00", tick=False):
        yield


@pytest.fixture
def office(city, as_user):
    return as_user(city.office)


def day_address(day=MONDAY):
    return reverse("workflows:save_day", args=[day])


def shown(browser, **query):
    response = browser.get(PAGE, query)
    return response.context["page"], response.content.decode()


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "member_a"])
def test_everybody_with_a_post_reads_it_and_only_the_office_is_asked(city, as_user, name):
    page, html = shown(as_user(city.people[name]))
    assert (page.city, page.year) == (city.place, 2026)
    assert ["day=2026" in html, "<textarea" in html] == [False, False]


def test_the_office_chooses_a_day_and_says_something_of_it(city, office):
    html = office.get(PAGE, {"year": 2026, "day": "2026-10-10"}).content.decode()
    assert "Published as a working day. National Day" in html
    said = {"says": "free", "note": "校庆"}
    assert office.post(day_address(), said).status_code == 302
    assert CalendarDay.objects.values_list("day", "works", "note").get() == (MONDAY, False, "校庆")
    page, html = shown(office, year="2026")
    assert [each.day for each in page.said] == [MONDAY]
    office.post(day_address(), {"says": "published", "note": ""})
    assert not CalendarDay.objects.exists()
    assert [event.name for event in Event.objects.order_by("-position")[:2]] == ["calendar.changed"] * 2


def test_make_up_days_and_holidays_are_marked(city, office):
    page, html = shown(office, year="2026")
    days = page.days
    assert [days[date(2026, 10, n)].is_made_up for n in (10, 11, 12)] == [True, False, False]
    assert [days[date(2026, 10, n)].is_holiday for n in (1, 3, 8, 11)] == [True, True, False, False]
    assert (html.count('class="day is-made-up'), html.count('<td><a class="day')) == (1 + 6, 365)


@pytest.mark.parametrize(
    ("year", "entered", "said"),
    [
        ("2026", False, ""),
        ("2029", False, "until the office enters the holidays"),
        ("2029", True, "except where the office has entered something else"),
    ],
)
def test_a_year_nobody_knows_says_so(city, office, year, entered, said):
    if entered:
        set_days(city=city.place, days={date(2029, 10, 1): Word(works=False)}, actor=city.office)
    html = shown(office, year=year)[1]
    assert ("are not published yet" in html, said in html) == (bool(said), True)


@pytest.mark.parametrize(
    "query", [{"year": "2030"}, {"year": "2024"}, {"year": "x"}, {"city": "nowhere"}, {"day": "x"}]
)
def test_what_does_not_exist(office, query):
    assert office.get(PAGE, query).status_code == 404


def test_another_city_s_calendar_is_not_there(city, as_user):
    other = factories.make_city("other")
    browser = as_user(other.office)
    assert browser.get(PAGE, {"city": city.place.code}).status_code == 404
    said = {"says": "free", "note": "", "city": city.place.code}
    assert browser.post(day_address(), said).status_code == 404
    assert browser.post(IMPORT, {"table": "2026-03-09 休", "city": city.place.code}).status_code == 404
    assert not CalendarDay.objects.exists()


def test_whoever_has_posts_in_two_cities_chooses(city, as_user):
    other = factories.make_city("other")
    post = create_post(organisation=other.units["office"], role=Role.OFFICE, actor=city.office)
    appoint(user=city.office, post=post, actor=city.office)
    browser = as_user(city.office)
    assert shown(browser)[0].city == city.place
    assert shown(browser, city="other")[0].city == other.place
    browser.post(day_address(), {"says": "free", "note": "", "city": "other"})
    assert CalendarDay.objects.get().city == other.place


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a"])
def test_nobody_else_changes_it(city, as_user, name):
    browser = as_user(city.people[name])
    answers = [
        browser.post(day_address(), {"says": "free", "note": ""}),
        browser.post(IMPORT, {"table": "2026-03-09 休", "confirm": "1"}),
    ]
    assert [each.status_code for each in answers] == [403, 403]
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("wrong", [{"says": "perhaps"}, {"says": ""}, {"note": "长" * 101}])
def test_a_day_that_cannot_be_said(office, wrong):
    response = office.post(day_address(), {"says": "free", "note": ""} | wrong)
    assert (response.status_code, CalendarDay.objects.count()) == (422, 0)


@pytest.mark.parametrize("day", ["2026-02-30", "2030-01-01", "x"])
def test_a_day_that_is_not_there(office, day):
    path = reverse("workflows:save_day", args=[day])
    assert office.post(path, {"says": "free", "note": ""}).status_code == 404


def test_a_list_is_looked_at_before_it_counts(city, tiny, office):
    case = bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)
    table = "2026-03-09 至 2026-03-10 休 校庆\n2026-03-14 班"
    seen = office.post(IMPORT, {"table": table})
    assert "1 running deadline moves." in seen.content.decode()
    assert (CalendarDay.objects.count(), Case.objects.get().due) == (0, MONDAY)
    done = office.post(IMPORT, {"table": table, "confirm": "1"}, follow=True)
    assert "Saved; 1 deadline has moved." in done.content.decode()
    assert (CalendarDay.objects.count(), Case.objects.get(pk=case.pk).due) == (3, date(2026, 3, 11))
    again = office.post(IMPORT, {"table": table, "confirm": "1"}, follow=True)
    assert "no deadline has moved" in again.content.decode()


def test_a_list_with_a_fault_changes_nothing_and_stays_there(office):
    table = "2026-03-09 休\n国庆节"
    response = office.post(IMPORT, {"table": table, "confirm": "1"})
    html = response.content.decode()
    assert (response.status_code, CalendarDay.objects.count()) == (422, 0)
    assert ["Line 2: not a date" in html, "国庆节</textarea>" in html] == [True, True]


def test_a_list_beyond_the_years_that_are_open_is_refused(office):
    response = office.post(IMPORT, {"table": "2035-03-09 休", "confirm": "1"})
    assert (response.status_code, CalendarDay.objects.count()) == (422, 0)


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_asks_as_often_for_many_days_as_for_one(city, office, count_queries, rows):
    days = {date(2026, 3, 2 + number): Word(works=False) for number in range(rows)}
    set_days(city=city.place, days=days, actor=city.office)
    office.get(PAGE)
    assert count_queries(lambda: office.get(PAGE)) == 7


def test_the_office_gives_more_time_on_the_case_page(city, tiny, office):
    case = bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)
    path = reverse("workflows:extend_deadline", args=[case])
    assert path in office.get(case.get_absolute_url()).content.decode()
    due = str(case.due)
    refused = office.post(path, {"days": "0", "reason": "等数据", "due": due})
    assert (refused.status_code, 'value="等数据"' in refused.content.decode()) == (422, True)
    done = office.post(path, {"days": "3", "reason": "等数据", "due": due}, follow=True)
    assert "gave more time: due 2026-03-12" in done.content.decode()
    assert "等数据" in done.content.decode()
    assert StageClock.objects.get(left_at=None).allowed == 8
    assert office.post(path, {"days": "3", "reason": "等数据", "due": due}).status_code == 422  # sent twice
    assert StageClock.objects.get(left_at=None).allowed == 8


@pytest.mark.parametrize("name", ["drafter", "head"])
@pytest.mark.parametrize("days", ["3", "0"])
def test_nobody_else_is_offered_or_gives_more_time(city, tiny, as_user, name, days):
    case = bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)
    browser, path = as_user(city.people[name]), reverse("workflows:extend_deadline", args=[case])
    assert path not in browser.get(case.get_absolute_url()).content.decode()
    words = {"days": days, "reason": "等数据", "due": str(case.due)}
    assert browser.post(path, words).status_code == 403


@pytest.mark.parametrize(("year", "guessed"), [(2026, False), (2029, True)])
def test_a_deadline_that_reaches_into_a_year_nobody_knows_says_so(city, tiny, year, guessed):
    with time_machine.travel(f"{year}-03-01T09:00+08:00", tick=False):
        case = factories.make_case(city, tiny)
        found = [case_page(case.assessment, city.drafter).left, desk(city.drafter).waiting[0].left]
    assert [left.guessed for left in found] == [guessed] * 2
