"""Nothing internal gets into the record, whatever was written on the way; what is public does."""

import pytest

from committees.enums import Outcome
from committees.operations.recusing import recuse
from ledger.canonical import canonical_json
from panels.enums import Declared, Ruling
from panels.operations import record_score, seal_seat
from panels.operations.discussing import remark, revise
from reports.record import build_record
from tests import factories
from tests.set_files import STAGES
from workflows.declaring import declare, rule
from workflows.enums import Action, Stage

CANARY = "金丝雀"  # in every text that stays inside


@pytest.fixture
def told(city):
    """A case that went through everything: recusals, a ruling, a discussion, replies, a sitting with a recusal."""
    kinds = [kind for kind in STAGES if kind not in ("screening", "sign_off")]
    case = factories.make_case(city, factories.make_set(stages=kinds, follow_up=(6, 12)))
    case = factories.bring_to(Stage.OFFICE_CHECK, case, city)
    factories.seat(case, city, [*city.experts, city.expert_d])
    case = factories.move(case, Action.ACCEPT, city.office)
    declare(case=case, declared=Declared.CONFLICT, relation=f"{CANARY}亲属", actor=city.expert_d)
    seat = declare(case=case, declared=Declared.DOUBTFUL, relation=f"{CANARY}讲课", actor=city.expert_a)
    rule(case=case, seat=seat, ruling=Ruling.CLEARED, reason=f"{CANARY}不影响", actor=city.office)
    factories.declare_all(case)
    for expert, rating in zip(city.experts, ("-2", "1", "1"), strict=True):
        _score(case, expert, rating)
    case = factories.move(case, Action.OPEN_SCORES, city.office)
    remark(panel=case.panel, indicator=None, text=f"{CANARY}先看总量", actor=city.expert_b)
    second = {"rating": "0", "reason": f"{CANARY}改判"}
    first = factories.indicator(case, "A1")
    revise(panel=case.panel, indicator=first, version=0, content=second, actor=city.expert_a)
    case = factories.bring_to(Stage.COMMITTEE, case, city)
    recuse(meeting=case.meeting, member=city.member_c, reason=f"{CANARY}任职", actor=city.office)
    for member in (city.member_a, city.member_b):
        factories.vote(case, member, Outcome.APPROVE_WITH_CHANGES)
    factories.decide(
        case=case,
        deviation="采纳答复后附条件通过。",
        obligations=[factories.obligation(proof="验收单")],
        actor=city.office,
    )
    return factories.bring_to(Stage.PUBLICATION, type(case).objects.get(pk=case.pk), city)


def _score(case, expert, rating):
    for code in factories.codes(case):
        record_score(
            panel=case.panel,
            indicator=factories.indicator(case, code),
            version=0,
            content=factories.judgement(
                rating if code == "A1" else "1",
                f"{CANARY}理由",
                suggestion="增设护栏。" if (code, expert.username[-1]) == ("A1", "a") else "",
                reference="第三条",
            ),
            actor=expert,
        )
    seal_seat(panel=case.panel, actor=expert)


def test_nothing_that_stays_inside_is_in_the_record(told, city):
    record = canonical_json(build_record(told))
    assert CANARY not in record
    names = [
        word
        for person in city.people.values()
        for word in (person.username, person.name, person.name_en)
        if word in record
    ]
    assert names == []
    salts = told.panel.seats.exclude(salt="").values_list("salt", flat=True)
    assert (len(salts), [salt for salt in salts if salt in record]) == (3, [])


def test_the_panel_is_told_in_numbers(told):
    panel = build_record(told)["panel"]
    assert panel["commitments"] == sorted(told.panel.seats.counting().values_list("commitment", flat=True))
    assert {key: panel[key] for key in ("experts", "recused", "aggregation")} == {
        "experts": 3,
        "recused": 1,
        "aggregation": "median",
    }
    assert panel["discussed"] == [
        {"code": "A1", "first": "1", "first_spread": 3, "second": "1", "second_spread": 1}
    ]
    assert set(panel["agreement"]) == {"scopes"}
    assert [each for each in panel["robustness"]["flips"] if each["kind"] == "expert" and each["what"]] == []


def test_an_opinion_has_its_reply_and_no_author(told):
    assert build_record(told)["opinions"] == [
        {
            "number": 1,
            "source": "expert",
            "indicator": "A1",
            "text": "增设护栏。",
            "reference": "第三条",
            "uptake": "adopted",
            "reason": "",
            "clause": "第三条",
        }
    ]


def test_the_decision_is_told_with_its_arithmetic(told):
    record = build_record(told)
    decision = record["decision"]
    assert {key: decision[key] for key in ("deviation", "lapses_on", "quorum", "majority", "recused")} == {
        "deviation": "采纳答复后附条件通过。",
        "lapses_on": None,
        "quorum": "2/3",
        "majority": "1/2",
        "recused": 1,
    }
    assert (decision["tally"]["roll"], decision["superseded"]) == (2, [])
    assert [each["proof"] for each in decision["conditions"]] == ["验收单"]
    assert record["follow_up"] == [6, 12]


def test_what_a_later_sitting_replaced_is_told_by_date_and_outcome(told, city):
    first = told.meeting.decision
    case = factories.move(told, Action.RECONVENE, city.office)
    for member in (city.member_a, city.member_b):
        factories.vote(case, member, Outcome.REJECT, "条件无法落实。")
    factories.decide(case=case, deviation="条件无法落实。", obligations=[], actor=city.office)
    record = build_record(type(case).objects.get(pk=case.pk))
    assert record["decision"]["superseded"] == [
        {"outcome": first.outcome, "date": first.recorded_at.astimezone().date().isoformat()}
    ]
    assert (record["result"], record["follow_up"]) == (Outcome.REJECT, [])
