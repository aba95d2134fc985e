"""Whose turn it is while a publication is prepared: on the desk, and on the case page."""

import pytest

from committees.enums import Outcome
from reports.preparing import hand_to_second, sign_review
from tests import factories
from tests.reports.test_preparing import black, version_of
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.queries.case import case_page
from workflows.queries.waiting import waiting_for

PREPARE, SIGN, PUBLISH = "Prepare the publication", "Read what will be public, and sign", "Publish the report"


@pytest.fixture
def decided(case, city):
    return factories.bring_to(Stage.PUBLICATION, case, city)


def hand(case, actor):
    return hand_to_second(assessment=case.assessment, version=version_of(case), actor=actor)


def sign(case, actor):
    sign_review(assessment=case.assessment, version=version_of(case), actor=actor)


def said(city):
    people = [city.office, city.office_two, city.head, city.drafter]
    rows = waiting_for(people)
    return [[(str(row.waits), row.url.rsplit("/", 2)[1]) for row in rows[user.pk]] for user in people]


def shown(case, *people):
    case = Case.objects.get(pk=case.pk)
    return [case_page(case.assessment, person).shortcut for person in people]


def test_one_prepares_another_signs_and_then_it_is_published(decided, city):
    assert said(city) == [[(PREPARE, "publication")], [(PREPARE, "publication")], [], []]
    assert shown(decided, city.office, city.head, city.drafter) == ["prepare", "prepared", ""]
    hand(decided, city.office)
    assert said(city) == [[], [(SIGN, "publication")], [(SIGN, "publication")], []]
    assert shown(decided, city.office, city.office_two, city.head) == [
        "prepare",
        "countersign",
        "countersign",
    ]
    sign(decided, city.head)
    assert said(city) == [[(PUBLISH, str(decided))], [(PUBLISH, str(decided))], [], []]
    assert shown(decided, city.office, city.head) == ["prepared", "prepared"]
    black(decided, city.office)
    assert said(city)[0] == [(PREPARE, "publication")]


def test_a_new_decision_is_prepared_anew(decided, city):
    factories.prepare(decided, city)
    case = factories.move(decided, Action.RECONVENE, city.office)
    for member in city.members:
        factories.vote(case, member, Outcome.REJECT, "条件无法落实。")
    factories.decide(case=case, deviation="条件无法落实。", obligations=[], actor=city.office)
    assert said(city)[0] == [(PREPARE, "publication")]


def test_the_case_page_says_what_comes_next_without_making_the_record(decided, city, count_queries):
    def look():
        return case_page(Case.objects.get(pk=decided.pk).assessment, city.office)

    look()
    before = count_queries(look)
    page = look()
    assert page.waits_for == "The committee office prepares what will be public."
    assert [move.reasons for move in page.moves if move.action == Action.ISSUE] == [
        ["Nobody has reviewed yet what may be disclosed."]
    ]
    hand(decided, city.office)
    assert look().waits_for == "Somebody who has not prepared it reads what will be public, and signs."
    sign(decided, city.head)
    page = look()
    assert page.waits_for == "The committee office publishes the report."
    assert [move.reasons for move in page.moves if move.action == Action.ISSUE] == [[]]
    assert (count_queries(look), before) == (before, 38)
