"""Gates stop a case and open; what children said is answered before anybody decides."""

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.enums import Link, Uptake
from committees.enums import Outcome
from ledger.errors import Refused
from participation.models import Session, ThemeLock
from participation.operations.sessions import tell_back
from participation.operations.themes import save_theme
from tests import factories
from tests.factories import bring_to, hand_in, issue, move, open_divided_scores, seat, vote_all
from tests.participation.absences import REASON, excuse, excused, sign
from tests.participation.hearing import hear, theme
from tests.set_files import STAGES
from workflows.childrens_part import gates_shown, reached
from workflows.enums import Action, Stage
from workflows.lifecycle import BEFORE_ISSUING
from workflows.models import Case
from workflows.operations import advance, decide, reconvene
from workflows.queries.case import moves_for
from workflows.queries.desk import desk
from workflows.queries.ledger import ledger

HEARD_AT = "Children are still to be heard"
STILL = "Children are still to be heard, or a signed reason has to say why not: Link needs"
BACK = {Action.HAND_BACK, Action.SEND_BACK, Action.RECONVENE, Action.WITHDRAW, Action.REOPEN}
# Where there is nothing to assess, and what only the worker does.
APART = {Action.SCREEN_OUT, Action.RELEASE}


def opened(city, gates, **shape):
    return factories.make_case(city, factories.make_set(gates=gates, **shape))


def adopted(case, city, number=1):
    row = case.assessment.themes.get(number=number)
    content = {"uptake": Uptake.ADOPTED, "reason": "增设路灯。"}
    save_theme(theme=row, version=row.version, content=content, actor=city.drafter)


def test_every_move_forward_asks_whether_children_were_heard(case):
    moves = {each.name: each for each in case.get_all_state_transitions()}
    asking = {
        name
        for name, each in moves.items()
        if "gates_holding" in {guard.reason.__name__ for guard in each.conditions if hasattr(guard, "reason")}
    }
    assert asking == {action.value for action in Action if action not in BACK | APART}


@pytest.mark.parametrize("stage", [stage for stage in BEFORE_ISSUING if stage in STAGES])
def test_a_gate_stops_the_case_in_its_stage_until_a_reason_is_signed(city, stage):
    case = opened(city, {"needs": str(stage)}, stages=STAGES)
    case = bring_to(stage, case, city)
    following = list(STAGES)[list(STAGES).index(stage) + 1 :] or [Stage.ISSUING]
    with pytest.raises(Refused, match=STILL):
        bring_to(Stage(following[0]), case, city)
    excused(case, city, Link.NEEDS)
    case = Case.objects.get(pk=case.pk)
    if stage == Stage.EXPERT_PANEL:  # whose scores are sealed already
        case = move(case, Action.OPEN_SCORES, city.office)
    assert bring_to(Stage(following[0]), case, city).state == following[0]


def test_a_session_opens_it_too_and_withdrawn_consent_closes_it_again(city, unchanged):
    case = opened(city, {"needs": "self_assessment"})
    session = hear(case, city.drafter)
    case = hand_in(case, city)
    seat(case, city)
    Session.objects.filter(pk=session.pk).update(child_assent=False)
    with unchanged(Refused, Case, match=STILL):
        move(case, Action.ACCEPT, city.office)
    Session.objects.filter(pk=session.pk).update(child_assent=True)
    assert move(case, Action.ACCEPT, city.office).state == Stage.EXPERT_PANEL


def test_a_reason_that_nobody_has_signed_opens_nothing_and_says_so(city, unchanged):
    case = opened(city, {"needs": "self_assessment"})
    excuse(case, Link.NEEDS, city.drafter)
    with unchanged(Refused, Case, match=r"Link needs \(the reason waits for a signature\)"):
        move(case, Action.HAND_IN, city.drafter)


def test_the_button_says_why_it_cannot_be_pressed(city):
    case = opened(city, {"needs": "self_assessment"})
    reasons = [each.reasons for each in moves_for(case, city.drafter) if each.action == Action.HAND_IN]
    assert [reason.startswith(STILL) for reason in reasons[0]].count(True) == 1


def test_links_without_a_gate_change_nothing(city):
    case = factories.make_case(city, factories.make_set(participation=True))
    assert bring_to(Stage.ISSUING, case, city).state == Stage.ISSUING


def test_what_is_screened_out_passes_every_gate(city):
    case = opened(city, {"needs": "screening", "feedback": "publication"}, stages=STAGES)
    case = move(factories.screened_out(case, city), Action.SIGN, city.head)
    assert issue(case, city, city.office).state == Stage.ISSUING


def test_what_the_committee_returns_goes_back_through_no_gate(city):
    case = bring_to(Stage.COMMITTEE, opened(city, {"needs": "committee"}), city)
    vote_all(case, city, Outcome.RETURN)
    decide(case=case, deviation="数据不足，须重新评价。", obligations=[], actor=city.office)
    assert Case.objects.get().state == Stage.SELF_ASSESSMENT


def test_hearing_back_holds_the_report_until_the_children_are_told(city, unchanged):
    case = bring_to(Stage.PUBLICATION, opened(city, {"feedback": "publication"}), city)
    session = hear(case, city.drafter)
    factories.prepare(case, city)
    with unchanged(Refused, Case, match="Link feedback"):
        move(case, Action.ISSUE, city.office)
    session = tell_back(
        session=session, version=1, told_back="增加班次。", told_back_on=session.held_on, actor=city.drafter
    )
    with unchanged(Refused, Case, match="has changed since it was signed"):
        move(case, Action.ISSUE, city.office)
    assert issue(case, city, city.office).state == Stage.ISSUING


def test_a_theme_without_an_answer_keeps_the_case_from_the_committee(city, unchanged):
    case = bring_to(Stage.EXPERT_PANEL, factories.make_case(city, factories.make_set()), city)
    theme(case, city.drafter)
    factories.seal_all(case, city)
    with unchanged(Refused, Case, match=r"still without an answer: no\. 1\."):
        move(case, Action.OPEN_SCORES, city.office)
    adopted(case, city)
    assert move(case, Action.OPEN_SCORES, city.office).state == Stage.COMMITTEE


def test_it_may_wait_for_the_answer_while_the_panel_discusses(city, unchanged):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    theme(case, city.drafter)
    case = open_divided_scores(case, city)
    case = move(case, Action.CLOSE_DISCUSSION, city.office)
    factories.answer_opinions(case, city)
    with unchanged(Refused, Case, match="still without an answer"):
        move(case, Action.HAND_IN_REPLIES, city.drafter)
    adopted(case, city)
    assert move(case, Action.HAND_IN_REPLIES, city.drafter).state == Stage.COMMITTEE


def test_a_panel_that_agrees_leads_to_the_committee_with_answers_alone(city, unchanged):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    theme(case, city.drafter)
    factories.seal_all(case, city)
    with unchanged(Refused, Case, match="still without an answer"):
        move(case, Action.OPEN_SCORES, city.office)


def test_without_a_committee_it_is_answered_before_publication(city, unchanged):
    stages = ("self_assessment", "sign_off", "publication")
    case = bring_to(Stage.SIGN_OFF, factories.make_case(city, factories.make_set(stages=stages)), city)
    theme(case, city.drafter)
    with unchanged(Refused, Case, match="still without an answer"):
        move(case, Action.SIGN, city.head)
    adopted(case, city)
    assert move(case, Action.SIGN, city.head).state == Stage.PUBLICATION
    assert ThemeLock.objects.count() == 1


def test_themes_are_fixed_for_the_committee_and_open_in_a_new_round(city):
    case = bring_to(Stage.COMMITTEE, factories.make_case(city, factories.make_set()), city)
    assert ThemeLock.objects.count() == 1
    with pytest.raises(Refused, match="The committee has had the case since"):
        theme(case, city.drafter)
    case = factories.returned(case, city)
    assert (case.state, ThemeLock.objects.count()) == (Stage.SELF_ASSESSMENT, 0)


def test_a_new_sitting_reads_the_same_themes(city):
    case = bring_to(Stage.PUBLICATION, factories.make_case(city, factories.make_set()), city)
    case = reconvene(case=case, note="程序有误，重新审议。", actor=city.office)
    assert (case.state, ThemeLock.objects.count()) == (Stage.COMMITTEE, 1)


def test_the_case_page_tells_each_link_and_what_is_still_ahead(city, as_user):
    case = opened(city, {"needs": "self_assessment", "feedback": "publication"})
    excused(case, city, Link.NEEDS)
    assert [(gate.link, gate.state, gate.stage in reached(case)) for gate in gates_shown(case)] == [
        (Link.NEEDS, "excused", True),
        (Link.FEEDBACK, "open", False),
    ]
    page = as_user(city.office).get(case.get_absolute_url()).content.decode()
    assert [words in page for words in ("Children’s part", "reason signed", "Still ahead")] == [True] * 3


def test_the_case_page_says_nothing_of_links_that_the_edition_does_not_have(case, city, as_user):
    assert gates_shown(case) == []
    assert "Still ahead" not in as_user(city.office).get(case.get_absolute_url()).content.decode()


def waits(person):
    return [(str(row.waits), row.url) for row in desk(person).waiting if "children" in row.url]


def test_the_desk_tells_the_drafter_which_gate_holds_and_the_head_what_to_sign(city):
    case = opened(city, {"needs": "self_assessment", "drafting": "self_assessment", "notice": "committee"})
    where = f"/cases/{case}/children/"
    assert waits(city.drafter) == [(f"{HEARD_AT}: Link needs, Link drafting", where)]
    assert [waits(person) for person in (city.head, city.office)] == [[], []]
    excuse(case, Link.NEEDS, city.office)
    assert waits(city.drafter) == [(f"{HEARD_AT}: Link drafting", where)]
    built = desk(city.drafter).waiting
    with translation.override("zh-hans"):
        assert [str(row.waits)[-10:] for row in built if "children" in row.url] == ["环节drafting"]
    to_sign = [("Read why no children are heard, and sign", where)]
    people = (city.head, city.office_two, city.office, city.colleague)
    assert [waits(person) for person in people] == [to_sign, to_sign, [], []]
    sign(case, Link.NEEDS, city.head)
    assert [waits(person) for person in people] == [[]] * 4
    assert REASON not in str(desk(city.head).waiting)


def held_at(user):
    return {row.summary.code: row.held for row in ledger(user, {}).rows}


def test_the_ledger_tells_at_which_links_a_gate_holds_a_case_and_nothing_of_gates_ahead(city, as_user):
    case = opened(city, {"needs": "self_assessment", "drafting": "self_assessment", "notice": "committee"})
    said = f"{HEARD_AT}: Link needs, Link drafting"
    assert [held_at(person) for person in (city.office, city.drafter)] == [{str(case): said}] * 2
    assert said in as_user(city.office).get(reverse("workflows:ledger")).content.decode()
    excuse(case, Link.NEEDS, city.drafter)
    waiting = f"{HEARD_AT}: Link needs (the reason waits for a signature), Link drafting"
    assert held_at(city.office) == {str(case): waiting}
    sign(case, Link.NEEDS, city.head)
    excused(case, city, Link.DRAFTING)
    assert held_at(city.office) == {str(case): ""}
    bring_to(Stage.COMMITTEE, case, city)
    assert held_at(city.office) == {str(case): f"{HEARD_AT}: Link notice"}


def test_the_ledger_tells_no_gate_of_a_case_that_has_ended(city):
    case = opened(city, {"needs": "self_assessment"})
    advance(case=case, action="withdraw", actor=city.drafter)
    assert held_at(city.office) == {str(case): ""}


def test_the_ledger_asks_as_often_for_one_gate_as_for_many(city, as_user, count_queries):
    chosen, found = factories.make_set(gates={"needs": "self_assessment"}, stages=STAGES), []
    for number in (1, 2):
        for _case in range(number):
            case = bring_to(Stage.SELF_ASSESSMENT, factories.make_case(city, chosen), city)
            hear(case, city.drafter, guardian_consent=False)
        held_at(city.office)
        found.append(count_queries(lambda: held_at(city.office)))
    assert found == [10, 10]


def test_who_has_answered_everything_is_told_of_the_gate_before_handing_in(city):
    case = opened(city, {"needs": "self_assessment"})
    factories.answer_all(case, city)
    where = desk(city.drafter).waiting
    assert {str(row.waits) for row in where} == {
        "All answered: hand in once children’s part is settled",
        f"{HEARD_AT}: Link needs",
    }
    excuse(case, Link.NEEDS, city.drafter)
    assert [str(row.waits) for row in desk(city.drafter).waiting] == [
        "All answered: hand in once children’s part is settled"
    ]
    sign(case, Link.NEEDS, city.head)
    assert [str(row.waits) for row in desk(city.drafter).waiting] == ["All answered: hand in"]


def test_who_has_replied_to_everything_is_told_of_the_gate_too(city):
    case = bring_to(Stage.REPLY, opened(city, {"needs": "reply"}, stages=STAGES), city)
    factories.answer_opinions(case, city)
    replied = "All opinions are replied to: hand in"
    assert f"{replied} once children’s part is settled" in [
        str(row.waits) for row in desk(city.drafter).waiting
    ]
    excused(case, city, Link.NEEDS)
    assert [str(row.waits) for row in desk(city.drafter).waiting] == [replied]


def test_the_desk_asks_as_often_for_one_gate_as_for_many(city, count_queries):
    found = []
    chosen = factories.make_set(gates={"needs": "self_assessment"}, stages=STAGES)
    for number in (1, 2):
        for _case in range(number):
            bring_to(Stage.SELF_ASSESSMENT, factories.make_case(city, chosen), city)
        hear(Case.objects.first(), city.drafter, guardian_consent=False)
        found.append(count_queries(lambda: desk(city.drafter)))
    assert found[0] == found[1]


def test_a_gate_in_a_late_stage_comes_to_the_drafters_desk_there(city):
    case = opened(city, {"feedback": "publication"})
    assert waits(city.drafter) == []
    bring_to(Stage.PUBLICATION, case, city)
    assert [words for words, _url in waits(city.drafter)] == [f"{HEARD_AT}: Link feedback"]
