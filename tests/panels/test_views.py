"""Bad input to the panel and the score sheet: status, message, typed words, nothing stored."""

import html
import json
import re

import pytest
from django.urls import reverse

from indicators.operations import load_set
from ledger.errors import Refused
from panels.models import Score, Seat
from tests import factories
from tests.factories import bring_to, rows_of, score, score_all, seal_seat
from workflows.enums import Action, Stage

HTMX = {"HX-Request": "true"}
NOT_SAVED = "Not saved; what you wrote is still here."


def form(code="A1", version=0, **changes):
    return {
        f"{code}-{name}": value
        for name, value in {"rating": "1", "reason": "依据充分。", "version": version, **changes}.items()
    }


def text_of(response):
    return html.unescape(response.content.decode())


@pytest.fixture
def scoring(case, city):
    return bring_to(Stage.EXPERT_PANEL, case, city)


@pytest.fixture(params=["plain", "htmx"])
def way(request):
    return HTMX if request.param == "htmx" else {}


@pytest.fixture
def send(scoring, city, as_user, way):
    browser = as_user(city.expert_a)
    return lambda data, code="A1": browser.post(
        reverse("panels:post_score", args=[scoring, code]), data, headers=way
    )


def refused(send, data, *words, status=422):
    before = rows_of(Score)
    response = send(data)
    assert (response.status_code, rows_of(Score)) == (status, before)
    for word in words:
        assert word in text_of(response)


def test_a_good_score_is_saved_and_sent_twice_is_one(send, way):
    for _time in range(2):
        assert send(form()).status_code == (200 if way else 302)
    assert [(each.rating, each.reason, each.version) for each in Score.objects.all()] == [
        ("1", "依据充分。", 1)
    ]


def test_scores_that_are_none_are_refused_with_what_was_typed(send):
    for rating in ("3", "-3", "0.5", "x", "1\0"):
        refused(send, form(rating=rating), "is not one of the available choices", "依据充分。", NOT_SAVED)
    refused(send, form(reason="前\0后"), "Null characters are not allowed.")
    refused(send, form(reason="长" * 100_000), "This text has 100000 characters", "长" * 100_000)
    for version in ("", "x"):
        refused(send, form(version=version), "依据充分。")


def test_a_forged_indicator_is_not_found(send):
    factories.make_set(edition="2", indicators=("A1", "A2", "A3", "B1"))
    before = rows_of(Score)
    assert [send(form(code), code).status_code for code in ("Z9", "A", "A3")] == [404, 404, 404]
    assert rows_of(Score) == before


def test_a_score_changed_in_another_window_shows_both_texts(send, scoring, city):
    score(scoring, "A1", city.expert_a, "-1", "另一窗口")
    refused(
        send,
        form(reason="这一窗口"),
        "You changed this score in another window.",
        "What you wrote (also in the form below)",
        "<mark>这</mark>一窗口",
        "<mark>另</mark>一窗口",
        "Slightly negative",
        status=409,
    )
    send(form(reason="这一窗口", version=1))
    assert Score.objects.get().reason == "这一窗口"


def test_both_texts_can_be_merged_and_nothing_is_stored_before_saving(send, scoring, city):
    score(scoring, "A1", city.expert_a, "-1", "另一窗口")
    before = rows_of(Score)
    response = send(form(reason="这一窗口") | {"resolve": "merge"})
    said = text_of(response)
    assert (response.status_code, rows_of(Score)) == (200, before)
    assert ("Both texts are in the form now." in said, "另这一窗口" in said) == (True, True)
    assert 'name="A1-version" value="1"' in said


def test_merging_with_nothing_stored_is_what_was_typed(send, scoring, city):
    """The other window has not saved anything yet, or the address was typed."""
    response = send(form(reason="这一窗口") | {"resolve": "merge"})
    assert (response.status_code, Score.objects.count(), "这一窗口" in text_of(response)) == (200, 0, True)


def test_the_back_button_after_sealing_says_why(send, scoring, city):
    score_all(scoring, city.expert_a)
    seal_seat(panel=scoring.panel, actor=city.expert_a)
    refused(send, form(reason="迟到的话", version=1), "You have sealed your scores")


def test_the_back_button_after_opening_is_denied(send, scoring, city):
    bring_to(Stage.COMMITTEE, scoring, city)
    before = rows_of(Score)
    assert (send(form(version=1)).status_code, rows_of(Score)) == (403, before)


def test_sealing_too_early_is_refused_with_a_page(scoring, city, as_user):
    response = as_user(city.expert_a).post(reverse("panels:seal_seat", args=[scoring]))
    assert (response.status_code, Seat.objects.filter(sealed_at=None).count()) == (422, 3)
    assert "Still without score or reason: A1, A2, B1." in text_of(response)


def test_sealing_twice_is_sealing_once(scoring, city, as_user):
    score_all(scoring, city.expert_a)
    browser = as_user(city.expert_a)
    first = browser.post(reverse("panels:seal_seat", args=[scoring]))
    before = rows_of(Seat)
    second = browser.post(reverse("panels:seal_seat", args=[scoring]))
    assert (first.status_code, second.status_code, rows_of(Seat)) == (302, 302, before)


def test_seats_for_people_who_are_not_offered_are_refused(case, city, as_user):
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    browser, address = as_user(city.office), reverse("panels:seat_experts", args=[checked])
    before = rows_of(Seat)
    for forged in (city.drafter.pk, 10**6, 10**25, "x", "1\0"):
        response = browser.post(address, {"experts": [city.expert_a.pk, forged]})
        assert (forged, response.status_code, rows_of(Seat)) == (forged, 422, before)
    response = browser.post(address, {"experts": [city.expert_own.pk]})
    assert (response.status_code, "belongs to the drafting unit" in text_of(response)) == (422, True)
    assert rows_of(Seat) == before


def test_who_may_not_seat_learns_nothing_about_the_pool(case, city, as_user):
    """The answer is the same for an expert and for anybody else."""
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    browser, address = as_user(city.drafter), reverse("panels:seat_experts", args=[checked])
    guesses = [city.expert_a.pk, city.office.pk, 10**6]
    assert [browser.post(address, {"experts": [guess]}).status_code for guess in guesses] == [403, 403, 403]


def test_seating_after_scoring_has_begun_is_refused_with_a_page(scoring, city, as_user):
    address = reverse("panels:seat_experts", args=[scoring])
    before = rows_of(Seat)
    response = as_user(city.office).post(address, {"experts": [city.expert_d.pk]})
    assert (response.status_code, rows_of(Seat)) == (422, before)


def test_seating_before_there_is_a_panel_is_not_found(case, city, as_user):
    assert as_user(city.office).post(reverse("panels:seat_experts", args=[case])).status_code == 404


def next_of(response):
    """Where *save and next* leads."""
    if response.status_code == 302:
        return response["Location"]
    return json.loads(response["HX-Trigger"])["score-saved"]["next"]


def test_save_and_next_leads_to_the_next_open_indicator_and_at_last_to_the_seal(send, scoring):
    first, second = (reverse("panels:show_scores", args=[scoring, aspect]) for aspect in "AB")
    going = {"go": "next"}
    assert next_of(send(form() | going)) == f"{first}#A2"
    assert next_of(send(form("A2", rating="-2", reason="") | going, "A2")) == f"{second}#B1"
    assert next_of(send(form("B1") | going, "B1")) == f"{first}#A2"
    done = send(form("A2", rating="-2", version=1) | going, "A2")
    assert next_of(done) == f"{reverse('panels:show_sheet', args=[scoring])}#seal"


def test_saving_without_going_on_stays_at_the_indicator(scoring, city, as_user):
    response = as_user(city.expert_a).post(reverse("panels:post_score", args=[scoring, "A1"]), form())
    assert response["Location"] == f"{reverse('panels:show_scores', args=[scoring, 'A'])}#A1"


def test_a_saving_says_how_far_the_sheet_has_come_and_what_will_be_sealed(scoring, city, as_user):
    browser = as_user(city.expert_a)
    where = [reverse("panels:post_score", args=[scoring, code]) for code in ("A1", "A2", "B1")]
    said = text_of(browser.post(where[0], form(rating="-2", reason=""), headers=HTMX))
    assert {words in said for words in ("0 of 3 scored", "still needed: the reason", 'id="seal"')} == {True}
    browser.post(where[0], form(rating="-2", version=1, suggestion="改。", confidence="low"), headers=HTMX)
    browser.post(where[1], form("A2", rating="cannot", reason="不在本人专业内。"), headers=HTMX)
    said = text_of(browser.post(where[2], form("B1", reason=""), headers=HTMX))
    assert {words in said for words in ("3 of 3 scored", "Seal my 3 judgements for good")} == {True}
    figures = re.findall(r"<dt>(.*?)</dt><dd>(\d+)</dd>", said)
    assert figures == [
        ("Judgements", "3"),
        ("Far from the department’s rating, with a reason", "1"),
        ("Cannot judge", "1"),
        ("Not sure", "1"),
        ("Suggested changes", "1"),
    ]


def test_the_page_marks_the_answers_that_need_a_reason(scoring, city, as_user):
    """The department has +1 everywhere."""
    page = text_of(as_user(city.expert_a).get(reverse("panels:show_scores", args=[scoring, "B"])))
    far = re.findall(r'data-far>\s*<input type="radio" name="B1-rating" value="([^"]+)"', page)
    assert far == ["-2", "-1", "na", "unknown", "cannot"]


def test_continuing_leads_to_the_first_aspect_without_a_score(scoring, city, as_user):
    browser, address = as_user(city.expert_a), reverse("panels:continue_scoring", args=[scoring])
    assert browser.get(address)["Location"] == reverse("panels:show_scores", args=[scoring, "A"])
    score(scoring, "A1", city.expert_a)
    score(scoring, "A2", city.expert_a)
    assert browser.get(address)["Location"] == reverse("panels:show_scores", args=[scoring, "B"])


def test_an_answer_in_words_is_read_and_not_scored(city, as_user):
    raw = factories.set_file().replace(b"code: B1\n", b"code: B1\n        answer: text\n")
    scoring = factories.make_case(city, load_set(raw=raw, file="words.yaml", actor=city.office))
    for code in ("A1", "A2"):
        factories.answer(scoring, code, city.drafter)
    factories.answer(scoring, "B1", city.drafter, rating="", groups=[], reach=None, facts="三项研究。")
    scoring = factories.move(scoring, Action.HAND_IN, city.drafter)
    factories.seat(scoring, city)
    scoring = factories.move(scoring, Action.ACCEPT, city.office)
    factories.declare_all(scoring)
    browser = as_user(city.expert_a)
    page = text_of(browser.get(reverse("panels:show_scores", args=[scoring, "B"])))
    assert {words in page for words in ("三项研究。", "An answer in words", "0 of 2 scored")} == {True}
    assert 'name="B1-rating"' not in page
    assert browser.post(reverse("panels:post_score", args=[scoring, "B1"]), form("B1")).status_code == 404
    with pytest.raises(Refused):
        score(scoring, "B1", city.expert_a)
    for code in ("A1", "A2"):
        score(scoring, code, city.expert_a)
    assert seal_seat(panel=scoring.panel, actor=city.expert_a).sealed_at is not None
