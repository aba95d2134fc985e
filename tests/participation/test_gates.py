"""What opens a gate, and what does not."""

from datetime import date

import pytest
import time_machine

from accounts.models import User
from assessments.enums import Link, Need
from indicators.operations import load_set
from participation.enums import Quality
from participation.gates import State, gates_of, gates_of_all, holding, holding_all
from participation.models import Session
from tests import factories
from tests.factories import screen
from tests.participation.absences import excuse, excused, sign
from tests.participation.hearing import CARD, hear
from tests.set_files import STAGES

TOLD = {"told_back": "天黑前增加班次。", "told_back_on": date(2026, 4, 1)}


@pytest.fixture
def gated(city):
    """A case in self-assessment with a gate there and one before publication."""
    chosen = factories.make_set(gates={"needs": "self_assessment", "feedback": "publication"})
    return factories.make_case(city, chosen)


def states(case):
    return {gate.link: gate.state for gate in gates_of(case.assessment)}


def test_without_a_word_every_gate_is_open(gated):
    found = [
        (gate.link, gate.name, gate.stage, gate.required, gate.state) for gate in gates_of(gated.assessment)
    ]
    assert found == [
        (Link.NEEDS, "Link needs", "self_assessment", True, State.OPEN),
        (Link.FEEDBACK, "Link feedback", "publication", True, State.OPEN),
    ]


def test_an_edition_without_links_has_no_gates(case):
    assert gates_of(case.assessment) == []


def test_a_link_that_is_no_gate_is_shown_and_holds_nothing(city):
    case = factories.make_case(city, factories.make_set(participation=True))
    assert [(gate.required, gate.state) for gate in gates_of(case.assessment)] == [(False, State.OPEN)] * 2
    assert [holding(case.assessment, kind) for kind in case.assessment.profile.kinds] == [[]] * 5


def test_a_session_in_full_is_heard_at_its_link_alone(gated, city):
    hear(gated, city.drafter)
    assert states(gated) == {Link.NEEDS: State.HEARD, Link.FEEDBACK: State.OPEN}


@pytest.mark.parametrize(
    "lacking",
    [
        {"guardian_consent": False},
        {"child_assent": False},
        {"attendance": {}},
        {"quality": {}},
        {"quality": {code: said for code, said in CARD.items() if code != Quality.SAFE}},
        {"quality": CARD | {"safe": {"verdict": "", "note": "没有记录。"}}},
    ],
    ids=["guardians", "assent", "nobody", "no card", "a question", "a verdict"],
)
def test_a_session_that_lacks_something_opens_nothing(gated, city, lacking):
    hear(gated, city.drafter, **lacking)
    assert states(gated)[Link.NEEDS] == State.OPEN


def test_who_is_14_agrees_without_a_guardian(city):
    raw = factories.set_file(ages=True, gates={"needs": "self_assessment"}).replace(
        "6—18岁".encode(), "14—18岁".encode()
    )
    chosen = load_set(raw=raw, file="tiny.yaml", actor=User.objects.system())
    case = factories.make_case(city, chosen)
    alone = {"guardian_consent": False}
    hear(case, city.drafter, **alone, attendance={("HIGH", ""): 12, ("LOW", ""): 1})
    hear(case, city.drafter, **alone, attendance={("HIGH", ""): 12, ("", ""): 1})
    assert states(case)[Link.NEEDS] == State.OPEN
    hear(case, city.drafter, **alone, attendance={("HIGH", ""): 12})
    assert states(case)[Link.NEEDS] == State.HEARD


def test_a_session_is_not_heard_before_its_day(gated, city):
    hear(gated, city.drafter)
    with time_machine.travel("2026-03-08 12:00:00+08:00", tick=False):
        assert states(gated)[Link.NEEDS] == State.OPEN


def test_a_reason_counts_once_it_is_signed(gated, city):
    excuse(gated, Link.NEEDS, city.drafter)
    assert states(gated)[Link.NEEDS] == State.UNSIGNED
    sign(gated, Link.NEEDS, city.head)
    assert states(gated)[Link.NEEDS] == State.EXCUSED


def test_a_session_takes_the_place_of_a_reason_which_stays_to_be_read(gated, city):
    excused(gated, city, Link.NEEDS)
    hear(gated, city.drafter)
    gate = gates_of(gated.assessment)[0]
    assert (gate.state, gate.absence.signed_by, gate.begun) == (State.HEARD, city.head, 1)


def test_hearing_back_asks_for_children_who_were_told(gated, city):
    session = hear(gated, city.drafter, link="feedback")
    assert states(gated)[Link.FEEDBACK] == State.OPEN
    Session.objects.filter(pk=session.pk).update(**TOLD)
    assert states(gated) == {Link.NEEDS: State.OPEN, Link.FEEDBACK: State.HEARD}


def test_every_group_that_was_heard_may_be_told_without_another_session(gated, city):
    hear(gated, city.drafter, **TOLD)
    assert states(gated)[Link.FEEDBACK] == State.HEARD
    hear(gated, city.drafter)
    assert states(gated)[Link.FEEDBACK] == State.OPEN


def test_a_gate_holds_in_its_stage_and_after_it(gated):
    found = {
        kind: [gate.link for gate in holding(gated.assessment, kind)]
        for kind in gated.assessment.profile.kinds
    }
    early = [Link.NEEDS]
    assert found == {
        "self_assessment": early,
        "office_check": early,
        "expert_panel": early,
        "committee": early,
        "publication": [Link.NEEDS, Link.FEEDBACK],
    }


def test_what_is_screened_out_has_no_gates(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES, gates={"needs": "screening"}))
    assert [gate.link for gate in holding(case.assessment, "screening")] == [Link.NEEDS]
    screen(case, city.drafter, Need.NOT_NEEDED)
    file = type(case.assessment).objects.get()
    assert [(gate.required, gate.holds) for gate in gates_of(file)] == [(False, False)]


def test_a_path_without_the_stage_has_no_gate_there(city):
    chosen = factories.make_set(
        stages=(*STAGES,), depths=True, gates={"needs": "self_assessment", "notice": "committee"}
    )
    case = factories.make_case(city, chosen)
    file = case.assessment
    assert [gate.required for gate in gates_of(file)] == [True, True]
    file.depth = "LIGHT"
    assert [gate.required for gate in gates_of(file)] == [True, False]


def test_many_files_ask_as_often_as_one_and_files_without_a_gate_not_at_all(gated, city, count_queries):
    plain = factories.make_case(city, factories.make_set(edition="2"))
    more = [factories.make_case(city, gated.assessment.indicator_set) for _number in range(3)]
    for each in more:
        hear(each, city.drafter)
    files = [each.assessment for each in (gated, *more)]
    one = count_queries(lambda: gates_of(gated.assessment))
    assert (one, count_queries(lambda: gates_of_all(files))) == (2, 2)
    Session.objects.update(guardian_consent=False)
    assert [count_queries(lambda files=files: gates_of_all(files)) for files in (files[1:2], files)] == [3, 3]
    assert count_queries(lambda: holding_all([(plain.assessment, "publication")])) == 0
