"""One page for each case that comes before the committee."""

import html
from functools import partial

import pytest
from django.urls import reverse

from committees.operations.agenda import put_on_agenda
from tests import factories
from tests.committees.sitting import call
from tests.factories import bring_to, returned, vote_all
from tests.participation.hearing import hear, theme
from workflows.enums import Stage
from workflows.operations import decide


@pytest.fixture
def read(as_user):
    def page(user, case):
        response = as_user(user).get(reverse("workflows:show_paper", args=[case]))
        return (
            html.unescape(response.content.decode()) if response.status_code == 200 else response.status_code
        )

    return page


def test_before_the_committee_there_is_no_paper(case, city, read):
    assert read(city.office, case) == 404


def test_the_verdict_comes_before_everything_else(case, city, read):
    page = read(city.member_a, bring_to(Stage.COMMITTEE, case, city))
    words = [
        "Proposed conclusion",
        "No red line touched",
        "0 of 3 members have voted",
        "The matter",
        "What to weigh",
    ]
    places = [page.index(each) for each in words]
    assert places == sorted(places)
    assert "Judgements lie close together" in page


def test_members_read_what_children_said_and_what_is_done(city, read):
    case = factories.make_case(city, factories.make_set())
    hear(case, city.drafter)
    theme(case, city.drafter, uptake="not_adopted", reason="夜间不开行。")
    page = read(city.member_a, bring_to(Stage.COMMITTEE, case, city))
    told = ["1 session · 12 children heard", "天黑后乘车害怕。", "Why not", "Not adopted", "夜间不开行。"]
    assert [each for each in told if each not in page] == []
    assert "No words of children" not in page


def test_a_decided_case_shows_its_decision(case, city, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote_all(case, city)
    decide(case=case, obligations=[], actor=city.office)
    page = read(city.member_a, case)
    assert page.index("Decision") < page.index("Approved") < page.index("What to weigh")


def test_what_changed_since_the_committee_returned_it(case, city, read):
    case = bring_to(Stage.COMMITTEE, returned(case, city), city)
    page = read(city.member_a, case)
    assert "The committee returned it for a new assessment" in page
    assert "数据不足，须重新评价。" in page
    assert "Nothing in the file was written since then." in page


def test_what_was_written_since_is_named(case, city, read):
    case = returned(case, city)
    factories.answer(case, "A1", city.drafter, facts="补充调查。")
    page = read(city.member_a, bring_to(Stage.COMMITTEE, case, city))
    assert "Written since then" in page


def test_the_agenda_leads_from_paper_to_paper(city, tiny, read):
    cases = [bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city) for _number in range(3)]
    session = call(city)
    for case in cases:
        put_on_agenda(session=session, meeting=case.meeting, actor=city.office)
    page = read(city.member_a, cases[1])
    links = [f'href="/cases/{case}/meeting/paper/"' in page for case in cases]
    assert (links, "2 / 3" in page) == ([True, False, True], True)


def test_only_who_takes_part_is_led_to_the_session(case, city, read):
    case, session = bring_to(Stage.COMMITTEE, case, city), call(city)
    put_on_agenda(session=session, meeting=case.meeting, actor=city.office)
    link = f'href="{reverse("workflows:show_session", args=[session.pk])}"'
    assert [link in read(city.people[name], case) for name in ("member_a", "office", "drafter")] == [
        True,
        True,
        False,
    ]


def test_the_paper_asks_as_often_for_more_indicators(city, as_user, count_queries):
    found = []
    for wanted in (("A1", "B1"), ("A1", "A2", "A3", "B1")):
        chosen = factories.make_set(indicators=wanted, edition=str(len(wanted)))
        case = factories.make_case(city, chosen)
        for _number in range(len(wanted) // 2):
            hear(case, city.drafter)
            theme(case, city.drafter, uptake="adopted", reason="增设路灯。")
        case = bring_to(Stage.COMMITTEE, case, city)
        put_on_agenda(session=call(city), meeting=case.meeting, actor=city.office)
        browser, where = as_user(city.member_a), reverse("workflows:show_paper", args=[case])
        browser.get(where)
        found.append(count_queries(partial(browser.get, where)))
    assert found == [33, 33]
