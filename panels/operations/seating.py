"""Forming a panel."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.errors import Refused
from ledger.operations import record
from panels.conflicts import conflicts_of_interest
from panels.models import Panel, Seat
from panels.operations.locks import locked


@transaction.atomic
def prepare_panel(*, assessment: Assessment, round: int, smallest: int) -> Panel:
    """The round's panel, still without a seat; the one that is there if the office already began to seat it."""
    panel, _created = Panel.objects.get_or_create(
        assessment=assessment, round=round, defaults={"smallest": smallest}
    )
    return panel


@transaction.atomic
def seat_experts(*, panel: Panel, experts: list[User], actor: User) -> None:
    """Make exactly these people the panel. Refused: scoring has begun; somebody is no expert of the city, or belongs to
    the drafting unit, or has worked on the file."""
    panel = locked(panel)
    if not actor.has_perm("panels.seat_panel", panel):
        raise PermissionDenied("seat_panel")
    if panel.opened_at is not None:
        raise Refused(_("Scoring has begun; the panel can no longer be changed."))
    for reason in conflicts_of_interest(panel.assessment, experts).values():
        raise Refused(reason)
    before = sorted(panel.seats.values_list("expert__username", flat=True))
    after = sorted({expert.username for expert in experts})
    if before == after:
        return
    panel.seats.exclude(expert__in=experts).delete()
    for expert in experts:
        Seat.objects.get_or_create(panel=panel, expert=expert)
    data: dict[str, object] = {"old": before, "new": after}
    record(name="panel.seated", subject=panel.subject, actor=actor, data=data)
