"""The pages on which other departments are asked, and give back what they have answered."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Assignment
from notices.models import Notice
from tests import factories
from tests.factories import answer, rows_of
from tests.workflows.asking import ask, day
from tests.workflows.routes import address, case_routes

SEEN = (Assignment, Answer, Notice)


def keys(assignments):
    return [each.pk for each in assignments]


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", " ", response.content.decode())))


def page(case):
    return reverse("workflows:show_assignments", args=[case])


def form(city, **changes):
    asked = {"unit": city.units["housing"].pk, "due": day().isoformat(), "note": "", "indicator": ["A1"]}
    return asked | changes


def test_a_whole_aspect_is_asked_at_once(case, city, as_user):
    browser = as_user(city.drafter)
    response = browser.post(
        reverse("workflows:assign_indicators", args=[case]),
        form(city, indicator=["B1"], aspect=["A"]),
        follow=True,
    )
    assert "Housing is asked for 3 indicators." in text_of(response)
    assert case.assessment.assignments.live().count() == 3
    browser.post(reverse("workflows:take_back", args=[case]), {"indicator": ["A1", "A2"]})
    assert [each.indicator.code for each in case.assessment.assignments.live()] == ["B1"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"indicator": []}, "Please tick at least one indicator."),
        ({"indicator": ["Z9"]}, "Select a valid choice. Z9"),
        ({"aspect": ["Z"]}, "Select a valid choice. Z"),
        ({"unit": ""}, "This field is required."),
        ({"unit": "10000000000000000000000"}, "Select a valid choice."),
        ({"unit": "x' or 1=1"}, "Select a valid choice."),
        ({"due": "2020-01-01"}, "still to come"),
        ({"due": "next week"}, "Enter a valid date."),
        ({"note": "长" * 1001}, "1001 characters"),
    ],
)
def test_bad_words_are_refused_and_stay_on_the_page(case, city, as_user, changes, words):
    before = rows_of(*SEEN)
    response = as_user(city.drafter).post(
        reverse("workflows:assign_indicators", args=[case]), form(city, **changes)
    )
    assert (response.status_code, words in text_of(response)) == (422, True)
    assert rows_of(*SEEN) == before


def test_another_city_s_unit_is_no_choice(case, city, as_user):
    other = factories.make_city("oc")
    response = as_user(city.drafter).post(
        reverse("workflows:assign_indicators", args=[case]), form(city, unit=other.units["housing"].pk)
    )
    assert (response.status_code, Assignment.objects.count()) == (422, 0)


def test_a_post_sent_twice_asks_once(case, city, as_user):
    browser, where = as_user(city.drafter), reverse("workflows:assign_indicators", args=[case])
    for _time in range(2):
        browser.post(where, form(city))
    assert (Assignment.objects.count(), Notice.objects.count()) == (1, 1)


def test_the_other_department_finds_the_way_from_its_desk(case, city, as_user):
    ask(case, city, "A1")
    browser = as_user(city.outsider)
    assert "1 indicator assigned to your unit" in text_of(browser.get(reverse("workflows:desk")))
    where = reverse("workflows:show_case", args=[case])
    response = browser.get(where, follow=True)
    assert response.redirect_chain == [(page(case), 302)]
    assert "Asked of your unit" in text_of(response)
    questionnaire = browser.get(reverse("assessments:show_aspect", args=[case, "A"])).content.decode()
    assert ('id="form-A1"' in questionnaire, 'id="form-A2"' in questionnaire) == (True, False)


def test_giving_back_on_the_page(case, city, as_user):
    made = ask(case, city, "A1", "A2")
    browser, where = as_user(city.outsider), reverse("workflows:give_back", args=[case])
    answer(case, "A1", city.outsider)
    refused = browser.post(where, {"assignment": keys(made)})
    assert (refused.status_code, "Still to be answered: A2." in text_of(refused)) == (422, True)
    given = browser.post(where, {"assignment": [made[0].pk, "x", "9" * 30]}, follow=True)
    assert "Given back: A1." in text_of(given)
    questionnaire = browser.get(reverse("assessments:show_aspect", args=[case, "A"])).content.decode()
    assert ('id="form-A1"' in questionnaire, 'id="form-A2"' in questionnaire) == (False, True)


def test_what_is_overdue_shows(case, city, as_user):
    ask(case, city, "A1")
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        for person in (city.drafter, city.outsider):
            assert "overdue since" in text_of(as_user(person).get(page(case)))
        told_there = text_of(as_user(city.drafter).get(reverse("assessments:show_aspect", args=[case, "A"])))
        assert "Housing: A1 overdue" in told_there


def test_a_contributor_reads_nothing_of_panel_and_meeting(case, city, as_user):
    """In the second round, where there is something to be read."""
    case = factories.returned(case, city)
    ask(case, city, "A1")
    browser = as_user(city.outsider)
    rounds = [name for name in case_routes() if name.startswith("panels:") or "meeting" in name]
    opened = {
        name: browser.get(address(name, case, None)).status_code
        for name in rounds
        if name in {"panels:show_panel", "panels:show_figures", "workflows:show_meeting"}
    }
    assert opened == {"panels:show_panel": 404, "panels:show_figures": 404, "workflows:show_meeting": 404}
    read = text_of(browser.get(page(case)))
    assert ("Expert panel" in read, "数据不足，须重新评价。" in read) == (False, False)


def test_a_contributor_is_shown_no_case_page_by_a_refused_step(case, city, as_user):
    """A step without its reason is refused before anybody asks whose it is; what the page tells is not theirs."""
    case = factories.returned(case, city)
    ask(case, city, "A1")
    browser = as_user(city.outsider)
    for action in ("withdraw", "accept"):
        response = browser.post(reverse("workflows:move_case", args=[case, action]))
        assert (response.status_code, "数据不足，须重新评价。" in text_of(response)) == (403, False)


def test_what_is_no_code_is_taken_back_from_nobody(case, city, as_user, refuses_nul):
    ask(case, city, "A1")
    forged = {"indicator": ["A1\0", "", "x" * 5000]}
    response = as_user(city.drafter).post(reverse("workflows:take_back", args=[case]), forged)
    assert (response.status_code, case.assessment.assignments.live().count()) == (302, 1)


def test_the_page_asks_as_often_for_three_as_for_one(case, city, as_user, count_queries):
    browser, found = as_user(city.drafter), []
    for codes in (("A1",), ("A2", "B1")):
        ask(case, city, *codes)
        browser.get(page(case))
        found.append(count_queries(lambda: browser.get(page(case))))
    assert found[0] == found[1] <= 22
