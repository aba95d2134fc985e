"""The discussion and the reply: entered where something asks for them, left out where nothing does."""

import pytest
from django.core.exceptions import PermissionDenied

from ledger.errors import Refused
from panels.operations import record_score, seal_seat
from tests import factories
from tests.factories import bring_to, codes, indicator, judgement, make_case, make_set, move, score_all
from tests.set_files import USUAL
from workflows.enums import Action, Stage
from workflows.operations import reopen, withdraw
from workflows.queries.case import steps
from workflows.queries.waiting import waiting_for

WHOLE = (*USUAL[:3], "discussion", "reply", *USUAL[3:])


@pytest.fixture
def longer(city):
    return make_case(city, make_set(stages=WHOLE, edition="2"))


def states(case):
    return [step.state for step in steps(case)]


def waits(person):
    return [str(row.waits) for row in waiting_for([person])[person.pk]]


def test_a_panel_that_agrees_and_suggests_nothing_goes_to_the_committee(longer, city):
    case = bring_to(Stage.COMMITTEE, longer, city)
    assert case.clocks.values_list("stage", flat=True).filter(stage__in=("discussion", "reply")).count() == 0
    assert states(case) == ["done", "done", "done", "skipped", "skipped", "current", "todo"]


def test_a_suggestion_alone_asks_for_a_reply(longer, city):
    case = bring_to(Stage.EXPERT_PANEL, longer, city)
    for expert in city.experts:
        score_all(case, expert)
    words = judgement(suggestion="增设护栏。")
    record_score(
        panel=case.panel,
        indicator=indicator(case, codes(case)[0]),
        version=1,
        content=words,
        actor=city.expert_b,
    )
    for expert in city.experts:
        seal_seat(panel=case.panel, actor=expert)
    case = move(case, Action.OPEN_SCORES, city.office)
    assert [case.state, states(case)] == [
        Stage.REPLY,
        ["done", "done", "done", "skipped", "current", "todo", "todo"],
    ]
    assert waits(city.drafter) == ["1 opinion left to reply to"]
    with pytest.raises(Refused, match="Opinions still without a complete reply: 1"):
        move(case, Action.HAND_IN_REPLIES, city.drafter)
    assert bring_to(Stage.COMMITTEE, case, city).state == Stage.COMMITTEE


def test_a_divided_panel_discusses_first(longer, city):
    case = bring_to(Stage.DISCUSSION, longer, city)
    assert [waits(person) for person in (city.expert_a, city.office, city.drafter)] == [
        ["Discuss what lies apart"],
        ["Lead the discussion, and close it when all is said"],
        [],
    ]
    with pytest.raises(PermissionDenied):
        move(case, Action.CLOSE_DISCUSSION, city.expert_a)
    case = move(case, Action.CLOSE_DISCUSSION, city.office)
    assert [case.state, case.panel.opinions.count(), waits(city.expert_a)] == [Stage.REPLY, 1, []]


@pytest.mark.parametrize("stage", [Stage.DISCUSSION, Stage.REPLY])
def test_a_case_withdrawn_meanwhile_goes_on_as_it_was(longer, city, stage):
    case = bring_to(stage, longer, city)
    before = case.panel
    case = withdraw(case=case, note="事项暂缓。", actor=city.drafter)
    rests = [("panels.discuss_panel", "expert_a"), ("panels.reply_panel", "drafter")]
    assert [city.people[name].has_perm(right, before) for right, name in rests] == [False, False]
    case = reopen(case=case, note="继续推进。", actor=city.drafter)
    after = case.panel
    assert [case.state, after.discussion_opened_at, after.replies_opened_at, after.opinions.count()] == [
        stage,
        before.discussion_opened_at,
        before.replies_opened_at,
        before.opinions.count(),
    ]


def test_a_case_of_an_older_edition_goes_on_as_ever_once_its_experts_have_declared(case, city):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    case = factories.open_divided_scores(case, city)
    panel = case.panel
    assert [case.state, panel.opinions.count(), panel.discussion_opened_at, panel.replies_opened_at] == [
        Stage.COMMITTEE,
        0,
        None,
        None,
    ]
    assert states(case) == ["done", "done", "done", "current", "todo"]
    assert waits(city.drafter) == []
