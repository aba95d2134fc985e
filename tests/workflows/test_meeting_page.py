"""What members and office read about a sitting, before and after it closes."""

import html

import pytest
from django.urls import reverse

from accounts.operations import appoint
from assessments.operations import save_answer
from committees.enums import ABSTAIN, Outcome
from committees.queries import dissents
from ledger.errors import Refused
from panels.operations import record_score, seal_seat
from tests.factories import bring_to, content, indicator, post_of, returned, score_all, vote
from workflows.enums import Action, Stage
from workflows.operations import advance, decide


@pytest.fixture
def read(as_user):
    def page(user, case):
        response = as_user(user).get(reverse("workflows:show_meeting", args=[case.assessment.code]))
        return html.unescape(response.content.decode())

    return page


def test_members_read_every_reason_of_the_experts_without_names(case, city, read):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for number, expert in enumerate(city.experts):
        score_all(case, expert)
        words = {"rating": "1", "reason": f"理由{number}。"}
        record_score(
            panel=case.panel, indicator=indicator(case, "A1"), version=1, content=words, actor=expert
        )
        seal_seat(panel=case.panel, actor=expert)
    case = advance(case=case, action=Action.OPEN_SCORES, actor=city.office)
    said = read(city.member_a, case)
    assert [said.count(f"理由{number}。") for number in range(3)] == [1, 1, 1]
    assert [str(expert) in said for expert in city.experts] == [False, False, False]


def test_votes_are_shown_with_names_once_the_sitting_is_closed(case, city, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote(case, city.member_a)
    vote(case, city.member_b)
    vote(case, city.member_c, Outcome.REJECT, "数据不足。")
    assert "数据不足。" not in read(city.member_a, case)
    decide(case=case, note="", obligations=[], actor=city.office)
    said = read(city.member_a, case)
    assert [str(member) in said for member in (city.member_b, city.member_c)] == [True, True]
    assert said.count("数据不足。") == 1


def test_an_abstention_without_words_is_no_other_opinion(case, city):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote(case, city.member_a)
    vote(case, city.member_b)
    vote(case, city.member_c, ABSTAIN)
    meeting = decide(case=case, note="", obligations=[], actor=city.office).meeting
    assert dissents(meeting) == []


def test_an_expert_of_the_panel_has_no_vote_on_the_case(case, city):
    appoint(user=city.expert_a, post=post_of(city.member_a), actor=city.office)
    case = bring_to(Stage.COMMITTEE, case, city)
    voters = set(case.meeting.ballots.values_list("member__username", flat=True))
    assert voters == {city.member_a.username, city.member_b.username, city.member_c.username}


def test_an_answer_outside_the_scale_is_refused_by_the_operation_itself(case, city):
    with pytest.raises(Refused, match="not an answer of the set’s scale"):
        save_answer(
            assessment=case.assessment,
            indicator=indicator(case, "A1"),
            version=0,
            content=content("7"),
            actor=city.drafter,
        )


def test_a_score_outside_the_scale_is_refused_by_the_operation_itself(case, city):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    with pytest.raises(Refused, match="not an answer of the set’s scale"):
        record_score(
            panel=case.panel,
            indicator=indicator(case, "A1"),
            version=0,
            content={"rating": "7", "reason": "理由。"},
            actor=city.expert_a,
        )


def test_an_expert_at_work_does_not_read_the_round_before(case, city, read):
    case = bring_to(Stage.EXPERT_PANEL, returned(case, city), city)
    assert case.round == 2
    assert "数据不足，须重新评价。" in read(city.office, case)
    assert "数据不足，须重新评价。" not in read(city.expert_a, case)
