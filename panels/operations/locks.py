"""The rows that the panel's operations lock, in this order, and what their doors say."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from panels.models import Panel, Seat


def locked(panel: Panel) -> Panel:
    return (
        Panel.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(pk=panel.pk)
    )


def own_seat(panel: Panel, actor: User, right: str) -> Seat:
    """The actor's seat, locked. PermissionDenied to whoever has none or has left it, has not declared, or lacks the
    right."""
    seat = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("panel__assessment__indicator_set")
        .filter(panel=panel, expert=actor)
        .first()
    )
    if seat is None or not seat.may_judge or not actor.has_perm(f"panels.{right}", panel):
        raise PermissionDenied(right)
    return seat


def refuse_unless_scoring(panel: Panel) -> None:
    if panel.opened_at is None or panel.opened_scores_at is not None:
        raise Refused(_("The panel is not open for scoring."))
