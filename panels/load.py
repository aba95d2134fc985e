"""How much the experts of a pool have to do: the panels on which they still score or discuss."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from panels.models import Panel, PanelGroupPermission, Seat
from panels.querysets import PoolQuerySet, SeatQuerySet


def with_open_seats(pool: PoolQuerySet, *, apart_from: Panel | None = None) -> PoolQuerySet:
    """The entries with `open_seats`: on how many open panels each person sits, the panel `apart_from` not counted."""
    seats = open_ones().filter(expert=OuterRef("user"))
    if apart_from is not None:
        seats = seats.exclude(panel=apart_from)
    counted = seats.order_by().values("expert").annotate(number=Count("pk")).values("number")
    return pool.annotate(open_seats=Coalesce(Subquery(counted), 0, output_field=IntegerField()))


def open_ones() -> SeatQuerySet:
    """Seats on panels that still score or discuss. While a case is withdrawn, nobody may lead its panels; such a panel
    is not open."""
    led = PanelGroupPermission.objects.filter(
        content_object=OuterRef("panel"), permission__codename="moderate_panel"
    )
    unscored = Q(panel__opened_scores_at=None)
    discussing = Q(panel__discussion_opened_at__isnull=False, panel__discussion_closed_at=None)
    return Seat.objects.counting().filter(Exists(led), unscored | discussing)
