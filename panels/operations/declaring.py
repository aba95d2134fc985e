"""What an expert says of relations to the matter, what is decided of it, and giving up a seat."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from ledger.operations import record
from panels.enums import Declared, Left
from panels.models import Panel, Seat
from panels.operations.locks import locked, refuse_unless_scoring


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
