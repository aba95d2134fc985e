"""A member who is recused stands in no base; where the required one is, somebody else is called in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from accounts.operations import appoint
from committees.enums import ABSTAIN, Outcome
from committees.models import Ballot, Decision
from committees.operations import record_decision
from committees.queries import counted, quorum_in_words
from ledger.errors import Refused
from tests import factories
from tests.factories import bring_to, last_event, make_person, post_of, vote
from workflows.enums import Stage
from workflows.sittings import call_in, recuse

STAGES = ("self_assessment", "committee", "publication")
WHY = "配偶在承建单位任职。"


@pytest.fixture
def sitting(case, city):
    return bring_to(Stage.COMMITTEE, case, city)


@pytest.fixture
def required(city):
    """The vote of the member for children's rights is required."""
    case = factories.make_case(city, factories.make_set(stages=STAGES, required_voter=True))
    return bring_to(Stage.COMMITTEE, case, city)


def test_the_recused_leave_the_base_and_the_words_say_how_many(sitting, city):
    vote(sitting, city.member_a)
    assert counted(sitting.meeting).roll == 3
    recuse(case=sitting, member=city.member_c, reason=WHY, actor=city.office)
    votes = counted(sitting.meeting)
    assert (votes.roll, votes.needed_for_quorum, votes.recused) == (2, 2, 1)
    assert quorum_in_words(votes) == (
        "1 of 2 members have voted; 2 make a quorum. 1 member is recused and stands in no base."
    )
    with translation.override("zh-hans"):
        assert "。 " not in quorum_in_words(votes)


def test_a_vote_already_cast_is_taken_out_and_the_ledger_keeps_it(sitting, city):
    vote(sitting, city.member_c, Outcome.REJECT, "风险过大。")
    ballot = recuse(case=sitting, member=city.member_c, reason=WHY, actor=city.member_c)
    assert (ballot.choice, ballot.opinion, ballot.cast_at, ballot.recusal_reason) == ("", "", None, WHY)
    event = factories.Event.objects.get(name="ballot.recused")
    assert (event.actor, event.subject) == (city.member_c, f"{sitting.meeting.subject}:ballot:{ballot.pk}")
    assert event.data == {
        "old": {"choice": "reject", "opinion": "风险过大。"},
        "said": [],
        "reason": WHY,
    }


def test_who_is_recused_neither_votes_nor_reads_the_file(sitting, city, unchanged, as_user):
    recuse(case=sitting, member=city.member_c, reason=WHY, actor=city.member_c)
    assert not city.member_c.has_perm("assessments.view_assessment", sitting.assessment)
    assert as_user(city.member_c).get(sitting.assessment.get_absolute_url()).status_code == 404
    with unchanged(PermissionDenied, Ballot):
        vote(sitting, city.member_c)


@pytest.mark.parametrize("name", ["member_a", "drafter", "expert_a", "own_member"])
def test_nobody_but_the_office_recuses_another(sitting, city, unchanged, name):
    with unchanged(PermissionDenied, Ballot):
        recuse(case=sitting, member=city.member_c, reason=WHY, actor=getattr(city, name))


def test_a_recusal_has_a_reason_and_happens_once_before_the_sitting_closes(sitting, city, unchanged):
    told = {"case": sitting, "member": city.member_c, "actor": city.office}
    with unchanged(Refused, Ballot, match="Please say why"):
        recuse(reason="", **told)
    recuse(reason=WHY, **told)
    with unchanged(Refused, Ballot, match="or is recused already"):
        recuse(reason=WHY, **told)
    for member in (city.member_a, city.member_b):
        vote(sitting, member)
    record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    with unchanged(Refused, Ballot, match="The vote is closed"):
        recuse(reason=WHY, **(told | {"member": city.member_b}))


def test_a_tie_that_a_recusal_leaves_has_no_result(sitting, city, unchanged):
    vote(sitting, city.member_a)
    vote(sitting, city.member_b, Outcome.REJECT, "弊。")
    recuse(case=sitting, member=city.member_c, reason=WHY, actor=city.office)
    with unchanged(Refused, Decision, match="No outcome has the majority yet"):
        record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)


def test_the_decision_keeps_how_many_were_recused(sitting, city):
    recuse(case=sitting, member=city.member_c, reason=WHY, actor=city.office)
    for member in (city.member_a, city.member_b):
        vote(sitting, member)
    decision = record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    told = {name: decision.tally[name] for name in ("roll", "cast", "needed_for_quorum", "recused")}
    assert told == {"roll": 2, "cast": 2, "needed_for_quorum": 2, "recused": 1}


def test_when_everybody_is_recused_nothing_is_decided(sitting, city, unchanged):
    for member in city.members:
        recuse(case=sitting, member=member, reason=WHY, actor=city.office)
    with unchanged(Refused, Decision, match="No quorum: 0 of 0"):
        record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)


def test_without_anybody_left_for_the_required_vote_the_sitting_cannot_decide(required, city, unchanged):
    recuse(case=required, member=city.rights_member, reason=WHY, actor=city.rights_member)
    vote_everybody(required, city)
    with unchanged(Refused, Decision, match="this sitting cannot decide until another holder"):
        record_decision(meeting=required.meeting, obligations=[], actor=city.office)


def test_another_holder_of_the_post_is_called_in(required, city, unchanged):
    with unchanged(Refused, Ballot, match="the required vote can be cast"):
        call_in(case=required, actor=city.office)
    recuse(case=required, member=city.rights_member, reason=WHY, actor=city.office)
    with unchanged(Refused, Ballot, match="Please have somebody appointed first"):
        call_in(case=required, actor=city.office)
    other = make_person("tc-rights-two")
    appoint(user=other, post=post_of(city.rights_member), actor=city.office)
    with unchanged(PermissionDenied, Ballot):
        call_in(case=required, actor=city.member_a)
    ballots = call_in(case=required, actor=city.office)
    assert [(each.member, each.required) for each in ballots] == [(other, True)]
    assert (last_event().name, last_event().data) == ("ballot.called_in", {"members": ["tc-rights-two"]})
    vote_everybody(required, city)
    vote(required, other, ABSTAIN)
    assert record_decision(meeting=required.meeting, obligations=[], actor=city.office).outcome == "approve"


def test_one_of_two_required_members_is_enough_when_the_other_is_recused(city):
    other = make_person("tc-rights-two")
    appoint(user=other, post=post_of(city.rights_member), actor=city.office)
    case = factories.make_case(city, factories.make_set(stages=STAGES, required_voter=True))
    case = bring_to(Stage.COMMITTEE, case, city)
    recuse(case=case, member=city.rights_member, reason=WHY, actor=city.office)
    vote_everybody(case, city)
    vote(case, other)
    assert record_decision(meeting=case.meeting, obligations=[], actor=city.office).tally["awaited"] == 0


def vote_everybody(case, city):
    for member in city.members:
        vote(case, member)
