"""Changes to a panel that has begun: somebody is excused, somebody comes instead.

Both are recorded under the seat's own subject: who sits on the panel, and who does no longer, is in no timeline.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from ledger.operations import record
from panels.enums import Left
from panels.models import Panel, Seat
from panels.operations.locks import locked, refuse_unless_scoring
from panels.queries.seating import panel_lacks, refusals


@transaction.atomic
def excuse(*, seat: Seat, reason: str, actor: User) -> Seat:
    """Let an expert who cannot go on give up the seat; the scores already given count nowhere. Refused once they are
    sealed: nobody is put aside for what was judged."""
    panel = _of_the_office(seat.panel, actor)
    seat = Seat.objects.select_for_update().get(pk=seat.pk, panel=panel)
    if seat.left_at is not None:
        raise Refused(_("This seat has been given up already."))
    if seat.sealed_at is not None:
        raise Refused(_("The scores of this seat are sealed; they stay."))
    if not reason:
        raise Refused(_("Please say why the expert cannot go on; the reason stays with the office."))
    seat.left_because, seat.left_at = Left.EXCUSED, timezone.now()
    seat.save(update_fields=["left_because", "left_at"])
    record(name="seat.excused", subject=seat.subject, actor=actor, data={"note": reason})
    return seat


@transaction.atomic
def seat_another(*, panel: Panel, expert: User, actor: User) -> Seat:
    """One more expert on a panel that has lost some. Refused: the panel lacks nobody; the person may not judge, or has
    given up a seat on it."""
    panel = _of_the_office(panel, actor)
    if not panel_lacks(panel):
        raise Refused(_("The panel is complete; nobody is to be added."))
    if reasons := refusals(panel, [expert]):
        raise Refused(" ".join(reasons))
    if panel.seats.filter(expert=expert).exists():
        raise Refused(_("%(name)s already has a seat on this panel.") % {"name": expert})
    seat = Seat.objects.create(panel=panel, expert=expert)
    record(name="seat.added", subject=seat.subject, actor=actor, data={"expert": expert.username})
    return seat


def _of_the_office(panel: Panel, actor: User) -> Panel:
    """The panel, locked, while it scores, for somebody who may seat it."""
    panel = locked(panel)
    if not actor.has_perm("panels.seat_panel", panel):
        raise PermissionDenied("seat_panel")
    refuse_unless_scoring(panel)
    return panel
