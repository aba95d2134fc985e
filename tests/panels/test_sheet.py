"""The whole sheet on one page: one form for every indicator, with and without scripts."""

import pytest
from django.urls import reverse

from panels.models import Score
from tests.factories import bring_to, rows_of, score, score_all, seal_seat
from tests.panels.test_views import HTMX, form, text_of
from workflows.enums import Stage


@pytest.fixture
def scoring(case, city):
    return bring_to(Stage.EXPERT_PANEL, case, city)


@pytest.fixture
def where(scoring):
    return reverse("panels:show_sheet", args=[scoring])


@pytest.fixture
def browser(city, as_user):
    return as_user(city.expert_a)


def stored():
    return {
        each.indicator.code: (each.rating, each.reason) for each in Score.objects.select_related("indicator")
    }


def whole(**of_a1):
    return form("A1", **of_a1) | form("A2", rating="0", reason="") | form("B1", rating="", reason="")


def test_a_plain_form_saves_every_indicator_at_once(browser, where):
    response = browser.post(where, whole())
    assert (response.status_code, response["Location"]) == (302, where)
    assert stored() == {"A1": ("1", "依据充分。"), "A2": ("0", "")}
    page = text_of(browser.get(where))
    assert {words in page for words in ("Your scores are saved.", "2 of 3 scored", "Save all")} == {True}


def test_words_kept_in_the_browser_are_sent_together_and_answered_with_what_changed(browser, where):
    response = browser.post(where, whole(), headers=HTMX)
    said = text_of(response)
    assert (response.status_code, stored()["A2"]) == (200, ("0", ""))
    versions = [
        f'name="{code}-version" value="{number}"' in said
        for code, number in (("A1", 1), ("A2", 1), ("B1", 0))
    ]
    assert (versions, "2 of 3 scored" in said, "<h1" in said) == ([True, True, True], True, False)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_changed_in_another_window_comes_back_with_both_texts_and_the_rest_is_saved(
    browser, where, scoring, city, headers
):
    score(scoring, "A1", city.expert_a, "-1", "另一窗口")
    response = browser.post(where, whole(reason="这一窗口"), headers=headers)
    said = text_of(response)
    assert (response.status_code, stored()) == (409, {"A1": ("-1", "另一窗口"), "A2": ("0", "")})
    assert {words in said for words in ("<mark>这</mark>一窗口", "<mark>另</mark>一窗口", "这一窗口")} == {
        True
    }
    assert 'name="A1-version" value="1"' in said


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_saved_comes_back_and_the_rest_is_saved(browser, where, headers):
    response = browser.post(where, whole(reason="长" * 100_000), headers=headers)
    said = text_of(response)
    assert (response.status_code, stored()) == (422, {"A2": ("0", "")})
    assert said.count("Not all of it is saved") == 1
    assert ("This text has 100000 characters" in said, "长" * 100_000 in said) == (True, True)


def test_after_sealing_the_whole_sheet_is_refused_with_what_was_typed(browser, where, scoring, city):
    score_all(scoring, city.expert_a)
    seal_seat(panel=scoring.panel, actor=city.expert_a)
    before = rows_of(Score)
    response = browser.post(where, whole(reason="迟到的话", version=1))
    assert (response.status_code, rows_of(Score)) == (422, before)
    assert {words in text_of(response) for words in ("You have sealed your scores", "迟到的话")} == {True}


def test_once_sealed_the_sheet_is_read(browser, where, scoring, city):
    score_all(scoring, city.expert_a)
    seal_seat(panel=scoring.panel, actor=city.expert_a)
    page = text_of(browser.get(where))
    assert ("You sealed your scores at" in page, "依据充分。" in page) == (True, True)
    assert ("Save all" in page, 'name="A1-rating"' in page) == (False, False)


def test_a_form_with_nothing_in_it_changes_nothing(browser, where):
    assert (browser.post(where, {}).status_code, stored()) == (302, {})


@pytest.mark.parametrize(
    ("name", "status"), [("office", 403), ("drafter", 403), ("member_a", 404), ("outsider", 404)]
)
def test_who_has_no_seat_has_no_sheet(where, city, as_user, name, status):
    someone = as_user(getattr(city, name))
    assert (someone.get(where).status_code, someone.post(where, whole()).status_code) == (status, status)
    assert stored() == {}
