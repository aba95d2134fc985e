"""How far panels are that score or discuss, in one query for any number of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from assessments.models import Assessment
from panels.models import Seat
from panels.queries.seating import lacking


@dataclass(frozen=True)
class PanelState:
    """`rulings` are doubtful declarations by the key of who decides on them, 0 for the office."""

    is_incomplete: bool
    is_sealed: bool
    rulings: dict[int, int]


def open_seats(wanted: Q) -> QuerySet[Seat, Any]:
    """Seats on panels that score or discuss, with how much of the sheet is complete."""
    scoring = Q(panel__opened_at__isnull=False, panel__opened_scores_at=None)
    discussing = Q(panel__discussion_opened_at__isnull=False, panel__discussion_closed_at=None)
    seats = Seat.objects.counting().filter(wanted, scoring | discussing, expert__is_active=True)
    complete = Count("scores", filter=Q(scores__complete=True))
    return seats.select_related("panel").annotate(complete=complete)


def panel_states(files: Iterable[Assessment]) -> dict[int, PanelState]:
    """By the keys of files whose panels score now."""
    known = {file.pk: file for file in files}
    if not known:
        return {}
    found: dict[int, list[Seat]] = defaultdict(list)
    of_round = {"panel__assessment__in": known, "panel__round": F("panel__assessment__case__round")}
    for seat in Seat.objects.filter(**of_round).select_related("panel", "expert__expertise"):
        found[seat.panel.assessment_id].append(seat)
    return {key: _state(known[key], found[key]) for key in known}


def _state(file: Assessment, seats: list[Seat]) -> PanelState:
    if not seats:
        return PanelState(is_incomplete=True, is_sealed=False, rulings={})
    panel, counting = seats[0].panel, [seat for seat in seats if seat.left_at is None]
    panel.assessment = file
    chair = next((seat for seat in counting if seat.chair and seat.may_judge and seat.expert.is_active), None)
    rulers = (
        chair.expert_id if chair and chair is not seat else 0 for seat in counting if seat.awaits_ruling
    )
    return PanelState(
        is_incomplete=bool(lacking(panel, counting)),
        is_sealed=all(seat.sealed_at is not None for seat in counting),
        rulings=dict(Counter(rulers)),
    )
