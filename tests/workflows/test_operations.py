"""Opening a case and moving it on: who may, when, and why not."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from accounts.operations import appoint, dismiss
from assessments.models import Answer, Assessment
from committees.enums import Outcome
from committees.models import Decision, Meeting
from ledger.errors import Refused
from ledger.models import Event, Job
from panels.models import Panel
from tests import factories
from tests.factories import (
    answer,
    answer_all,
    bring_to,
    last_event,
    move,
    obligation,
    score_all,
    seat,
    vote,
    vote_all,
)
from workflows.enums import Action, Stage
from workflows.lifecycle import BEFORE_ISSUING
from workflows.models import Case
from workflows.operations import decide, open_case, send_back

EVERYBODY = ("drafter", "head", "office", "expert_a", "member_a", "outsider", "expert_own", "own_member")
MAY = {
    Action.SCREEN_IN: {"drafter"},
    Action.SCREEN_OUT: {"drafter"},
    Action.SIGN: {"head"},
    Action.HAND_BACK: {"head"},
    Action.HAND_IN: {"drafter"},
    Action.ACCEPT: {"office"},
    Action.SEND_BACK: {"office"},
    Action.OPEN_SCORES: {"office"},
    Action.CLOSE_DISCUSSION: {"office"},
    Action.HAND_IN_REPLIES: {"drafter"},
    Action.DECIDE: {"office"},
    Action.CLOSE_NOTICE: {"office"},
    Action.RECONVENE: {"office"},
    Action.ISSUE: {"office"},
    Action.RELEASE: set(),
    Action.WITHDRAW: {"drafter", "office"},
    Action.REOPEN: {"drafter", "office"},
}
STARTS = {
    Action.SCREEN_IN: Stage.SCREENING,
    Action.SCREEN_OUT: Stage.SCREENING,
    Action.SIGN: Stage.SIGN_OFF,
    Action.HAND_BACK: Stage.SIGN_OFF,
    Action.HAND_IN: Stage.SELF_ASSESSMENT,
    Action.ACCEPT: Stage.OFFICE_CHECK,
    Action.SEND_BACK: Stage.OFFICE_CHECK,
    Action.OPEN_SCORES: Stage.EXPERT_PANEL,
    Action.CLOSE_DISCUSSION: Stage.DISCUSSION,
    Action.HAND_IN_REPLIES: Stage.REPLY,
    Action.DECIDE: Stage.COMMITTEE,
    Action.CLOSE_NOTICE: Stage.PUBLIC_NOTICE,
    Action.RECONVENE: Stage.PUBLICATION,
    Action.ISSUE: Stage.PUBLICATION,
    Action.RELEASE: Stage.ISSUING,
    Action.WITHDRAW: Stage.SELF_ASSESSMENT,
    Action.REOPEN: Stage.WITHDRAWN,
}


def test_a_case_opens_in_self_assessment_with_a_clock(city, tiny):
    with time_machine.travel("2026-03-02T09:00+08:00", tick=False):
        case = factories.make_case(city, tiny)
    assert (case.state, case.round, case.due) == (Stage.SELF_ASSESSMENT, 1, date(2026, 3, 23))


def test_numbers_count_up_within_city_and_year(city, tiny):
    other = factories.make_city("other")
    with time_machine.travel("2026-12-31T15:59Z"):
        made = [factories.make_case(city, tiny), factories.make_case(city, tiny)]
        elsewhere = factories.make_case(
            other, tiny, drafting_unit=other.units["planning"], actor=other.drafter
        )
    with time_machine.travel("2026-12-31T16:01Z"):
        made.append(factories.make_case(city, tiny))
    assert [str(case) for case in made] == ["TC-2026-001", "TC-2026-002", "TC-2027-001"]
    assert str(elsewhere) == "OTHER-2026-001"


@pytest.mark.parametrize("name", ["outsider", "office", "expert_a", "expert_own", "member_a"])
def test_only_a_drafting_officer_of_the_unit_opens(city, tiny, unchanged, name):
    with unchanged(PermissionDenied, Assessment, Case):
        factories.make_case(city, tiny, actor=getattr(city, name))


def test_a_number_given_by_hand_is_used_once(case, city, unchanged):
    with unchanged(Refused, Assessment, Case, Answer, match="already in use"):
        factories.make_case(city, case.assessment.indicator_set, code=str(case))


@pytest.mark.parametrize("action", Action)
def test_who_may_not_is_denied_in_every_stage(full_case, city, unchanged, action):
    ready = bring_to(STARTS[action], full_case, city)
    for name in set(EVERYBODY) - MAY[action]:
        with unchanged(PermissionDenied, Panel, Meeting):
            move(ready, action, getattr(city, name))
    assert Case.objects.get().state == STARTS[action]


@pytest.mark.parametrize("stage", Stage)
def test_what_is_not_the_stage_s_move_is_refused_with_the_stage_it_is_in(full_case, city, unchanged, stage):
    ready = bring_to(stage, full_case, city)
    possible = {each for each in Action if STARTS[each] == stage}
    possible |= {Action.WITHDRAW} if stage in BEFORE_ISSUING else set()
    possible |= {Action.RECONVENE} if stage == Stage.PUBLIC_NOTICE else set()
    for action in set(Action) - possible:
        with unchanged(Refused, Panel, Meeting, match=f"the case is now in “{stage.label}”"):
            move(ready, action, city.office)


def test_handing_in_names_what_is_missing(case, city, unchanged):
    answer(case, "A1", city.drafter)
    answer(case, "A2", city.drafter, rating="-1")
    with unchanged(Refused, match=r"Still to be answered: A2, B1\."):
        move(case, Action.HAND_IN, city.drafter)


def test_handing_in_locks_the_file_and_prepares_the_panel(case, city):
    case = factories.hand_in(case, city)
    case.assessment.refresh_from_db()
    assert (case.assessment.locked_at is not None, case.panel.smallest, case.panel.opened_at) == (
        True,
        3,
        None,
    )


def test_accepting_says_how_many_experts_are_missing(case, city, unchanged):
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    seat(checked, city, [city.expert_a])
    with unchanged(Refused, match="The panel needs 2 more"):
        move(checked, Action.ACCEPT, city.office)


def test_opening_says_how_many_experts_have_not_sealed(case, city, unchanged):
    scoring = bring_to(Stage.EXPERT_PANEL, case, city)
    score_all(scoring, city.expert_a)
    factories.seal_seat(panel=scoring.panel, actor=city.expert_a)
    with unchanged(Refused, match="Waiting for 2 experts"):
        move(scoring, Action.OPEN_SCORES, city.office)


def test_the_decision_comes_before_its_move(case, city, unchanged):
    sitting = bring_to(Stage.COMMITTEE, case, city)
    with unchanged(Refused, match="has not decided yet"):
        move(sitting, Action.DECIDE, city.office)


def test_sending_back_needs_its_reason(case, city, unchanged):
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    with unchanged(Refused, match="say what is missing"):
        send_back(case=checked, note="", actor=city.office)


def test_sending_back_opens_the_file_in_the_same_round(case, city):
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    back = send_back(case=checked, note="请补充数据。", actor=city.office)
    assert (back.state, back.round) == (Stage.SELF_ASSESSMENT, 1)
    assert answer(back, "A1", city.drafter, facts="补充").version == 2


def test_a_move_is_recorded_with_old_and_new(case, city):
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    send_back(case=checked, note="请补充数据。", actor=city.office)
    event = last_event()
    assert (event.name, event.subject, event.actor) == ("case.moved", case.assessment.subject, city.office)
    assert event.data == {
        "action": "send_back",
        "old": "office_check",
        "new": "self_assessment",
        "round": 1,
        "note": "请补充数据。",
    }


def test_each_stage_has_its_own_deadline_and_the_end_has_none(city, full):
    dues = []
    with time_machine.travel("2026-03-02T09:00+08:00", tick=False):
        case = factories.make_case(city, full)
        for stage in (each for each in Stage if each != Stage.WITHDRAWN):
            case = bring_to(stage, case, city)
            dues.append(case.due)
    march = [date(2026, 3, day) for day in (5, 23, 5, 9, 16, 9, 9, 16, 11, 30)]
    assert dues == [*march, None, None]


def test_deciding_is_both_or_neither(case, city, unchanged):
    sitting = bring_to(Stage.COMMITTEE, case, city)
    vote(sitting, city.member_a)
    with unchanged(Refused, Decision, match="No quorum"):
        decide(case=sitting, note="", obligations=[], actor=city.office)
    vote_all(sitting, city)
    with unchanged(PermissionDenied, Decision):
        decide(case=sitting, note="", obligations=[], actor=city.drafter)
    assert Case.objects.get().state == Stage.COMMITTEE


def test_a_second_decision_reads_that_it_came_too_late(case, city, unchanged):
    done = bring_to(Stage.PUBLICATION, case, city)
    with unchanged(Refused, Decision, match="the case is now in “Publication”"):
        decide(case=done, note="", obligations=[], actor=city.office_two)


def test_a_case_rejected_is_published_too(case, city):
    sitting = bring_to(Stage.COMMITTEE, case, city)
    vote_all(sitting, city, Outcome.REJECT)
    decide(case=sitting, deviation="弊大于利。", obligations=[], actor=city.office)
    assert Case.objects.get().state == Stage.PUBLICATION


def test_returned_begins_a_second_round_with_a_panel_and_a_sitting_of_its_own(case, city):
    case = factories.returned(case, city)
    assert (case.state, case.round, case.panel, case.meeting) == (Stage.SELF_ASSESSMENT, 2, None, None)
    answer(case, "A1", city.drafter, facts="第二轮补充。")
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    assert (checked.panel.round, checked.panel.seats.count()) == (2, 0)
    seat(checked, city, [city.expert_b, city.expert_c, city.expert_d])
    scoring = move(checked, Action.ACCEPT, city.office)
    factories.declare_all(scoring)
    for expert in (city.expert_b, city.expert_c, city.expert_d):
        score_all(scoring, expert, "2")
        factories.seal_seat(panel=scoring.panel, actor=expert)
    sitting = move(scoring, Action.OPEN_SCORES, city.office)
    vote_all(sitting, city)
    decide(case=sitting, note="", obligations=[], actor=city.office)
    outcomes = [meeting.decision.outcome for meeting in Meeting.objects.order_by("round")]
    assert (outcomes, Case.objects.get().state) == (["return", "approve"], Stage.PUBLICATION)


def test_experts_of_the_first_round_do_not_score_in_the_second(case, city, unchanged):
    case = factories.returned(case, city)
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    seat(checked, city, [city.expert_b, city.expert_c, city.expert_d])
    scoring = move(checked, Action.ACCEPT, city.office)
    with unchanged(PermissionDenied):
        factories.score(scoring, "A1", city.expert_a)


def test_the_drafting_unit_s_own_member_is_not_on_the_roll(case, city):
    sitting = bring_to(Stage.COMMITTEE, case, city)
    assert [each.member for each in sitting.meeting.ballots.all()] == city.members


def test_a_member_who_wrote_in_the_file_is_not_on_the_roll(case, city):
    answer(case, "B1", city.colleague)
    answer(case, "B1", city.drafter, facts="改写")
    dismiss(user=city.colleague, post=factories.post_of(city.colleague), actor=city.office)
    appoint(user=city.colleague, post=factories.post_of(city.member_a), actor=city.office)
    sitting = bring_to(Stage.COMMITTEE, case, city)
    assert [each.member for each in sitting.meeting.ballots.all()] == city.members


def test_a_red_line_without_mitigation_is_proposed_for_return_and_bars_approval(city):
    case = factories.make_case(city, factories.make_set(without=("expert_panel",)))
    answer_all(case, city, A2="-2")
    checked = move(case, Action.HAND_IN, city.drafter)
    sitting = move(checked, Action.ACCEPT, city.office)
    assert (sitting.meeting.proposed, sitting.meeting.barred) == ("approve_with_changes", ["approve"])
    with pytest.raises(Refused, match="red line"):
        vote(sitting, city.member_a)


def test_without_an_expert_panel_the_office_passes_straight_to_the_committee(city):
    case = factories.make_case(city, factories.make_set(without=("expert_panel", "office_check")))
    sitting = factories.hand_in(case, city)
    assert (sitting.state, sitting.panel, sitting.meeting.round) == (Stage.COMMITTEE, None, 1)


def test_without_a_committee_member_the_case_waits_where_it_is(case, city, unchanged):
    scoring = bring_to(Stage.EXPERT_PANEL, case, city)
    factories.seal_all(scoring, city)
    User.objects.filter(pk__in=[member.pk for member in city.members]).update(is_active=False)
    with unchanged(Refused, Meeting, match="no member who may vote"):
        move(scoring, Action.OPEN_SCORES, city.office)
    assert (Case.objects.get().state, Panel.objects.get().opened_scores_at) == (Stage.EXPERT_PANEL, None)


def test_issuing_asks_for_one_report(case, city):
    bring_to(Stage.ISSUING, case, city)
    job = Job.objects.get()
    assert (job.kind, job.key, job.payload) == ("reports.issue", f"reports.issue:{case}", {"code": str(case)})


def test_opening_without_a_unit_s_post_leaves_no_number_behind(city, tiny):
    with pytest.raises(PermissionDenied):
        open_case(
            indicator_set=tiny,
            drafting_unit=city.units["planning"],
            title="",
            summary="",
            matter_class="M1",
            drafting_started=date(2026, 3, 2),
            actor=city.outsider,
        )
    assert str(factories.make_case(city, tiny)) == f"TC-{timezone.localdate().year}-001"


def test_a_condition_travels_into_the_decision(case, city):
    sitting = bring_to(Stage.COMMITTEE, case, city)
    vote_all(sitting, city, Outcome.APPROVE_WITH_CHANGES)
    decide(case=sitting, deviation="须整改。", obligations=[obligation("增设护栏。")], actor=city.office)
    assert [each.text for each in Decision.objects.get().conditions.all()] == ["增设护栏。"]
    assert [each.name for each in Event.objects.order_by("-position")[:2]] == [
        "case.moved",
        "decision.recorded",
    ]
