"""The member without whose vote there is no result."""

import html

import pytest
from django.urls import reverse

from accounts.operations import appoint, dismiss
from committees.enums import ABSTAIN
from committees.models import Decision, Meeting
from ledger.errors import Refused
from tests import factories
from tests.factories import bring_to, move, post_of, vote, vote_all
from workflows.enums import Action, Stage
from workflows.operations import decide
from workflows.queries.case import case_page

STAGES = ("self_assessment", "committee", "publication")
AWAITED = "Without the vote of “Children’s rights planner”, still awaited, there is no result."


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(stages=STAGES, required_voter=True))


@pytest.fixture
def sitting(case, city):
    return bring_to(Stage.COMMITTEE, case, city)


def roll(case):
    return {ballot.member: ballot.required for ballot in case.meeting.ballots.select_related("member")}


def record(case, city):
    return decide(case=case, note="", obligations=[], actor=city.office)


def test_the_member_for_children_s_rights_joins_the_roll(sitting, city):
    assert roll(sitting) == dict.fromkeys(city.members, False) | {city.rights_member: True}


def test_where_no_vote_is_required_the_post_gives_no_seat(city):
    case = bring_to(Stage.COMMITTEE, factories.make_case(city, factories.make_set(stages=STAGES)), city)
    assert roll(case) == dict.fromkeys(city.members, False)


def test_who_holds_both_posts_has_one_vote_and_it_is_required(case, city):
    appoint(user=city.member_a, post=post_of(city.rights_member), actor=city.office)
    sitting = bring_to(Stage.COMMITTEE, case, city)
    assert roll(sitting) == dict.fromkeys(city.members, False) | {
        city.member_a: True,
        city.rights_member: True,
    }


def test_without_the_required_vote_nothing_is_decided_however_many_agree(sitting, city, unchanged):
    for member in city.members:
        vote(sitting, member)
    with unchanged(Refused, Decision, match=AWAITED):
        record(sitting, city)
    vote(sitting, city.rights_member, ABSTAIN)
    decision = record(sitting, city)
    assert (decision.outcome, decision.tally["required"], decision.tally["awaited"]) == ("approve", 1, 0)


def test_the_case_and_the_sitting_say_whose_vote_is_awaited(sitting, city, as_user):
    def said(name, user):
        return html.unescape(as_user(user).get(reverse(name, args=[sitting])).content.decode())

    line = f"0 of 4 members have voted; 3 make a quorum. {AWAITED}"
    assert case_page(sitting.assessment, city.office).waits_for == line
    assert line in said("workflows:show_meeting", city.office)
    assert "Without your vote there is no result" in said("workflows:show_meeting", city.rights_member)
    assert "Without your vote there is no result" not in said("workflows:show_meeting", city.member_a)
    vote_all(sitting, city)
    assert AWAITED not in said("workflows:show_meeting", city.office)
    record(sitting, city)
    assert said("workflows:show_meeting", city.office).count("required vote") == 1


@pytest.mark.parametrize("why", ["nobody", "inactive", "drafted", "own unit"])
def test_the_committee_does_not_meet_while_nobody_can_fill_the_post(case, city, unchanged, why):
    post = post_of(city.rights_member)
    if why == "inactive":
        city.rights_member.is_active = False
        city.rights_member.save()
    elif why == "own unit":
        appoint(user=city.rights_member, post=post_of(city.own_member), actor=city.office)
    else:
        dismiss(user=city.rights_member, post=post, actor=city.office)
    if why == "drafted":
        appoint(user=city.drafter, post=post, actor=city.office)
    factories.answer_all(case, city)
    with unchanged(Refused, Meeting, match="nobody who may vote on this case holds that post"):
        move(case, Action.HAND_IN, city.drafter)


def test_an_expert_of_the_panel_cannot_fill_the_post(city, unchanged):
    case = factories.make_case(city, factories.make_set(required_voter=True))
    scoring = bring_to(Stage.EXPERT_PANEL, case, city)
    factories.seal_all(scoring, city)
    dismiss(user=city.rights_member, post=(post := post_of(city.rights_member)), actor=city.office)
    appoint(user=city.expert_a, post=post, actor=city.office)
    with unchanged(Refused, Meeting, match="appoint somebody as “Member for children’s rights” first"):
        move(scoring, Action.OPEN_SCORES, city.office)
