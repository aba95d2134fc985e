"""The public tells of a matter that was not assessed: nothing is kept about who told, and they read the answer."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from ledger.errors import Conflict, Refused
from ledger.models import Event
from notices.models import Notice
from reports import tips
from reports.models import MissingAssessment
from reports.queries.missing import tips as listed_tips
from reports.tips import answer_tip, tell_missing
from reports.views import missing
from tests import factories

TELL, LIST = "/missing/", "/missing/list/"
MATTER = "两所村小合并"


@pytest.fixture
def place(city):
    """The city itself."""
    return city.office.posts[0].organisation.city


@pytest.fixture
def tip(place):
    return tell_missing(city=place, matter=MATTER, where="某镇", note="孩子上学要走六公里。")


def form(place, **changes):
    return {"city": place.code, "matter": MATTER, "where": "", "note": "路远。"} | changes


def said(response):
    return " ".join(response.content.decode().split())


def test_anyone_tells_and_gets_a_number(place, as_user):
    reader = as_user()
    page = reader.get(TELL)
    assert (page.status_code, str(place) in said(page)) == (200, True)
    done = reader.post(TELL, form(place))
    tip = MissingAssessment.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"/missing/{tip.spaced_receipt}/")
    receipt = said(reader.get(done["Location"]))
    for words in (tip.spaced_receipt, MATTER, "路远。", "has not answered yet"):
        assert words in receipt


def test_nothing_is_kept_about_who_told(place, city, as_user, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    as_user(city.drafter).post(TELL, form(place), REMOTE_ADDR="203.0.113.7")
    stored = MissingAssessment.objects.values().get()
    event = Event.objects.get(name="missing.told")
    assert (event.actor.username, event.data) == ("system", {"city": place.code})
    people = [field.attname for field in MissingAssessment._meta.fields if field.related_model is User]
    assert {name: stored[name] for name in people} == {"answered_by_id": None}
    assert [value for value in stored.values() if "203.0.113.7" in str(value)] == []
    assert not any("203.0.113.7" in str(key) for key in cache._cache)  # noqa: SLF001  it tells its keys in no other way


def test_the_offices_people_are_told_once(tip, city):
    told = Notice.objects.filter(url=LIST)
    office = User.objects.holding(Role.OFFICE, city.office.posts[0].organisation.city)
    assert {notice.recipient for notice in told} == set(office)
    assert (len(told), [MATTER in notice.title for notice in told]) == (2, [True, True])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"matter": ""}, "required"),
        ({"matter": "长" * 201}, "200"),
        ({"note": "长" * 2001}, "2001"),
        ({"city": "x"}, "valid"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_stays_on_the_page(place, as_user, changes, words):
    response = as_user().post(TELL, form(place, where="某镇", **changes))
    assert (response.status_code, words in said(response), "某镇" in said(response)) == (422, True, True)
    assert MissingAssessment.objects.count() == 0


def test_one_address_tells_so_much_and_no_more(place, as_user, monkeypatch):
    monkeypatch.setattr(missing, "MOST_FROM_ONE_ADDRESS", 2)
    reader = as_user()
    answers = [reader.post(TELL, form(place), REMOTE_ADDR="203.0.113.7").status_code for _time in range(3)]
    other = reader.post(TELL, form(place), REMOTE_ADDR="203.0.113.8").status_code
    assert (answers, other, MissingAssessment.objects.count()) == ([302, 302, 429], 302, 3)


def test_a_header_does_not_make_another_address(place, as_user, monkeypatch):
    monkeypatch.setattr(missing, "MOST_FROM_ONE_ADDRESS", 1)
    reader = as_user()
    answers = [
        reader.post(TELL, form(place), headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(2)
    ]
    assert answers == [302, 429]


def test_a_city_is_told_so_much_in_an_hour_and_what_was_typed_stays(place, as_user, monkeypatch):
    monkeypatch.setattr(tips, "MOST_IN_AN_HOUR", 1)
    reader = as_user()
    answers = [reader.post(TELL, form(place)) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 429]
    assert ("路远。" in said(answers[1]), MissingAssessment.objects.count()) == (True, 1)


def test_the_form_asks_for_its_token(place, as_user):
    assert as_user(None, enforce_csrf_checks=True).post(TELL, form(place)).status_code == 403


def test_the_office_answers_and_whoever_told_reads_it(tip, city, as_user):
    office = as_user(city.office)
    assert "waits for an answer" in said(office.get(LIST))
    address = reverse("reports:answer_tip", args=[tip.pk])
    assert office.post(address, {"version": 0, "answer": "已列入明年计划。"}).status_code == 302
    assert "已列入明年计划。" in said(as_user().get(tip.get_absolute_url()))
    event = Event.objects.get(name="missing.answered")
    assert (event.actor, event.data) == (city.office, {"old": "", "new": "已列入明年计划。"})


def test_two_answers_at_one_time_are_both_seen(tip, city, as_user):
    answer_tip(tip=tip, answer="先到的答复。", version=0, actor=city.office)
    with pytest.raises(Conflict):
        answer_tip(tip=tip, answer="后到的答复。", version=0, actor=city.office)
    address = reverse("reports:answer_tip", args=[tip.pk])
    response = as_user(city.office).post(address, {"version": 0, "answer": "后到的答复。"})
    page = said(response)
    assert (response.status_code, "先到的答复。" in page, "后到的答复。" in page) == (409, True, True)
    assert 'name="version" value="1"' in page
    tip.refresh_from_db()
    assert (tip.answer, tip.version) == ("先到的答复。", 1)


def test_an_empty_answer_is_none(tip, city, as_user):
    with pytest.raises(Refused):
        answer_tip(tip=tip, answer=" ", version=0, actor=city.office)
    address = reverse("reports:answer_tip", args=[tip.pk])
    assert as_user(city.office).post(address, {"version": 0, "answer": ""}).status_code == 422


def test_only_the_citys_office_reads_and_answers(tip, city, as_user):
    other = factories.make_city("other")
    address = reverse("reports:answer_tip", args=[tip.pk])
    got = {
        who: as_user(user).get(LIST).status_code
        for who, user in (("nobody", None), ("drafter", city.drafter))
    }
    sent = {
        who: as_user(user).post(address, {"version": 0, "answer": "x"}).status_code
        for who, user in (("nobody", None), ("drafter", city.drafter), ("elsewhere", other.office))
    }
    assert (got, sent) == (
        {"nobody": 302, "drafter": 403},
        {"nobody": 401, "drafter": 404, "elsewhere": 404},
    )
    assert MATTER not in said(as_user(other.office).get(LIST))
    with pytest.raises(PermissionDenied):
        answer_tip(tip=tip, answer="x", version=0, actor=other.office)


@pytest.mark.parametrize("typed", ["0000-0000-0000", "list-of-all", "%00", "1"])
def test_a_number_that_nobody_was_given_leads_nowhere(tip, as_user, typed):
    assert as_user().get(f"/missing/{typed}/").status_code == 404


def test_a_receipt_is_kept_in_no_cache(tip, as_user):
    assert "no-store" in as_user().get(tip.get_absolute_url())["Cache-Control"]


def test_what_waits_stands_before_what_is_answered(place, city):
    first, second, third = (tell_missing(city=place, matter=name) for name in ("一", "二", "三"))
    answer_tip(tip=first, answer="好。", version=0, actor=city.office)
    assert list(listed_tips(city.office)) == [second, third, first]


@pytest.mark.parametrize("others", [0, 3])
def test_the_list_asks_the_database_equally_often(place, city, as_user, others, count_queries):
    for number in range(others + 1):
        tell_missing(city=place, matter=f"事项{number}")
    browser = as_user(city.office)
    browser.get(LIST)
    assert count_queries(lambda: browser.get(LIST)) == 6
