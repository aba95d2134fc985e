"""The head of the drafting unit signs what others wrote, or hands it back."""

import pytest

from accounts.operations import appoint, dismiss
from ledger.errors import Refused
from tests import factories
from tests.factories import answer, answer_all, bring_to, last_event, move, post_of
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import hand_back
from workflows.queries.case import case_page, moves_for
from workflows.queries.desk import desk

BEFORE = ("self_assessment", "sign_off", "office_check", "expert_panel", "committee", "publication")
AFTER = ("self_assessment", "office_check", "sign_off", "expert_panel", "committee", "publication")
ALONE = ("self_assessment", "sign_off", "publication")


def opened(city, stages, **shape):
    return factories.make_case(city, factories.make_set(stages=stages, **shape))


@pytest.fixture
def writing_head(city):
    """A head who drafts as well; the other head does not."""
    appoint(user=city.colleague, post=post_of(city.head), actor=city.office)
    return city.colleague


def test_signing_passes_the_file_on_and_is_recorded_with_the_name(city):
    case = move(bring_to(Stage.SIGN_OFF, opened(city, BEFORE), city), Action.SIGN, city.head)
    event = last_event()
    assert (case.state, event.name, event.data["action"], event.actor) == (
        Stage.OFFICE_CHECK,
        "case.moved",
        "sign",
        city.head,
    )


def test_who_wrote_in_the_file_does_not_sign_it(city, writing_head, unchanged):
    case = opened(city, ALONE)
    answer(case, "A1", writing_head)
    case = bring_to(Stage.SIGN_OFF, case, city)
    with unchanged(Refused, Case, match="You have written in this file yourself; another person signs"):
        move(case, Action.SIGN, writing_head)
    said = {each.action: each.reasons for each in moves_for(case, writing_head)}
    assert said == {
        Action.SIGN: ["You have written in this file yourself; another person signs."],
        Action.HAND_BACK: [],
    }
    assert [len(desk(head).waiting) for head in (writing_head, city.head)] == [0, 1]
    assert move(case, Action.SIGN, city.head).state == Stage.PUBLICATION


def test_words_that_were_replaced_still_bar_from_signing(city, writing_head, unchanged):
    case = opened(city, ALONE)
    answer(case, "A1", writing_head)
    answer(case, "A1", city.drafter, facts="改写。")
    case = bring_to(Stage.SIGN_OFF, case, city)
    with unchanged(Refused, Case, match="another person signs"):
        move(case, Action.SIGN, writing_head)


def test_without_anybody_to_sign_the_file_stays_with_its_writers(city, unchanged):
    case = opened(city, ALONE)
    factories.answer_all(case, city)
    dismiss(user=city.head, post=post_of(city.head), actor=city.office)
    with unchanged(Refused, Case, match="Planning has no head who could sign"):
        move(case, Action.HAND_IN, city.drafter)


def test_another_units_head_neither_reads_nor_signs(city):
    other = factories.make_city("other")
    case = bring_to(Stage.SIGN_OFF, opened(city, ALONE), city)
    assert [(moves_for(case, other.head), desk(other.head).waiting + desk(other.head).others)] == [([], [])]


@pytest.mark.parametrize("stages", [BEFORE, AFTER, ALONE])
def test_handing_back_needs_its_reason_and_opens_the_file(city, unchanged, stages):
    case = bring_to(Stage.SIGN_OFF, opened(city, stages), city)
    with unchanged(Refused, Case, match="say what has to change"):
        hand_back(case=case, note="", actor=city.head)
    case = hand_back(case=case, note="请补充依据。", actor=city.head)
    assert (case.state, case.round, last_event().data["note"]) == (Stage.SELF_ASSESSMENT, 1, "请补充依据。")
    assert answer(case, "A1", city.drafter, facts="补充。").version == 2
    assert bring_to(Stage.SIGN_OFF, case, city).state == Stage.SIGN_OFF


def test_a_panel_unseated_after_the_check_holds_the_signature_up(city, unchanged):
    case = bring_to(Stage.SIGN_OFF, opened(city, AFTER), city)
    factories.seat(case, city, [city.expert_a])
    with unchanged(Refused, Case, match="The panel needs 2 more"):
        move(case, Action.SIGN, city.head)


def test_before_the_check_nobody_asks_for_a_panel(city):
    case = opened(city, BEFORE)
    checked = bring_to(Stage.OFFICE_CHECK, case, city)
    back = move(checked, Action.SEND_BACK, city.office)
    signing = bring_to(Stage.SIGN_OFF, back, city)
    assert move(signing, Action.SIGN, city.head).state == Stage.OFFICE_CHECK


def test_the_head_publishes_where_the_procedure_says_so(city):
    case = bring_to(Stage.PUBLICATION, opened(city, ALONE, publisher="head"), city)
    waits = case_page(case.assessment, city.head).waits_for
    assert waits == "The head of the drafting unit prepares what will be public."
    assert [[row.waits for row in desk(user).waiting] for user in (city.head, city.office)] == [
        ["Prepare the publication"],
        [],
    ]
    assert [[each.action for each in moves_for(case, user)] for user in (city.head, city.office)] == [
        [Action.ISSUE],
        [],
    ]


def test_without_a_head_to_publish_the_committee_s_decision_waits(city, unchanged):
    stages = ("self_assessment", "committee", "publication")
    case = bring_to(Stage.COMMITTEE, opened(city, stages, publisher="head"), city)
    factories.vote_all(case, city)
    dismiss(user=city.head, post=post_of(city.head), actor=city.office)
    with unchanged(Refused, Case, match="Planning has no head who could publish"):
        factories.decide(case=case, note="", obligations=[], actor=city.office)


def test_special_groups_hold_the_handing_in_up_until_all_are_considered(city, unchanged):
    case = opened(city, ALONE, special=("RUR", "ALL"))
    factories.answer_all(case, city)
    factories.consider(case, city.drafter, "ALL")
    with unchanged(Refused, Case, match=r"Nothing complete is said yet of: Rural children\."):
        move(case, Action.HAND_IN, city.drafter)
    assert desk(city.drafter).waiting[0].waits == "1 special group left to consider"
    factories.consider(case, city.drafter, "RUR", grounds="")
    with unchanged(Refused, Case, match="Rural children"):
        move(case, Action.HAND_IN, city.drafter)
    factories.consider(case, city.drafter)
    assert desk(city.drafter).waiting[0].waits == "All answered: hand in"
    assert move(case, Action.HAND_IN, city.drafter).state == Stage.SIGN_OFF


def test_the_head_reads_on_one_page_what_the_file_amounts_to(city, as_user):
    case = opened(city, BEFORE)
    answer_all(case, city, A1="-2")
    case = move(case, Action.HAND_IN, city.drafter)
    page = as_user(city.head).get(case.assessment.get_absolute_url())
    assert page.context["page"].results.proposal.red_lines == ("A1",)
    for said in (
        "Proposed conclusion",
        "Red lines touched",
        "Negative",
        "Uncertain",
        "How this was worked out",
    ):
        assert said in page.text


def test_nothing_is_proposed_while_the_file_is_written_or_scored(city, as_user):
    case = bring_to(Stage.SELF_ASSESSMENT, opened(city, BEFORE), city)
    address = case.assessment.get_absolute_url()
    assert "Proposed conclusion" not in as_user(city.head).get(address).text
    bring_to(Stage.EXPERT_PANEL, case, city)
    assert "Proposed conclusion" not in as_user(city.head).get(address).text
