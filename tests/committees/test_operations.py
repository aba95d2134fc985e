"""Voting and deciding: what is refused and what the ledger keeps."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from committees.enums import Outcome
from committees.models import Ballot, Condition, Decision, Meeting
from committees.operations import convene, record_decision
from committees.queries import dissents, open_choices
from ledger.errors import Refused
from tests import factories
from tests.factories import last_event, obligation, vote, vote_all
from workflows.enums import Stage


@pytest.fixture
def sitting(case, city):
    """A case before the committee, proposed for approval."""
    return factories.bring_to(Stage.COMMITTEE, case, city)


def record(case, actor, obligations=(), **words):
    return record_decision(meeting=case.meeting, obligations=obligations, actor=actor, **words)


def convened(case, members, **changes):
    rules = {"quorum": Fraction(2, 3), "majority": Fraction(1, 2), "proposed": "approve", "barred": []}
    return convene(assessment=case.assessment, round=1, members=members, **(rules | changes))


def test_a_sitting_without_members_is_refused(case, unchanged):
    with unchanged(Refused, Meeting, Ballot, match="no member who may vote"):
        convened(case, [])


def test_a_sitting_keeps_exact_shares_and_a_ballot_for_each_member(case, city):
    meeting = convened(case, [city.member_a, city.member_b])
    assert (meeting.quorum, meeting.majority) == ("2/3", "1/2")
    assert [(each.member, each.choice) for each in meeting.ballots.all()] == [
        (city.member_a, ""),
        (city.member_b, ""),
    ]


def test_a_vote_is_recorded_with_old_and_new_under_the_ballots_own_subject(sitting, city):
    vote(sitting, city.member_a, "abstain")
    vote(sitting, city.member_a, Outcome.REJECT, "风险过大。")
    event, ballot = last_event(), Ballot.objects.get(member=city.member_a)
    assert (event.name, event.actor) == ("vote.cast", city.member_a)
    assert event.subject == f"{sitting.meeting.subject}:ballot:{ballot.pk}"
    assert event.data == {
        "old": {"choice": "abstain", "opinion": ""},
        "new": {"choice": "reject", "opinion": "风险过大。"},
    }
    assert ballot.choice == "reject"


def test_voting_the_same_twice_is_voting_once(sitting, city):
    vote(sitting, city.member_a)
    before = factories.rows_of(Ballot)
    vote(sitting, city.member_a)
    assert factories.rows_of(Ballot) == before


@pytest.mark.parametrize("name", ["drafter", "office", "expert_a", "own_member", "outsider"])
def test_who_is_not_on_the_roll_does_not_vote(sitting, city, unchanged, name):
    with unchanged(PermissionDenied, Ballot):
        vote(sitting, getattr(city, name))


def test_a_member_made_inactive_does_not_vote(sitting, city, unchanged):
    city.member_a.is_active = False
    city.member_a.save()
    with unchanged(PermissionDenied, Ballot):
        vote(sitting, city.member_a)


@pytest.mark.parametrize("choice", [Outcome.RETURN, Outcome.REJECT])
def test_a_vote_against_needs_its_reason(sitting, city, unchanged, choice):
    with unchanged(Refused, Ballot, match="Please give a reason"):
        vote(sitting, city.member_a, choice)


def test_a_choice_that_a_red_line_bars_is_refused(sitting, city, unchanged):
    Meeting.objects.update(barred=["approve"])
    with unchanged(Refused, Ballot, match="red line"):
        vote(sitting, city.member_a)
    assert "approve" not in dict(open_choices(sitting.meeting))


def test_a_closed_vote_stays_closed(sitting, city, unchanged):
    vote_all(sitting, city)
    record(sitting, city.office)
    with unchanged(Refused, Ballot, match="The vote is closed"):
        vote(sitting, city.member_a, "abstain")


@pytest.mark.parametrize("name", ["drafter", "expert_a", "member_a", "outsider"])
def test_only_the_office_records_the_decision(sitting, city, unchanged, name):
    vote_all(sitting, city)
    with unchanged(PermissionDenied, Decision):
        record(sitting, getattr(city, name))


def test_no_quorum_no_decision(sitting, city, unchanged):
    vote(sitting, city.member_a)
    with unchanged(Refused, Decision, match="No quorum: 1 of 3 members have voted; 2 are needed"):
        record(sitting, city.office)
    assert Meeting.objects.get().closed_at is None


def test_no_majority_no_decision(sitting, city, unchanged):
    vote(sitting, city.member_a)
    vote(sitting, city.member_b, "abstain")
    with unchanged(Refused, Decision, match="No outcome has the majority yet"):
        record(sitting, city.office)


def test_approval_with_changes_needs_a_condition(sitting, city, unchanged):
    vote_all(sitting, city, Outcome.APPROVE_WITH_CHANGES)
    with unchanged(Refused, Decision, match="at least one condition"):
        record(sitting, city.office, deviation="专家意见有出入。")


def test_a_result_that_differs_from_the_proposal_says_why_and_a_note_is_no_answer(sitting, city, unchanged):
    vote_all(sitting, city, Outcome.REJECT)
    with unchanged(Refused, Decision, match="differs from the proposed conclusion"):
        record(sitting, city.office, note="记录在案。")
    decision = record(sitting, city.office, deviation="弊大于利。")
    assert (decision.deviation, decision.note, decision.follows_proposal) == ("弊大于利。", "", False)


def test_a_result_as_proposed_differs_in_nothing(sitting, city):
    vote_all(sitting, city)
    decision = record(sitting, city.office, deviation="写错了格子。", note="一致同意。")
    assert (decision.deviation, decision.note, decision.follows_proposal) == ("", "一致同意。", True)


def test_an_approval_may_lapse_on_a_day_that_lies_ahead(sitting, city, unchanged):
    today = timezone.localdate()
    vote_all(sitting, city)
    with unchanged(Refused, Decision, match="at least until tomorrow"):
        record(sitting, city.office, lapses_on=today)
    decision = record(sitting, city.office, lapses_on=today + timedelta(days=1))
    assert decision.lapses_on == today + timedelta(days=1)


def test_only_an_approval_can_lapse(sitting, city, unchanged):
    vote_all(sitting, city, Outcome.REJECT)
    with unchanged(Refused, Decision, match="Only an approval can lapse"):
        record(sitting, city.office, deviation="弊。", lapses_on=timezone.localdate() + timedelta(days=9))


def test_a_condition_names_a_unit_or_somebody_who_is_responsible(sitting, city, unchanged):
    vote_all(sitting, city)
    with unchanged(Refused, Decision, match="who is responsible"):
        record(sitting, city.office, [obligation(owner="")])
    unit = city.units["housing"]
    terms = [obligation(owner="", unit=unit, proof="验收单"), obligation(owner="基建科", unit=unit)]
    decision = record(sitting, city.office, terms)
    assert [(each.owner, each.unit, each.proof) for each in decision.conditions.all()] == [
        (unit.name, unit, "验收单"),
        ("基建科", unit, ""),
    ]


def test_a_decision_is_recorded_once_with_its_arithmetic_and_conditions(sitting, city, unchanged):
    vote_all(sitting, city, Outcome.APPROVE_WITH_CHANGES)
    vote(sitting, city.member_c, "abstain")
    conditions = [obligation("甲"), obligation("乙", indicator=factories.indicator(sitting, "A2"))]
    decision = record(sitting, city.office, conditions, deviation="须先落实步道。")
    tally = {
        "roll": 3,
        "cast": 3,
        "needed_for_quorum": 2,
        "counts": {"approve_with_changes": 2, "abstain": 1},
        "required": 0,
        "awaited": 0,
        "recused": 0,
    }
    assert (decision.outcome, decision.tally, decision.follows_proposal) == (
        "approve_with_changes",
        tally,
        False,
    )
    assert [(each.position, each.text) for each in decision.conditions.all()] == [(1, "甲"), (2, "乙")]
    event = last_event()
    assert (event.name, event.subject) == ("decision.recorded", sitting.assessment.subject)
    assert event.data == {
        "outcome": "approve_with_changes",
        "tally": tally,
        "conditions": [each.terms() for each in conditions],
        "deviation": "须先落实步道。",
        "lapses_on": "",
        "supersedes": "",
    }
    with unchanged(Refused, Decision, Condition, match="already been recorded"):
        record(sitting, city.office, conditions)


def test_dissent_is_every_vote_against_the_outcome_once_closed(sitting, city):
    vote(sitting, city.member_a)
    vote(sitting, city.member_b)
    vote(sitting, city.member_c, Outcome.REJECT, "数据不足。")
    assert dissents(sitting.meeting) == []
    record(sitting, city.office)
    assert [(each.member, each.opinion) for each in dissents(sitting.meeting)] == [
        (city.member_c, "数据不足。")
    ]
