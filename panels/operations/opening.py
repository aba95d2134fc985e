"""Letting a panel score, and opening what it has scored."""

from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from panels.conflicts import conflicts_of_interest
from panels.enums import Phase
from panels.models import Panel, Seat
from panels.operations.locks import locked
from panels.operations.measuring import is_divided, store_figures
from panels.queries.seating import panel_lacks


@transaction.atomic
def open_panel(*, panel: Panel) -> None:
    """Let the seated experts score, once there are enough of them and still none has a hand in the file: it may have
    been sent back, and written by others, since they were seated. The caller records why."""
    panel = locked(panel)
    seated = User.objects.filter(seats__in=panel.seats.counting()).order_by("pk")
    if reasons := conflicts_of_interest(panel.assessment, seated).values():
        raise Refused(" ".join(str(each) for each in reasons))
    if lacking := panel_lacks(panel):
        raise Refused(" ".join(lacking))
    Panel.objects.filter(pk=panel.pk, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def open_scores(*, panel: Panel) -> None:
    """Show all scores together, once every seat is sealed, and work out what they amount to. The caller records why."""
    panel = locked(panel)
    if panel.seats.counting().filter(sealed_at=None).exists():
        raise Refused(_("Not every expert has sealed yet."))
    if panel.opened_scores_at is not None:
        return
    panel.opened_scores_at = timezone.now()
    _give_marks(panel)
    figures = store_figures(panel=panel, phase=Phase.FIRST)
    panel.needs_discussion = is_divided(panel, figures)
    panel.save(update_fields=["opened_scores_at", "needs_discussion"])


def _give_marks(panel: Panel) -> None:
    """In the order of the commitments, which nobody can choose and anyone can check."""
    seats = sorted(panel.seats.counting(), key=lambda seat: (seat.commitment, token_hex()))
    for mark, seat in enumerate(seats, start=1):
        seat.mark = mark
    Seat.objects.bulk_update(seats, ["mark"])
