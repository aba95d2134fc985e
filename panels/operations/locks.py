"""The rows that the panel's operations lock, in this order, and what their doors say."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from panels.models import Panel, PanelGroupPermission, PanelUserPermission, Seat


def locked(panel: Panel) -> Panel:
    return (
        Panel.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(pk=panel.pk)
    )


def own_seat(panel: Panel, actor: User, right: str) -> Seat:
    """The actor's seat, locked; the right is asked for in the same query. PermissionDenied to whoever has none or has
    left it, has not declared, or lacks the right.

    The edition comes without its content, which the process has read before.
    """
    granted = {"content_object_id": panel.pk, "permission__codename": right}
    of_person = PanelUserPermission.objects.filter(user=actor, **granted)
    of_posts = PanelGroupPermission.objects.filter(group__user=actor, **granted)
    seat = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("panel__assessment__indicator_set")
        .defer("panel__assessment__indicator_set__content")
        .annotate(granted=Exists(of_person) | Exists(of_posts))
        .filter(panel=panel, expert=actor, expert__is_active=True)
        .first()
    )
    if seat is None or not seat.may_judge or not seat.granted:
        raise PermissionDenied(right)
    return seat


def refuse_unless_scoring(panel: Panel) -> None:
    if panel.opened_at is None or panel.opened_scores_at is not None:
        raise Refused(_("The panel is not open for scoring."))
