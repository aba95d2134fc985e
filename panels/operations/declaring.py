"""What an expert says of relations to the matter, and what is decided of it.

All of it is recorded under the seat's own subject: who declared what, and who does not judge, is in no timeline.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from ledger.operations import record
from panels.enums import Declared, Left, Ruling
from panels.models import Panel, Seat
from panels.operations.locks import locked, refuse_unless_scoring
from panels.queries.declarations import rules_on


@transaction.atomic
def declare(*, panel: Panel, declared: Declared, relation: str, actor: User) -> Seat:
    """The actor's own word, once; a conflict gives up the seat at once. Before it the expert sees no more of the matter
    than its title, its unit and what it is about. Refused: said before; a relation without words."""
    panel = locked(panel)
    refuse_unless_scoring(panel)
    seat = Seat.objects.select_for_update().filter(panel=panel, expert=actor, left_at=None).first()
    if seat is None:
        raise PermissionDenied("declare")
    if seat.declared:
        raise Refused(_("You have declared already; please tell the committee office what has changed."))
    if declared != Declared.NONE and not relation:
        raise Refused(_("Please say in a few words which relation there is."))
    now = timezone.now()
    seat.declared, seat.relation, seat.declared_at = declared, relation, now
    if declared == Declared.CONFLICT:
        seat.left_because, seat.left_at = Left.RECUSED, now
    seat.save(update_fields=["declared", "relation", "declared_at", "left_because", "left_at"])
    record(name="seat.declared", subject=seat.subject, actor=actor, data={"declared": declared})
    return seat


@transaction.atomic
def rule(*, seat: Seat, ruling: Ruling, reason: str, actor: User) -> Seat:
    """Decide on a doubtful declaration; whoever does not judge gives up the seat. Only the panel's chair may, or the
    office where the chair is not there to do it. Refused: nothing is to be decided; no reason."""
    panel = locked(seat.panel)
    refuse_unless_scoring(panel)
    seat = Seat.objects.select_for_update().get(pk=seat.pk, panel=panel)
    if not rules_on(seat, panel, actor):
        raise PermissionDenied("rule")
    if not seat.awaits_ruling:
        raise Refused(_("Nothing is to be decided of this declaration."))
    if not reason:
        raise Refused(_("Please give a reason; the expert is told what was decided and why."))
    now = timezone.now()
    seat.ruling, seat.ruling_reason, seat.ruled_by, seat.ruled_at = ruling, reason, actor, now
    if ruling == Ruling.RECUSED:
        seat.left_because, seat.left_at = Left.RECUSED, now
    fields = ["ruling", "ruling_reason", "ruled_by", "ruled_at", "left_because", "left_at"]
    seat.save(update_fields=fields)
    record(name="seat.ruled", subject=seat.subject, actor=actor, data={"ruling": ruling})
    return seat
