"""Into the self-assessment or past it: what a screening decides, and what it opens and closes."""

import pytest

from assessments.enums import Need
from assessments.models import Answer, Screening
from ledger.errors import Refused
from tests import factories
from tests.factories import answer, bring_to, last_event, move, screen, screened_out
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import hand_back
from workflows.queries.case import moves_for, steps

SIGNED = ("screening", "self_assessment", "sign_off", "office_check", "publication")
UNSIGNED = ("screening", "self_assessment", "committee", "publication")


def states(case):
    return [step.state for step in steps(case)]


def offered(case, user):
    return [move.action for move in moves_for(Case.objects.get(pk=case.pk), user)]


def test_a_case_opens_in_screening_where_the_procedure_begins_with_it(full_case):
    assert (full_case.state, full_case.screened_out) == (Stage.SCREENING, False)


@pytest.mark.parametrize("action", [Action.SCREEN_IN, Action.SCREEN_OUT])
def test_an_unfinished_screening_leads_nowhere_and_says_what_is_missing(full_case, city, unchanged, action):
    screen(
        full_case, city.drafter, answers={"S1": {"answer": "yes", "remark": ""}}, conclusion="", grounds=""
    )
    with unchanged(Refused, Case, match=r"Still missing in the screening: S2, conclusion\."):
        move(full_case, action, city.drafter)


def test_without_grounds_no_case_ends_in_screening(full_case, city, unchanged):
    screen(full_case, city.drafter, Need.NOT_NEEDED, grounds="")
    with unchanged(Refused, Case, match=r"Still missing in the screening: grounds\."):
        move(full_case, Action.SCREEN_OUT, city.drafter)


def test_the_conclusion_leaves_one_way(full_case, city, unchanged):
    screen(full_case, city.drafter)
    with unchanged(Refused, Case, match="has not found that no assessment is needed"):
        move(full_case, Action.SCREEN_OUT, city.drafter)
    assert offered(full_case, city.drafter) == [Action.SCREEN_IN]
    screen(full_case, city.drafter, Need.NOT_NEEDED)
    with unchanged(Refused, Case, match="found that no assessment is needed"):
        move(full_case, Action.SCREEN_IN, city.drafter)
    assert offered(full_case, city.drafter) == [Action.SCREEN_OUT]


def test_screened_in_the_screening_stands_and_the_questionnaire_opens(full_case, city, unchanged):
    with unchanged(Refused, Answer, match="The screening comes first"):
        answer(full_case, "A1", city.drafter)
    case = bring_to(Stage.SELF_ASSESSMENT, full_case, city)
    with unchanged(Refused, Screening, match="The screening is finished"):
        screen(case, city.drafter, Need.NOT_NEEDED)
    assert answer(case, "A1", city.drafter).version == 1
    assert states(case) == ["done", "current", *["todo"] * 8]


def test_screened_out_everything_up_to_the_signature_is_left_out_and_locked(full_case, city, unchanged):
    case = screened_out(full_case, city)
    assert last_event().data["new"] == case.state == Stage.SIGN_OFF
    for write in (lambda: screen(case, city.drafter), lambda: answer(case, "A1", city.drafter)):
        with unchanged(Refused, Answer, Screening, match="locked"):
            write()
    assert states(case) == ["done", "skipped", "current", *["skipped"] * 6, "todo"]
    assert move(case, Action.SIGN, city.head).state == Stage.PUBLICATION


def test_without_a_signature_in_the_procedure_it_is_published_at_once(city):
    case = screened_out(factories.make_case(city, factories.make_set(stages=UNSIGNED)), city)
    assert (case.state, states(case)) == (Stage.PUBLICATION, ["done", "skipped", "skipped", "current"])


def test_handed_back_a_case_screened_out_is_screened_again(city):
    case = screened_out(factories.make_case(city, factories.make_set(stages=SIGNED)), city)
    case = hand_back(case=case, note="请复核第二问。", actor=city.head)
    assert (case.state, states(case)[0]) == (Stage.SCREENING, "current")
    screen(case, city.drafter)
    again = move(case, Action.SCREEN_IN, city.drafter)
    assert (again.state, states(again)) == (
        Stage.SELF_ASSESSMENT,
        ["done", "current", "todo", "todo", "todo"],
    )
