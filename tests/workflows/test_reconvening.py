"""A new sitting on a case that is decided and not yet published."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from committees.enums import Outcome
from committees.models import Decision, Meeting
from ledger.errors import Refused
from tests import factories
from tests.factories import bring_to, vote_all
from workflows.enums import Action, Stage
from workflows.models import Case, CaseSummary
from workflows.operations import decide, reconvene
from workflows.queries.case import moves_for


@pytest.fixture
def decided(case, city):
    return bring_to(Stage.PUBLICATION, case, city)


def again(case, city):
    return reconvene(case=case, note="表决程序有误。", actor=city.office)


def test_the_first_decision_stays_and_the_second_supersedes_it(decided, city):
    first = Decision.objects.get()
    case = again(decided, city)
    assert [case.state, case.round, case.meeting.number, case.meeting.closed_at] == [
        Stage.COMMITTEE,
        1,
        2,
        None,
    ]
    assert list(case.meeting.ballots.values_list("choice", flat=True)) == ["", "", ""]
    vote_all(case, city, Outcome.REJECT)
    second = decide(case=case, deviation="弊大于利。", obligations=[], actor=city.office)
    first.refresh_from_db()
    assert [first.outcome, second.outcome, second.supersedes] == [Outcome.APPROVE, Outcome.REJECT, first]
    assert [Case.objects.get().state, CaseSummary.objects.get().outcome] == [
        Stage.PUBLICATION,
        Outcome.REJECT,
    ]


def test_members_vote_in_the_new_sitting_alone(decided, city):
    old = decided.meeting
    case = again(decided, city)
    assert [city.member_a.has_perm("committees.vote_meeting", each) for each in (old, case.meeting)] == [
        False,
        True,
    ]


def test_a_second_sitting_may_return_the_file(decided, city):
    case = again(decided, city)
    vote_all(case, city, Outcome.RETURN)
    decide(case=case, deviation="数据不足。", obligations=[], actor=city.office)
    case = Case.objects.get()
    assert [case.state, case.round] == [Stage.SELF_ASSESSMENT, 2]


def test_it_needs_a_reason_and_the_office(decided, city, unchanged):
    with unchanged(Refused, Meeting, match="why the committee decides anew"):
        reconvene(case=decided, note="", actor=city.office)
    for name in ("drafter", "head", "member_a", "expert_a"):
        with unchanged(PermissionDenied, Meeting):
            reconvene(case=decided, note="表决程序有误。", actor=city.people[name])


def test_nothing_is_decided_anew_once_it_is_being_issued(decided, city, unchanged):
    issuing = bring_to(Stage.ISSUING, decided, city)
    with unchanged(Refused, Meeting, match="no longer possible"):
        again(issuing, city)


def test_the_office_finds_it_on_the_case_page(decided, city, as_user):
    where = reverse("workflows:show_case", args=[str(decided)])
    browser = as_user(city.office)
    assert "Have the committee decide anew" in browser.get(where).content.decode()
    move = reverse("workflows:move_case", args=[str(decided), Action.RECONVENE])
    assert browser.post(move, {"note": ""}).status_code == 422
    assert browser.post(move, {"note": "表决程序有误。"}).status_code == 302
    assert "called a new sitting of the committee" in browser.get(where).content.decode()


def test_where_no_committee_sat_it_is_not_offered(city):
    shorter = factories.make_set(stages=("self_assessment", "sign_off", "publication"), edition="2")
    case = bring_to(Stage.PUBLICATION, factories.make_case(city, shorter), city)
    assert [move.action for move in moves_for(case, city.office)] == [Action.ISSUE]
