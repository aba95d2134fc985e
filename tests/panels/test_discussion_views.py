"""The discussion's page: who finds it, what stands on it, and that no typed word is lost."""

import html
import re

import pytest
from django.urls import reverse

from panels.models import Remark, Revision
from tests import factories
from tests.factories import move, rows_of
from tests.panels.divided import divided, mark_of
from tests.panels.test_discussing import judge_anew, say
from workflows.enums import Action

HTMX = {"HX-Request": "true"}
PAGE = "panels:show_discussion"


@pytest.fixture
def discussing(city):
    return divided(city)


@pytest.fixture
def page(discussing, as_user):
    def read(user):
        response = as_user(user).get(reverse(PAGE, args=[discussing]))
        assert response.status_code == 200
        return text_of(response)

    return read


@pytest.fixture(params=["plain", "htmx"])
def way(request):
    return HTMX if request.param == "htmx" else {}


def text_of(response):
    return html.unescape(response.content.decode())


def order(text, *words):
    places = [text.index(each) for each in words]
    return places == sorted(places)


def card(text, code):
    """From a topic's card on, up to the next one's."""
    return re.split(r'<article class="card', text[text.index(f'id="{code}"') :])[0]


def test_who_finds_the_discussion(discussing, city, as_user):
    address = reverse(PAGE, args=[discussing])
    said = {name: as_user(person).get(address).status_code for name, person in city.people.items()}
    found = {name for name, status in said.items() if status == 200}
    assert found == {"office", "office_two", "expert_a", "expert_b", "expert_c"}
    assert {said[name] for name in said.keys() - found} == {404}


def test_where_nothing_is_discussed_there_is_no_page(case, city, as_user):
    scored = factories.bring_to("committee", case, city)
    assert as_user(city.office).get(reverse(PAGE, args=[scored])).status_code == 404


def test_an_earlier_round_is_no_longer_discussed(discussing, city, as_user):
    move(discussing, Action.CLOSE_DISCUSSION, city.office)
    panel = discussing.panel
    panel.assessment.panels.create(round=2, smallest=panel.smallest)
    assert as_user(city.office).get(reverse(PAGE, args=[discussing])).status_code == 404


def test_what_asks_for_a_discussion_comes_first_and_says_why(discussing, city, page):
    text = page(city.expert_a)
    assert order(text, 'id="whole"', 'id="A1"', "The other indicators", 'id="A2"', 'id="B1"')
    told = card(text, "A1")
    assert "The experts’ scores lie 4 levels apart." in told
    assert "1 expert chose the gravest level; the figure does not show it." in told
    assert "1 indicator asks for a discussion." in text


def test_experts_speak_under_marks_and_nobody_is_named(discussing, city, page):
    say(discussing, city.expert_a)
    say(discussing, city.office, "请先谈红线项。", code=None)
    judge_anew(discussing, city.expert_b, "0")
    mine = mark_of(discussing, city.expert_a)
    for reader in (city.expert_a, city.expert_c, city.office):
        text = page(reader)
        for other in (city.expert_a, city.expert_b, city.expert_c, city.office):
            named = {other.name, other.name_en, other.username}
            assert [word for word in named if other != reader and word in text] == []
        told = card(text, "A1")
        assert order(told, "Expert 1", "Expert 2", "Expert 3", "校车是否够用？")
        assert ["-2 的理由。" in told, "看过线路图后改判。" in told] == [True, True]
        assert "请先谈红线项。" in card(text, "whole")
        assert (f"You are Expert {mine}" in text) == (reader == city.expert_a)


def test_each_reader_is_offered_what_the_reader_may_do(discussing, city, page):
    def offered(text):
        return [
            word in text for word in ("Add the remark", "Save the second judgement", "Close the discussion")
        ]

    assert offered(page(city.expert_a)) == [True, True, False]
    assert offered(page(city.office)) == [True, False, True]
    closed = move(discussing, Action.CLOSE_DISCUSSION, city.office)
    assert closed.panel.discusses is False
    assert offered(page(city.office)) == [False, False, False]
    assert "The discussion was closed at" in page(city.office)


def test_a_page_costs_the_same_however_much_was_said(discussing, city, as_user, count_queries):
    browsers = {name: as_user(getattr(city, name)) for name in ("expert_a", "office")}
    address = reverse(PAGE, args=[discussing])
    for browser in browsers.values():  # the first page of a process reads more
        browser.get(address)
    before = {name: count_queries(lambda b=browser: b.get(address)) for name, browser in browsers.items()}
    for expert in city.experts:
        for code in ("A1", "A2", None):
            say(discussing, expert, f"{expert.username} 的话。", code)
        judge_anew(discussing, expert, "0")
    after = {name: count_queries(lambda b=browser: b.get(address)) for name, browser in browsers.items()}
    assert before == after == {"expert_a": 16, "office": 16}


def post(browser, name, case, data, way, *about):
    return browser.post(reverse(f"panels:{name}", args=[case, *about]), data, headers=way)


def test_a_remark_is_added_and_its_field_is_empty_again(discussing, city, as_user, way):
    browser = as_user(city.expert_a)
    response = post(browser, "post_remark", discussing, {"A1-remark-text": "校车够用吗？"}, way, "A1")
    assert [each.text for each in Remark.objects.all()] == ["校车够用吗？"]
    if not way:
        assert response["Location"] == f"{reverse(PAGE, args=[discussing])}#A1"
        return
    text = text_of(response)
    assert order(text, 'id="said-A1"', "校车够用吗？", "<textarea", 'hx-swap-oob="true"></textarea>')
    whole = post(browser, "post_remark_on_all", discussing, {"whole-remark-text": "总的说来。"}, way)
    assert (whole.status_code, "总的说来。" in text_of(whole)) == (200, True)


def test_a_remark_that_is_refused_is_still_there(discussing, city, as_user, way):
    browser, before = as_user(city.expert_a), rows_of(Remark)
    for typed in ("", "长" * 100_000, "前\0后"):
        response = post(browser, "post_remark", discussing, {"A1-remark-text": typed}, way, "A1")
        assert (response.status_code, rows_of(Remark)) == (422, before)
        assert "Not saved; what you wrote is still here." in text_of(response)
    assert post(browser, "post_remark", discussing, {}, way, "Z9").status_code == 404
    move(discussing, Action.CLOSE_DISCUSSION, city.office)
    late = post(as_user(city.office), "post_remark", discussing, {"A1-remark-text": "迟到的话。"}, way, "A1")
    assert (late.status_code, "迟到的话。" in text_of(late)) == (422, True)
    assert "The panel’s discussion is not open." in text_of(late)


def second(rating="-1", reason="看过线路图。", version=0):
    return {"A1-second-rating": rating, "A1-second-reason": reason, "A1-second-version": version}


def test_a_second_judgement_is_kept_and_both_stand_on_the_page(discussing, city, as_user, way):
    browser = as_user(city.expert_a)
    response = post(browser, "post_revision", discussing, second(), way, "A1")
    assert response.status_code == (200 if way else 302)
    text = text_of(response if way else browser.get(reverse(PAGE, args=[discussing])))
    assert order(text, "-2 的理由。", "Second judgement", "看过线路图。")
    assert "With the second judgements so far" in text
    if way:
        assert 'id="version-A1" hx-swap-oob="true"' in text
        assert 'name="A1-second-version" value="1"' in text


def test_a_second_judgement_that_is_refused_is_still_there(discussing, city, as_user, way):
    browser, before = as_user(city.expert_a), rows_of(Revision)
    for data, word in (
        (second(rating="3"), "is not one of the available choices"),
        (second(reason=""), "This field is required."),
        (second(rating="-2"), "This is the judgement that you sealed"),
        (second(version="x"), "看过线路图。"),
    ):
        response = post(browser, "post_revision", discussing, data, way, "A1")
        assert (response.status_code, rows_of(Revision)) == (422, before), word
        assert [each in text_of(response) for each in (word, data["A1-second-reason"])] == [True, True]


def test_two_windows_see_both_judgements(discussing, city, as_user, way):
    judge_anew(discussing, city.expert_a, "0", "另一窗口的理由。")
    browser = as_user(city.expert_a)
    response = post(browser, "post_revision", discussing, second(), way, "A1")
    text = text_of(response)
    assert response.status_code == 409
    assert [
        word in text for word in ("另一窗口的理由。", "看过线路图。", "Neutral", "Slightly negative")
    ] == [True] * 4
    assert post(browser, "post_revision", discussing, second(version=1), way, "A1").status_code < 400
    assert Revision.objects.get().reason == "看过线路图。"


def test_the_moderator_and_the_department_judge_nothing(discussing, city, as_user):
    before = rows_of(Revision, Remark)
    statuses = [
        post(as_user(person), name, discussing, {**second(), "A1-remark-text": "话。"}, {}, "A1").status_code
        for person, name in (
            (city.office, "post_revision"),
            (city.drafter, "post_revision"),
            (city.drafter, "post_remark"),
            (city.expert_d, "post_remark"),
        )
    ]
    assert (statuses, rows_of(Revision, Remark)) == ([403, 404, 404, 404], before)
