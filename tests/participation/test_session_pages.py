"""Sessions on their pages: recording, changing, writing down words, telling back, withdrawing a consent."""

import re

import pytest
from django.urls import reverse

from participation.models import Attendance, Concern, Remark, Session
from participation.operations.doors import lock_themes
from participation.operations.sessions import save_session
from participation.operations.themes import remove_theme
from tests import factories
from tests.assessments.pages import unmarked
from tests.days import told_now, tomorrow
from tests.factories import rows_of
from tests.participation.hearing import CARD, QUOTABLE, hear, say, theme

MODELS = (Session, Attendance, Remark, Concern)


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(ages=True, participation=True))


def at(name, case, *args):
    return reverse(f"participation:{name}", args=[case, *args])


def fields(**changes):
    typed = {
        "link": "needs",
        "held_on": "2026-03-09",
        "place": "school",
        "method": "talk",
        "facilitator": "teacher",
        "guardian_consent": "on",
        "child_assent": "on",
        "may_use": "on",
        "count_HIGH_": "12",
        "count_HIGH_RUR": "3",
        "verdict_safe": "yes",
        "verdict_informed": "partly",
        "note_informed": "时间太短。",
        "version": "0",
    }
    return typed | changes


def test_a_session_is_recorded(case, city, as_user):
    browser = as_user(city.drafter)
    asked = browser.get(at("open_session", case) + "?link=notice")
    assert re.search(r'<input[^>]*value="notice"[^>]*checked', unmarked(asked))
    assert browser.post(at("open_session", case), fields())["Location"] == at("show_session", case, 1)
    session = Session.objects.get()
    card = {"informed": {"verdict": "partly", "note": "时间太短。"}, "safe": {"verdict": "yes", "note": ""}}
    consents = ("guardian_consent", "child_assent", "may_use", "may_quote", "may_publish")
    assert (session.quality, [getattr(session, name) for name in consents]) == (
        card,
        [True, True, True, False, False],
    )
    assert {(row.age, row.group): row.number for row in session.attendance.all()} == {
        ("HIGH", ""): 12,
        ("HIGH", "RUR"): 3,
    }
    shown = unmarked(browser.get(at("show_session", case, 1)))
    assert {
        words in shown for words in ("15 children", "Rural children", "时间太短。", "School or kindergarten")
    } == {True}


@pytest.mark.parametrize("agreed", [True, False])
def test_who_has_recorded_a_session_is_sent_to_the_words_only_where_they_are_taken(
    case, city, as_user, agreed
):
    typed = fields() if agreed else fields(may_use="")
    response = as_user(city.drafter).post(at("open_session", case), typed, follow=True)
    assert [str(each) for each in response.context["messages"]] == [
        "The session is recorded. Now write down what the children said."
        if agreed
        else "The session is recorded."
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"link": ""},
        {"held_on": ""},
        {"held_on": tomorrow},
        {"place": "our school"},
        {"count_HIGH_": "-1"},
        {"count_HIGH_": "many"},
        {"verdict_safe": "perhaps"},
        {"note_safe": "长" * 201},
        {"note_safe": "请找李小红同学"},
        {"version": "old"},
    ],
)
def test_a_bad_session_is_refused_with_its_words(case, city, as_user, changes):
    before = rows_of(*MODELS)
    response = as_user(city.drafter).post(at("open_session", case), fields(**told_now(changes)))
    assert (response.status_code, rows_of(*MODELS)) == (422, before)
    assert "时间太短。" in unmarked(response)


@pytest.mark.parametrize(("name", "status"), [("head", 403), ("office", 302), ("outsider", 404)])
def test_who_may_record(case, city, as_user, name, status):
    assert as_user(city.people[name]).post(at("open_session", case), fields()).status_code == status


def test_a_stale_change_shows_both_and_can_be_sent_again(case, city, as_user):
    session = hear(case, city.drafter)
    save_session(
        session=session,
        version=1,
        content={
            "method": "walk",
            "may_quote": True,
            "quality": CARD | {"safe": {"verdict": "no", "note": ""}},
        },
        actor=city.colleague,
    )
    browser, change = as_user(city.drafter), at("change_session", case, 1)
    typed = fields(version="1", method="drawing")
    response = browser.post(change, typed)
    shown = unmarked(response)
    assert response.status_code == 409
    assert {
        words in shown for words in ("Walk on site", "Drawing", "Safe: an adult they trust was there: No")
    } == {True}
    assert browser.post(change, typed | {"version": "2"})["Location"] == at("show_session", case, 1)
    session.refresh_from_db()
    assert (session.method, session.may_quote, session.version) == ("drawing", False, 3)


def test_a_change_after_the_committee_has_read_it_is_refused(case, city, as_user):
    hear(case, city.drafter)
    lock_themes(assessment=case.assessment)
    response = as_user(city.drafter).post(at("change_session", case, 1), fields(version="1", method="walk"))
    assert (response.status_code, "The committee has read of this session" in unmarked(response)) == (
        422,
        True,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_a_session_page_asks_the_same_queries_whatever_it_holds(
    case, city, rows, as_user, django_assert_num_queries
):
    session = hear(case, city.drafter)
    for number in range(rows):
        theme(case, city.drafter, f"想要{'一二三'[number]}个秋千。")
        say(session, city.drafter, "想玩", under=number + 1)
    browser, address = as_user(city.drafter), at("show_session", case, 1)
    browser.get(address)
    with django_assert_num_queries(13):
        browser.get(address)


# Words


def lines(version=1, **boxes):
    return {f"remarks-lines-{number}": text for number, text in boxes.items()} | {
        "remarks-version": str(version)
    }


def test_words_are_stored_and_gone_from_the_writers_page(case, city, as_user):
    hear(case, city.drafter)
    theme(case, city.drafter)
    browser = as_user(city.drafter)
    sent = lines(**{"1": "一个人坐车害怕\n路上太黑", "0": "想荡秋千"})
    answered = browser.post(at("post_remarks", case, 1), sent, follow=True)
    shown = unmarked(answered)
    assert list(Remark.objects.values_list("text", "theme__number")) == [
        ("一个人坐车害怕", 1),
        ("路上太黑", 1),
        ("想荡秋千", None),
    ]
    assert ("3 remarks are stored" in shown, "想荡秋千" in shown) == (True, False)
    assert "no-store" in answered["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("想荡秋千\n李小红同学说害怕", "李小红同学"),
        ("想荡秋千\n城东小学三年级2班太吵", "三年级2班"),
        ("想荡秋千\n13812345678", "138…78"),
        ("长" * 501, "501 characters"),
        ("", "one remark a line"),
    ],
)
def test_what_stops_the_save_is_named_and_all_words_stay(case, city, as_user, typed, told):
    hear(case, city.drafter)
    before = rows_of(*MODELS)
    response = as_user(city.drafter).post(at("post_remarks", case, 1), lines(**{"0": typed}))
    shown = unmarked(response).replace("\r\n", "\n")
    assert (response.status_code, rows_of(*MODELS)) == (422, before)
    assert (typed in shown, told in shown) == (True, True)


def test_words_sent_twice_are_kept_once_and_stay_on_the_page(case, city, as_user):
    hear(case, city.drafter)
    browser, post = as_user(city.drafter), at("post_remarks", case, 1)
    assert browser.post(post, lines(**{"0": "想荡秋千"})).status_code == 302
    response = browser.post(post, lines(**{"0": "想荡秋千"}))
    assert (response.status_code, "想荡秋千" in unmarked(response), Remark.objects.count()) == (409, True, 1)


def test_words_that_suggest_harm_are_told_to_go_elsewhere(case, city, as_user):
    hear(case, city.drafter)
    sent = lines(**{"0": "想荡秋千\n爸爸打我"})
    shown = unmarked(as_user(city.drafter).post(at("post_remarks", case, 1), sent, follow=True))
    assert "1 line suggests that a child is being harmed" in shown
    assert (Remark.objects.count(), Concern.objects.get().text) == (1, "爸爸打我")


@pytest.mark.parametrize(
    ("beside", "told"),
    [("李小红同学说害怕", "李小红同学"), ("长" * 501, "501 characters"), ("长" * 20_001, "20000")],
)
def test_a_line_of_harm_is_passed_on_at_once_and_only_the_others_come_back(case, city, as_user, beside, told):
    hear(case, city.drafter)
    browser, post = as_user(city.drafter), at("post_remarks", case, 1)
    response = browser.post(post, lines(**{"0": f"想荡秋千\n爸爸打我\n{beside}"}))
    shown = unmarked(response).replace("\r\n", "\n")
    assert (response.status_code, Remark.objects.count(), Concern.objects.get().text) == (422, 0, "爸爸打我")
    assert {
        f"想荡秋千\n{beside}" in shown,
        told in shown,
        "1 line suggests that a child is being harmed" in shown,
        "has been passed on, and is no longer in the boxes" in shown,
        "The other lines are not saved; they are still here." in shown,
    } == {True}
    assert ("爸爸打我" in shown, "Not saved; what you wrote is still here." in shown) == (False, False)
    version = re.search(r'name="remarks-version" value="([0-9]+)"', unmarked(response))[1]
    assert browser.post(post, lines(version=version, **{"0": "想荡秋千"})).status_code == 302
    assert (Remark.objects.count(), Concern.objects.count()) == (1, 1)


def test_words_of_harm_sent_twice_are_passed_on_once(case, city, as_user):
    hear(case, city.drafter)
    browser, post = as_user(city.drafter), at("post_remarks", case, 1)
    alone = lines(**{"0": "爸爸打我"})
    assert [browser.post(post, alone).status_code for _ in range(2)] == [302, 302]
    mixed = lines(version=2, **{"0": "想荡秋千\n李小红同学说害怕\n妈妈打我"})
    assert [browser.post(post, mixed).status_code for _ in range(2)] == [422, 409]
    assert sorted(Concern.objects.values_list("text", flat=True)) == ["妈妈打我", "爸爸打我"]


def test_a_line_of_harm_needs_no_consent_to_be_passed_on(case, city, as_user):
    hear(case, city.drafter, may_use=False)
    post, sent = at("post_remarks", case, 1), lines(**{"0": "想荡秋千\n爸爸打我"})
    response = as_user(city.drafter).post(post, sent)
    shown = unmarked(response)
    assert (response.status_code, "想荡秋千" in shown, "爸爸打我" in shown) == (422, True, False)
    assert (Remark.objects.count(), Concern.objects.get().text) == (0, "爸爸打我")


def test_words_under_a_theme_that_was_removed_stay_on_the_page(case, city, as_user):
    hear(case, city.drafter)
    gone = theme(case, city.drafter)
    remove_theme(theme=gone, actor=city.drafter)
    sent = lines(**{str(gone.number): "路上太黑\n爸爸打我", "0": "想荡秋千"})
    response = as_user(city.drafter).post(at("post_remarks", case, 1), sent)
    shown = unmarked(response)
    assert (response.status_code, Remark.objects.count(), Concern.objects.get().text) == (422, 0, "爸爸打我")
    assert {each in shown for each in ("路上太黑", "想荡秋千", "A theme has been removed meanwhile")} == {
        True
    }


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        ("guardian_consent", "their guardians’ consent is not recorded"),
        ("child_assent", "every child has agreed"),
        ("may_use", "nobody has agreed that remarks are used"),
    ],
)
def test_without_consent_the_page_says_why_no_words_are_taken(case, city, as_user, consent, why):
    hear(case, city.drafter, **{consent: False})
    browser = as_user(city.drafter)
    shown = unmarked(browser.get(at("show_session", case, 1)))
    assert (why in shown, "Store the remarks" in shown) == (True, False)
    response = browser.post(at("post_remarks", case, 1), lines(**{"0": "想荡秋千"}))
    assert (response.status_code, "想荡秋千" in unmarked(response)) == (422, True)


# Told back, and taken back


def told(**changes):
    typed = {"told_back": "车站要装灯。", "told_back_on": "2026-03-20", "version": "1"} | changes
    return {f"told-{name}": value for name, value in typed.items()}


def test_what_the_children_were_told_is_written_and_read(case, city, as_user):
    hear(case, city.drafter)
    browser, post = as_user(city.drafter), at("post_told", case, 1)
    assert browser.post(post, told())["Location"] == at("show_session", case, 1)
    assert "车站要装灯。" in unmarked(browser.get(at("show_session", case, 1)))
    stale = browser.post(post, told(told_back="车站装好灯了。"))
    shown = unmarked(stale)
    assert (stale.status_code, "车站要装灯。" in shown, "车站装好灯了。" in shown) == (409, True, True)


@pytest.mark.parametrize(
    "changes", [{"told_back_on": ""}, {"told_back_on": "2026-03-01"}, {"told_back": "李小红同学说的对。"}]
)
def test_what_cannot_have_been_told_is_refused_with_its_words(case, city, as_user, changes):
    hear(case, city.drafter)
    typed = told(**changes)
    response = as_user(city.drafter).post(at("post_told", case, 1), typed)
    assert (response.status_code, typed["told-told_back"] in unmarked(response)) == (422, True)


def test_a_consent_is_withdrawn_on_the_page(case, city, as_user):
    session = hear(case, city.drafter, **QUOTABLE)
    say(session, city.drafter, "想荡秋千")
    browser, post = as_user(city.drafter), at("post_withdrawal", case, 1)
    for sent in ({}, {"withdraw-consents": "all"}):
        assert browser.post(post, sent).status_code == 422
    assert browser.post(post, {"withdraw-consents": "child_assent"}).status_code == 302
    assert (Remark.objects.get().text, Session.objects.get().child_assent) == ("", False)


@pytest.mark.parametrize("name", ["post_remarks", "post_told", "post_withdrawal", "change_session"])
def test_readers_write_nothing_and_strangers_find_nothing(case, city, as_user, name):
    hear(case, city.drafter)
    sent = lines(**{"0": "想荡秋千"}) | told() | {"withdraw-consents": "may_use"} | fields()
    before = rows_of(*MODELS)
    # before anybody is told what is wrong with the form
    assert [as_user(city.head).post(at(name, case, 1), said).status_code for said in (sent, {})] == [403] * 2
    assert as_user(city.outsider).post(at(name, case, 1), sent).status_code == 404
    assert as_user(city.drafter).post(at(name, case, 9), sent).status_code == 404
    assert rows_of(*MODELS) == before
