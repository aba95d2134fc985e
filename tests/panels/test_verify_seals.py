"""`verify_seals`: what it says of opened scores, and that it finds whatever was changed behind the seals."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from ledger.models import ChainHead
from ledger.operations import record
from panels.models import Panel, Score, Seat
from tests import factories
from tests.factories import bring_to, score_all, seal_seat
from workflows.enums import Action, Stage


def verify(case):
    """Whether it found nothing, and all that it said."""
    out = io.StringIO()
    try:
        call_command("verify_seals", case.assessment.code, stdout=out)
    except CommandError as error:
        return False, f"{out.getvalue()}{error}"
    return True, out.getvalue()


@pytest.fixture
def opened(case, city):
    return bring_to(Stage.COMMITTEE, case, city)


@pytest.fixture
def seat(opened):
    return opened.panel.seats.first()


def test_opened_scores_are_checked_seat_by_seat_without_a_name(opened, city):
    fine, said = verify(opened)
    assert (fine, said.count("as in the ledger at position"), said.count("DIFFERS")) == (True, 3, 0)
    assert [said.count(f"Expert {mark}: commitment") for mark in (1, 2, 3)] == [1, 1, 1]
    assert all(seat.commitment in said for seat in Seat.objects.all())
    assert not any(str(expert) in said or expert.username in said for expert in city.experts)


def test_before_the_opening_only_commitments_are_shown(case, city):
    scoring = bring_to(Stage.EXPERT_PANEL, case, city)
    assert "  none\n" in verify(scoring)[1]
    score_all(scoring, city.expert_a)
    sealed = seal_seat(panel=scoring.panel, actor=city.expert_a)
    Score.objects.update(reason="已改。")
    fine, said = verify(scoring)
    assert (fine, f"  {sealed.commitment}\n" in said, "nothing of them was read" in said) == (
        True,
        True,
        True,
    )
    assert ("Expert" in said, "position" in said) == (False, False)


def change_a_score(seat):
    Score.objects.filter(seat=seat, indicator__code="A1").update(rating="-2")


def change_a_word(seat):
    Score.objects.filter(seat=seat, indicator__code="A1").update(reason="依据充分！")


def remove_a_score(seat):
    seat.scores.get(indicator__code="B1").delete()


def change_the_salt(seat):
    Seat.objects.filter(pk=seat.pk).update(salt="00" * 32)


def change_the_commitment(seat):
    Seat.objects.filter(pk=seat.pk).update(commitment="00" * 32)


def forget_the_commitment(seat):
    Seat.objects.filter(pk=seat.pk).update(commitment="", salt="")


def remove_the_seat(seat):
    seat.delete()


def open_early(seat):
    Panel.objects.filter(pk=seat.panel_id).update(opened_scores_at=seat.sealed_at - timedelta(hours=1))


def write_after_the_seal(seat):
    record(name="score.recorded", subject=seat.subject, actor=seat.expert, data={"indicators": ["A1"]})


def seal_again(seat):
    data = {"scores": 3, "commitment": seat.commitment}
    record(name="seat.sealed", subject=seat.subject, actor=seat.expert, data=data)


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (change_a_score, "the stored scores are not the ones that were sealed"),
        (change_a_word, "the stored scores are not the ones that were sealed"),
        (remove_a_score, "the stored scores are not the ones that were sealed"),
        (change_the_salt, "the stored scores are not the ones that were sealed"),
        (change_the_commitment, "the ledger holds another commitment"),
        (forget_the_commitment, "the ledger holds another commitment"),
        (remove_the_seat, "it is no longer stored"),
        (open_early, "it was sealed after the scores were opened"),
        (write_after_the_seal, "a score was recorded after the seal"),
        (seal_again, "it was sealed more than once"),
    ],
)
def test_whatever_was_changed_behind_the_seals_is_found(opened, seat, tamper, told):
    tamper(seat)
    fine, said = verify(opened)
    assert (fine, f"DIFFERS: {told}" in said) == (False, True)
    assert f"The scores of {opened.assessment.code} are not what was sealed." in said


def test_a_seal_from_before_there_were_commitments_is_said_to_have_none(case, city):
    scoring = bring_to(Stage.EXPERT_PANEL, case, city)
    for seat in Seat.objects.all():
        score_all(scoring, seat.expert)
        record(name="seat.sealed", subject=seat.subject, actor=seat.expert, data={"scores": 3})
    Seat.objects.update(sealed_at=timezone.now())
    fine, said = verify(factories.move(scoring, Action.OPEN_SCORES, city.office))
    assert (fine, said.count("sealed before commitments existed; there is none to check")) == (True, 3)


def test_a_ledger_that_was_rewritten_is_found(opened):
    ChainHead.objects.update(hash="00" * 32)
    fine, said = verify(opened)
    assert (fine, "The chain breaks at position" in said) == (False, True)


def test_a_case_without_a_panel_and_no_case_at_all(case):
    assert "has had no panel" in verify(case)[1]
    with pytest.raises(CommandError, match="There is no case XX-1"):
        call_command("verify_seals", "XX-1", stdout=io.StringIO())


def test_the_second_rounds_panel_is_checked_by_itself(case, city):
    again = factories.returned(case, city)
    fine, said = verify(again)
    assert (fine, "Panel of round 1" in said) == (True, True)
