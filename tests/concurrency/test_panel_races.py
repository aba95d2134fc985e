"""Experts at the same moment: everybody who seals is sealed, and what is sealed is what is stored."""

import pytest

from ledger.models import ChainHead, Event
from ledger.queries import verify_chain
from panels.enums import Declared
from panels.models import Expert, Score, Seat
from panels.queries.seals import seals_of
from panels.sealing import commitment
from tests import factories
from tests.factories import bring_to, judgement, move, score_all
from workflows.enums import Action, Stage
from workflows.grants import sync_grants

pytestmark = pytest.mark.postgres
ROUNDS = 200
SEALED = "done: sealed"
TOO_LATE = "refused: You have sealed your scores; they can no longer be changed."


@pytest.fixture
def scored(city, tiny):
    """A panel of five, their sheets finished; they sit on as many others as there are races."""
    Expert.objects.update(most_cases=ROUNDS)
    case = bring_to(Stage.EXPERT_PANEL, factories.make_case(city, tiny), city)
    for number in range(5 - len(city.experts)):
        person = factories.make_person(f"fifth-{number}-{case.pk}")
        Seat.objects.create(panel=case.panel, expert=person, declared=Declared.NONE)
    sync_grants(case)
    for seat in case.panel.seats.select_related("expert"):
        score_all(case, seat.expert)
    return case


def break_seals(case):
    """For the next round; only a test can."""
    Seat.objects.filter(panel=case.panel).update(sealed_at=None, salt="", commitment="")
    return ChainHead.objects.get().position


def sealed_since(case, position):
    found = Event.objects.filter(subject__startswith=case.panel.subject, position__gt=position)
    return [*found.order_by("position").values_list("name", "data__commitment")]


def seal_all_at_once(crew, case, locks):
    """How it went for the five, and whether nobody is left unsealed with one seal each in the ledger."""
    before = break_seals(case)
    seats = [*case.panel.seats.select_related("expert")]
    outcomes = crew.race(*[("seal", case, seat.expert) for seat in seats], locks=locks)
    stored = sorted(case.panel.seats.values_list("commitment", flat=True))
    stuck = case.panel.seats.filter(sealed_at=None).exists()
    return outcomes, not stuck and sorted(sealed_since(case, before)) == [
        ("seat.sealed", each) for each in stored
    ]


def test_five_who_seal_at_once_leave_nobody_unsealed(crew, city, scored):
    for _round in range(ROUNDS):
        assert seal_all_at_once(crew, scored, "locked") == ([SEALED] * 5, True)
    assert move(scored, Action.OPEN_SCORES, city.office).state != Stage.EXPERT_PANEL


def test_without_locks_somebody_who_seals_is_left_unsealed(crew, scored):
    seen = (seal_all_at_once(crew, scored, "unlocked") for _round in range(ROUNDS))
    assert any(whole is False for _outcomes, whole in seen)


def seal_in_five_windows(crew, city, case, locks):
    before = break_seals(case)
    outcomes = crew.race(*[("seal", case, city.expert_a)] * 5, locks=locks)
    seat = case.panel.seats.get(expert=city.expert_a)
    return outcomes, sealed_since(case, before) == [("seat.sealed", seat.commitment)]


def test_one_who_seals_in_five_windows_seals_once(crew, city, scored):
    for _round in range(ROUNDS):
        assert seal_in_five_windows(crew, city, scored, "locked") == ([SEALED] * 5, True)


def test_without_the_seats_lock_one_who_seals_in_five_windows_seals_more_than_once(crew, city, scored):
    seen = (seal_in_five_windows(crew, city, scored, "chain") for _round in range(ROUNDS))
    assert any(once is False for _outcomes, once in seen)


def in_order(case, city, before):
    """Whether what is stored is what was sealed, and nothing was written afterwards."""
    seat = case.panel.seats.get(expert=city.expert_a)
    scores = {each.indicator.code: each.content() for each in seat.scores.select_related("indicator")}
    names = [name for name, _commitment in sealed_since(case, before)]
    return seat.commitment == commitment(seat.salt, scores) and names[-1] == "seat.sealed"


def test_what_is_saved_while_one_seals_is_sealed_or_refused(crew, city, scored):
    seen = set()
    for number in range(ROUNDS):
        before = break_seals(scored)
        saved, sealed = crew.race(
            ("score_one", scored, city.expert_a, f"第{number}次"), ("seal", scored, city.expert_a)
        )
        assert (sealed, in_order(scored, city, before)) == (SEALED, True)
        stored = Score.objects.get(seat__panel=scored.panel, seat__expert=city.expert_a, indicator__code="A1")
        assert (saved == TOO_LATE) is (stored.content() != judgement("1", f"第{number}次"))
        seen.add(saved == TOO_LATE)
    assert seen == {True, False}


OVERTAKING = ("score_slowly", "seal"), ("seal_slowly", "score_one")


def overtake(crew, city, case, parts, locks):
    before = break_seals(case)
    first, second = ((part, case, city.expert_a, "最后改的。") for part in parts)
    return crew.overtake(first, second, locks=locks), before


@pytest.mark.parametrize(("parts", "second"), [*zip(OVERTAKING, (SEALED, TOO_LATE), strict=True)])
def test_who_comes_while_the_other_is_not_done_waits(crew, city, scored, parts, second):
    outcomes, before = overtake(crew, city, scored, parts, "locked")
    assert (outcomes[1], in_order(scored, city, before)) == (second, True)


@pytest.mark.parametrize("parts", OVERTAKING)
def test_without_the_seats_lock_what_is_stored_is_not_what_was_sealed(crew, city, scored, parts):
    outcomes, before = overtake(crew, city, scored, parts, "chain")
    assert [each.partition(":")[0] for each in outcomes] == ["done", "done"]
    assert in_order(scored, city, before) is False


def test_after_all_races_opened_scores_are_what_was_sealed(crew, city, scored):
    seal_all_at_once(crew, scored, "locked")
    opened = move(scored, Action.OPEN_SCORES, city.office)
    (seals,) = seals_of(opened.assessment)
    assert [(check.name, check.differs) for check in seals.checks] == [
        (f"Expert {n}", []) for n in range(1, 6)
    ]
    assert verify_chain().intact
