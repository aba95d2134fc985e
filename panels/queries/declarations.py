"""What was declared on a panel. For its chair and the office; nobody else learns who does not judge, or why."""

from dataclasses import dataclass

from accounts.models import User
from ledger.models import Event
from panels.enums import Left, Ruling
from panels.models import Panel, Seat


def acting_chair(panel: Panel) -> Seat | None:
    """The seat of the expert who leads the panel, as long as that person may judge."""
    chair = panel.seats.counting().select_related("expert").filter(chair=True).first()
    return chair if chair is not None and chair.may_judge and chair.expert.is_active else None


def rules_on(seat: Seat, panel: Panel, user: User) -> bool:
    """Whether this person decides on the seat's declaration: the chair, or the office where there is none, or none
    beside the one who declared."""
    return _rules(seat, acting_chair(panel), user, is_office=user.has_perm("panels.seat_panel", panel))


@dataclass(frozen=True)
class Declaration:
    """One seat as the chair and the office read it; `decides` says that the reader is the one to rule on it. `excuse`
    is why the expert was let go, for the office alone."""

    seat: Seat
    decides: bool
    excuse: str = ""

    @property
    def recused(self) -> bool:
        return self.seat.left_because == Left.RECUSED

    @property
    def excused(self) -> bool:
        return self.seat.left_because == Left.EXCUSED

    @property
    def cleared(self) -> bool:
        return self.seat.ruling == Ruling.CLEARED

    @property
    def excusable(self) -> bool:
        return self.seat.left_at is None and self.seat.sealed_at is None


def declarations(panel: Panel, user: User) -> list[Declaration]:
    """To the office of every seat; to the chair of the others' that tell of a relation; to anybody else none."""
    seats = list(panel.seats.select_related("expert", "ruled_by"))
    chair, is_office = acting_chair(panel), user.has_perm("panels.seat_panel", panel)
    if is_office:
        shown, notes = seats, _excuses(seats, panel)
    elif chair is not None and chair.expert_id == user.pk:
        shown, notes = [seat for seat in seats if seat.relation and seat.pk != chair.pk], {}
    else:
        return []
    is_open = panel.opened_at is not None and panel.opened_scores_at is None
    return [
        Declaration(
            seat=seat,
            decides=is_open and seat.awaits_ruling and _rules(seat, chair, user, is_office=is_office),
            excuse=notes.get(seat.pk, ""),
        )
        for seat in shown
    ]


def _rules(seat: Seat, chair: Seat | None, user: User, *, is_office: bool) -> bool:
    if chair is not None and chair.pk != seat.pk:
        return chair.expert_id == user.pk
    return is_office and seat.expert_id != user.pk


def _excuses(seats: list[Seat], panel: Panel) -> dict[int, str]:
    """Why experts were excused, by their seats: the ledger knows."""
    for seat in seats:
        seat.panel = panel
    gone = {seat.subject: seat.pk for seat in seats if seat.left_because == Left.EXCUSED}
    events = Event.objects.filter(name="seat.excused", subject__in=gone)
    return {gone[event.subject]: event.data["note"] for event in events}
