"""Several people at the same moment, as processes on PostgreSQL: one wins, the others read why not, nothing is lost.

Each promise is also put to processes without row locks, where it must be seen to break.
"""

import pytest

from accounts.models import User
from committees.models import Decision
from indicators.editor import parts
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import load_set, start_draft
from ledger.models import ChainHead, Event
from ledger.queries import verify_chain
from panels.models import Panel, Seat
from tests import factories
from tests.factories import bring_to, move, score_all, seat, vote_all
from workflows.enums import Action, Stage
from workflows.models import Case

pytestmark = pytest.mark.postgres
ROUNDS = 15
MOVED_ON = "refused: This is no longer possible: the case is now in “{}”."


def answered(city, indicator_set):
    case = factories.make_case(city, indicator_set)
    factories.answer_all(case, city)
    return case


def voted(city, indicator_set):
    case = bring_to(Stage.COMMITTEE, factories.make_case(city, indicator_set), city)
    vote_all(case, city)
    return case


def decided(city, indicator_set):
    case = bring_to(Stage.PUBLICATION, factories.make_case(city, indicator_set), city)
    factories.prepare(case, city)
    return case


ONCE = {
    "hand_in": (answered, "drafter", "done: committee", Stage.COMMITTEE),
    "decide_case": (voted, "office", "done: approve", Stage.PUBLICATION),
    "issue": (decided, "office", "done: issuing", Stage.ISSUING),
}


def run_once(crew, city, short, part, count, locks):
    prepare, actor, _won, _stage = ONCE[part]
    case = prepare(city, short)
    mine = (part, case, getattr(city, actor))
    return case, sorted(crew.race(*[mine] * count, locks=locks))


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize("part", ONCE)
def test_of_those_who_do_the_same_at_once_one_wins_and_the_others_read_why_not(
    crew, city, short, part, count
):
    _prepare, _actor, won, stage = ONCE[part]
    case, outcomes = run_once(crew, city, short, part, count, "locked")
    assert outcomes == [won, *[MOVED_ON.format(stage.label)] * (count - 1)]
    moves = Event.objects.filter(subject=case.assessment.subject, name="case.moved", data__new=stage)
    assert moves.count() == 1
    assert Case.objects.get(pk=case.pk).state == stage


@pytest.mark.parametrize("part", ONCE)
def test_without_the_lock_the_second_does_not_read_why_not(crew, city, short, part):
    _prepare, _actor, won, stage = ONCE[part]
    promised = [won, MOVED_ON.format(stage.label)]
    seen = (run_once(crew, city, short, part, 2, "unlocked")[1] for _round in range(ROUNDS))
    assert any(outcomes != promised for outcomes in seen)


def save_together(crew, city, short, locks):
    case = answered(city, short)
    outcomes = crew.race(
        ("save", case, city.drafter, "甲写的"), ("save", case, city.colleague, "乙写的"), locks=locks
    )
    return case, sorted(outcomes)


def test_of_two_savers_one_reads_of_a_conflict_and_neither_text_is_lost(crew, city, short):
    for _round in range(5):
        case, outcomes = save_together(crew, city, short, "locked")
        stored = case.assessment.answers.get(indicator__code="A1")
        assert outcomes == [f"conflict: {{'facts': '{stored.facts}'}}", "done: 2"]


def test_without_the_lock_a_text_is_lost_in_silence(crew, city, short):
    seen = (save_together(crew, city, short, "unlocked")[1] for _round in range(ROUNDS))
    assert any(outcomes == ["done: 2", "done: 2"] for outcomes in seen)


def write_together(crew, city, short, count, locks):
    case = factories.make_case(city, short)
    return crew.race(*[("write_events", case, city.office, f"race:{n}") for n in range(count)], locks=locks)


def test_the_chain_has_no_fork_and_no_gap_however_many_write(crew, city, short):
    before = ChainHead.objects.get().position
    assert write_together(crew, city, short, 8, "locked") == ["done: written"] * 8
    verdict = verify_chain()
    assert (verdict.intact, verdict.events) == (True, ChainHead.objects.get().position)
    assert verdict.events == before + 1 + 8 * 20


def test_without_the_lock_writers_of_events_collide(crew, city, short):
    seen = (write_together(crew, city, short, 2, "unlocked") for _round in range(ROUNDS))
    assert any(outcomes != ["done: written"] * 2 for outcomes in seen)


def scored(city, tiny):
    case = bring_to(Stage.EXPERT_PANEL, factories.make_case(city, tiny), city)
    for expert in city.experts:
        score_all(case, expert)
    return case


def test_the_last_seals_at_once_leave_a_panel_that_opens_once(crew, city, tiny):
    case = scored(city, tiny)
    assert crew.race(*[("seal", case, expert) for expert in city.experts]) == ["done: sealed"] * 3
    assert Seat.objects.filter(panel=case.panel, sealed_at=None).count() == 0
    opened = sorted(crew.race(*[("open_scores", case, city.office)] * 4))
    assert opened == ["done: committee", *[MOVED_ON.format("Committee")] * 3]
    assert case.assessment.meetings.count() == 1


def test_opening_while_the_last_seals_never_opens_an_unsealed_panel(crew, city, tiny):
    case = scored(city, tiny)
    for expert in city.experts[:2]:
        factories.seal_seat(panel=case.panel, actor=expert)
    sealing, opening = crew.race(("seal", case, city.expert_c), ("open_scores", case, city.office))
    assert sealing == "done: sealed"
    assert opening == "done: committee" or opening.startswith("refused: Waiting for 1 expert")
    if opening.startswith("refused"):
        move(case, Action.OPEN_SCORES, city.office)
    panel = Panel.objects.get(assessment=case.assessment)
    assert panel.opened_scores_at >= max(panel.seats.values_list("sealed_at", flat=True))


def empty_while_handing_in(crew, city, short, locks):
    case = answered(city, short)
    parts = ("empty_an_answer", case, city.colleague), ("hand_in", case, city.drafter)
    return case, crew.overtake(*parts, locks=locks)


def test_an_answer_emptied_while_the_file_is_handed_in_is_noticed(crew, city, short):
    case, outcomes = empty_while_handing_in(crew, city, short, "locked")
    assert outcomes == ["done: emptied", "refused: Still to be answered: A1."]
    assert Case.objects.get(pk=case.pk).state == Stage.SELF_ASSESSMENT


def unseat_while_accepting(crew, city, tiny, locks):
    case = bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)
    seat(case, city)
    parts = ("unseat", case, city.office), ("accept", case, city.office_two)
    return case, crew.overtake(*parts, locks=locks)


def test_an_expert_unseated_while_the_panel_opens_is_noticed(crew, city, tiny):
    case, outcomes = unseat_while_accepting(crew, city, tiny, "locked")
    assert outcomes == ["done: unseated", "refused: The panel needs 1 more expert."]
    assert Panel.objects.get(assessment=case.assessment).opened_at is None


@pytest.mark.parametrize(
    ("overtaking", "indicator_set"), [(empty_while_handing_in, "short"), (unseat_while_accepting, "tiny")]
)
def test_without_the_lock_what_changes_meanwhile_goes_unnoticed(
    crew, city, request, overtaking, indicator_set
):
    _case, outcomes = overtaking(crew, city, request.getfixturevalue(indicator_set), "unlocked")
    assert not outcomes[1].startswith("refused")


def with_a_newer_edition(city):
    """A finished file under an edition of its own set, and the edition after it, whose first question reads
    differently."""
    number = IndicatorSet.objects.count()
    old, new = (
        factories.set_file(edition=edition, without=("office_check", "expert_panel"))
        .decode()
        .replace("code: tiny", f"code: moving-{number}", 1)
        for edition in ("1", "2")
    )
    publish = {"file": "moving.yaml", "actor": User.objects.system()}
    case = answered(city, load_set(raw=old.encode(), **publish))
    load_set(raw=new.replace("有何影响？", "对谁有何影响？", 1).encode(), **publish)
    return case


MOVING = ("carry_slowly", "hand_in"), ("hand_in_slowly", "carry")
HANDED_IN = (
    "refused: The file has been handed in and keeps its edition. It can move only after it was sent back to the "
    "department."
)


def move_while_handing_in(crew, city, parts, locks):
    case = with_a_newer_edition(city)
    first, second = (
        (part, case, actor) for part, actor in zip(parts, (city.drafter, city.colleague), strict=True)
    )
    outcomes = crew.overtake(first, second, locks=locks)
    return Case.objects.get(pk=case.pk), outcomes


def test_a_file_that_moves_to_an_edition_is_not_handed_in_unanswered(crew, city):
    case, outcomes = move_while_handing_in(crew, city, MOVING[0], "locked")
    assert outcomes == ["done: 2", "refused: Still to be answered: A1."]
    assert (case.state, case.assessment.locked_at) == (Stage.SELF_ASSESSMENT, None)
    assert case.assessment.archived_answers.count() == 1


def test_a_file_that_is_being_handed_in_keeps_its_edition(crew, city):
    case, outcomes = move_while_handing_in(crew, city, MOVING[1], "locked")
    assert outcomes == ["done: committee", HANDED_IN]
    assert (case.state, case.assessment.indicator_set.edition) == (Stage.COMMITTEE, "1")
    assert case.assessment.archived_answers.count() == 0


def test_handing_in_and_moving_at_once_never_do_both(crew, city):
    for _round in range(5):
        case = with_a_newer_edition(city)
        outcomes = crew.race(("carry", case, city.drafter), ("hand_in", case, city.colleague))
        assert outcomes in (
            ["done: 2", "refused: Still to be answered: A1."],
            [HANDED_IN, "done: committee"],
        )


def test_without_the_lock_a_file_moves_and_is_handed_in(crew, city):
    _case, outcomes = move_while_handing_in(crew, city, MOVING[1], "unlocked")
    assert not outcomes[1].startswith("refused")


def test_an_answer_saved_while_the_file_moves_does_not_land_under_the_new_question(crew, city):
    case = with_a_newer_edition(city)
    parts = ("carry_slowly", case, city.drafter), ("save", case, city.colleague, "乙写的")
    moved, saved = crew.overtake(*parts)
    assert (moved, saved.partition(":")[0]) == ("done: 2", "conflict")
    assert case.assessment.answers.get(indicator__code="A1").facts == ""


def edit_together(crew, city, short, targets, locks):
    """Two editors of one draft, each with another text for the part it read; how it went, and what is stored then."""
    case, data = (
        factories.make_case(city, short),
        {**short.content, "code": f"race-{DraftSet.objects.count()}"},
    )
    draft = start_draft(owner=city.place, data=data, actor=city.office)
    told = [
        (
            "edit_draft",
            case,
            actor,
            f"{draft.pk}|{part}|{parts.fingerprint(parts.read(draft.data, part))}|{words}",
        )
        for part, actor, words in zip(targets, (city.office, city.office_two), ("甲的", "乙的"), strict=True)
    ]
    outcomes = crew.race(*told, locks=locks)
    draft.refresh_from_db()
    return sorted(outcomes), [parts.read(draft.data, part)["question"]["zh"] for part in targets]


SAME, DIFFERENT = ("indicators/A1", "indicators/A1"), ("indicators/A1", "indicators/A2")


def test_of_two_editors_of_a_part_one_reads_both_texts(crew, city, short):
    for _round in range(5):
        outcomes, (stored, _stored) = edit_together(crew, city, short, SAME, "locked")
        assert outcomes == [f"conflict: {{'question.zh': '{stored}'}}", "done: changed"]


def test_editors_of_different_parts_keep_each_others_texts(crew, city, short):
    for _round in range(5):
        both = edit_together(crew, city, short, DIFFERENT, "locked")
        assert both == (["done: changed"] * 2, ["甲的", "乙的"])


def test_without_the_lock_an_editors_text_is_lost_in_silence(crew, city, short):
    seen = (edit_together(crew, city, short, DIFFERENT, "unlocked") for _round in range(ROUNDS))
    assert any(outcomes == ["done: changed"] * 2 and stored != ["甲的", "乙的"] for outcomes, stored in seen)


def test_after_all_races_the_books_are_in_order(crew, city):
    """One decision for each meeting that closed, one event for each, and a whole chain."""
    assert Decision.objects.count() == Event.objects.filter(name="decision.recorded").count()
    assert verify_chain().intact
