"""Raw words: opened by the office, with a reason, one reading at a time."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.models import Event
from participation.models import Collection, Remark, Sheet
from privacy.models import SensitiveReading
from tests import factories
from tests.assessments.pages import unmarked
from tests.factories import rows_of
from tests.participation.hearing import QUOTABLE, hear, say, theme

MODELS = (Remark, SensitiveReading, Sheet)
WHY = {"reason": "为主题归类"}


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(ages=True))


@pytest.fixture
def session(case, city):
    session = hear(case, city.drafter, **QUOTABLE)
    theme(case, city.drafter)
    say(session, city.drafter, "一个人坐车害怕", "想荡秋千")
    session.refresh_from_db()
    return session


def at(name, session):
    return reverse(f"participation:{name}", args=[session.assessment, session.number])


def sorted_words(session, **changes):
    typed = {"theme-1": "1", "quote-1": "坐车害怕", "theme-2": "0", "quote-2": "", "version": session.version}
    return WHY | typed | changes


def test_nothing_is_shown_before_a_reason_is_given_and_the_reading_is_written_down(session, city, as_user):
    browser, words = as_user(city.office), at("open_words", session)
    asked = browser.get(words)
    assert ("想荡秋千" in unmarked(asked), SensitiveReading.objects.count()) == (False, 0)
    opened = browser.post(words, WHY)
    assert ("想荡秋千" in unmarked(opened), "no-store" in opened["Cache-Control"]) == (True, True)
    reading = SensitiveReading.objects.get()
    assert (reading.what, reading.rows, reading.reason, reading.reader, reading.subject) == (
        "remarks",
        2,
        "为主题归类",
        city.office,
        session.assessment.subject,
    )
    assert "为主题归类" not in str(Event.objects.latest("position").data)


@pytest.mark.parametrize("reason", ["", "  看  ", "长" * 301])
def test_without_a_reason_the_words_stay_closed(session, city, as_user, reason):
    before = rows_of(*MODELS)
    response = as_user(city.office).post(at("open_words", session), {"reason": reason})
    assert (response.status_code, "想荡秋千" in unmarked(response), rows_of(*MODELS)) == (422, False, before)


def test_the_office_is_led_to_words_only_where_there_are_any(session, case, city, as_user):
    silent = hear(case, city.drafter)
    browser = as_user(city.office)
    led = [
        at("open_words", each) in unmarked(browser.get(at("show_session", each)))
        for each in (session, silent)
    ]
    assert led == [True, False]


def test_a_reason_that_is_too_short_is_told_how_long_it_has_to_be(session, city, as_user):
    response = as_user(city.office).post(at("open_words", session), {"reason": "归组答复"})
    assert (response.status_code, "in at least 5 characters" in unmarked(response)) == (422, True)


@pytest.mark.parametrize(
    ("name", "status"), [("drafter", 403), ("head", 403), ("outsider", 404), ("expert_a", 404)]
)
@pytest.mark.parametrize("page", ["open_words", "save_words", "take_back_words"])
def test_the_office_alone_comes_here(session, city, as_user, name, status, page):
    before = rows_of(*MODELS)
    response = as_user(city.people[name]).post(at(page, session), sorted_words(session) | {"remark": "1"})
    assert (response.status_code, rows_of(*MODELS)) == (status, before)


def test_words_are_sorted_and_quoted_in_one_go(session, city, as_user):
    browser, save = as_user(city.office), at("save_words", session)
    assert browser.post(save, sorted_words(session))["Location"] == at("show_session", session)
    assert list(Remark.objects.values_list("theme__number", "quote")) == [(1, "坐车害怕"), (None, "")]
    before = rows_of(*MODELS)
    assert browser.post(save, sorted_words(session)).status_code == 302  # the same again
    assert rows_of(*MODELS) == before


def test_a_quote_that_names_somebody_stops_all_and_stays_on_the_page(session, city, as_user):
    typed = sorted_words(session, **{"quote-2": "李小红同学想荡秋千"})
    response = as_user(city.office).post(at("save_words", session), typed)
    shown = unmarked(response)
    assert (response.status_code, "李小红同学想荡秋千" in shown, "坐车害怕" in shown) == (422, True, True)
    assert set(Remark.objects.values_list("theme", "quote")) == {(None, "")}
    assert SensitiveReading.objects.get().reason == WHY["reason"]  # the words are on the page again


def test_a_stale_sorting_shows_what_is_stored_beside(session, city, as_user):
    save = at("save_words", session)
    as_user(city.office_two).post(save, sorted_words(session, **{"quote-1": "害怕坐车"}))
    response = as_user(city.office).post(save, sorted_words(session))
    shown = unmarked(response)
    assert (response.status_code, "害怕坐车" in shown, 'value="坐车害怕"' in shown) == (409, True, True)


def test_without_a_reason_in_the_form_a_refusal_shows_no_words(session, city, as_user):
    typed = sorted_words(session, **{"quote-2": "李小红同学", "reason": ""})
    response = as_user(city.office).post(at("save_words", session), typed)
    assert (response.status_code, "想荡秋千" in unmarked(response)) == (422, False)


def test_quotes_are_offered_only_where_children_have_agreed(case, city, as_user):
    session = hear(case, city.drafter, may_quote=True)
    say(session, city.drafter, "想荡秋千")
    shown = unmarked(as_user(city.office).post(at("open_words", session), WHY))
    assert ("have not agreed to be quoted" in shown, 'name="quote-1"' in shown) == (True, False)


def test_a_remark_is_taken_back_and_opened_no_more(session, city, as_user):
    browser = as_user(city.office)
    assert browser.post(at("take_back_words", session), {"remark": "1"}).status_code == 302
    shown = unmarked(browser.post(at("open_words", session), WHY))
    assert ("一个人坐车害怕" in shown, "想荡秋千" in shown) == (False, True)
    assert "1 remark was taken back" in unmarked(browser.get(at("open_words", session)))


def test_a_sheet_is_taken_back_and_what_is_not_there_is_not(session, city, as_user):
    collection = Collection.objects.create(
        session=session,
        token="t" * 32,
        questions=[],
        promise=date(2026, 6, 1),
        opened_by=city.drafter,
        closes_at=timezone.now() + timedelta(hours=1),
    )
    sheet = Sheet.objects.create(collection=collection, session=session, key=uuid.uuid4(), faces={"Q1": "4"})
    browser, back = as_user(city.office), at("take_back_words", session)
    assert "Answers from the telephone" in unmarked(browser.post(at("open_words", session), WHY))
    assert browser.post(back, {"sheet": str(sheet.pk)}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.faces, sheet.taken_back_at is not None) == ({}, True)
    for sent, status in (({"sheet": "99"}, 404), ({"remark": "99"}, 404), ({"remark": "x"}, 422), ({}, 422)):
        assert browser.post(back, sent).status_code == status


def test_a_public_quote_whose_words_are_erased_can_still_be_taken_back(session, city, as_user):
    browser = as_user(city.office)
    browser.post(at("save_words", session), sorted_words(session))
    Remark.objects.update(text="", erased_at=timezone.now())
    shown = unmarked(browser.post(at("open_words", session), WHY))
    assert ("坐车害怕" in shown, 'name="remark" value="1"' in shown) == (True, True)
    assert 'name="remark" value="2"' not in shown  # nothing is left of it
    browser.post(at("take_back_words", session), {"remark": "1"})
    assert list(Remark.objects.values_list("quote", flat=True)) == ["", ""]


def test_sheets_that_were_mixed_are_not_offered(session, city, as_user):
    collection = Collection.objects.create(
        session=session,
        token="t" * 32,
        questions=[],
        promise=date(2026, 6, 1),
        opened_by=city.drafter,
        closes_at=timezone.now(),
    )
    Sheet.objects.create(collection=collection, session=session, key=uuid.uuid4(), erased_at=timezone.now())
    shown = unmarked(as_user(city.office).post(at("open_words", session), WHY))
    assert "Answers from the telephone" not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_words(case, city, rows, as_user, django_assert_num_queries):
    session = hear(case, city.drafter, **QUOTABLE)
    theme(case, city.drafter)
    for text in ("想玩", "想跑", "想跳")[:rows]:
        say(session, city.drafter, text, under=1)
    browser, words = as_user(city.office), at("open_words", session)
    browser.post(words, WHY)
    with django_assert_num_queries(27):
        browser.post(words, WHY)


@pytest.mark.parametrize("reason", ["王小明同学要我看", "看"])
def test_a_refusal_opens_no_words_for_a_reason_that_would_open_none(session, city, as_user, reason):
    before = rows_of(*MODELS)
    sent = sorted_words(session, **{"quote-1": "王小明同学害怕", "reason": reason})
    response = as_user(city.office).post(at("save_words", session), sent)
    assert (response.status_code, "想荡秋千" in unmarked(response), rows_of(*MODELS)) == (422, False, before)


@pytest.mark.parametrize("key", ["²", "٣", "9" * 5000, "-1"])
def test_what_is_no_key_takes_nothing_back(session, city, as_user, key):
    before = rows_of(*MODELS)
    for name in ("remark", "sheet"):
        response = as_user(city.office).post(at("take_back_words", session), {name: key})
        assert (response.status_code, rows_of(*MODELS)) == (422, before)
