"""The ledger (台账): the cases of a city's year on one screen, page by page from an index."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation, User
from workflows.childrens_part import held_in_short
from workflows.clock import calendars
from workflows.enums import Stage
from workflows.lights import Left, Light, Lights
from workflows.models import CaseSummary
from workflows.querysets import SummaryQuerySet
from workflows.roles import Party
from workflows.summaries import page_key, searchable

PER_PAGE = 50
LONGEST = 100  # characters looked for
FEWEST_YEARS = 2015
ALL, NOBODY = "all", "none"
CURSOR = re.compile(r"([0-9]{11})\.([0-9]{1,18})")
ENDED = "1"  # where the keys of ended cases begin
NO_DEADLINE = page_key(ended=False, due_at=None, since=timezone.now())

PLANNED, TRIGGERED = _("Planned"), _("Triggered")
PARTIES: dict[str, Promise] = {
    Party.DRAFTERS: _("Drafting unit"),
    Party.HEADS: _("Head of unit"),
    Party.OFFICE: _("Committee office"),
    Party.EXPERTS: _("Experts"),
    Party.MEMBERS: _("Committee members"),
}


@dataclass(frozen=True)
class Filters:
    """What somebody wants to see. What an address holds beside it, or wrongly, is left out."""

    q: str = ""
    year: str = ""
    stage: str = ""
    unit: str = ""
    light: str = ""
    handler: str = ""
    open: str = ""
    intake: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Filters":
        said = {field.name: given.get(field.name, "").replace("\0", "").strip() for field in fields(cls)}
        known = {
            "q": said["q"][:LONGEST],
            "year": _among(said["year"], ALL) or _digits(said["year"], 4) or str(timezone.localdate().year),
            "stage": _among(said["stage"], *Stage.values),
            "unit": _digits(said["unit"]),
            "light": _among(said["light"], *Light.values),
            "handler": _among(said["handler"], NOBODY) or _digits(said["handler"]),
            "open": _among(said["open"], "yes", "no"),
            "intake": _among(said["intake"], "plan", "triggered"),
        }
        return cls(**known)

    @property
    def words(self) -> list[str]:
        return searchable(self.q).split()

    @property
    def narrow(self) -> bool:
        """Whether more than a year was asked for."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "year")

    def address(self, **changes: str) -> str:
        """The same as the end of an address."""
        said = {field.name: getattr(self, field.name) for field in fields(self)} | changes
        return urlencode({name: value for name, value in said.items() if value})

    def apply(self, rows: SummaryQuerySet) -> SummaryQuerySet:
        """All but the light."""
        exact: dict[str, Any] = {
            "year": self.year if self.year != ALL else "",
            "stage": self.stage,
            "unit": self.unit,
            "handler": self.handler if self.handler != NOBODY else "",
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        if self.handler == NOBODY:
            rows = rows.filter(handler=None)
        if self.open:
            rows = rows.filter(ended=self.open == "no")
        if self.intake:
            rows = rows.filter(**{"planned" if self.intake == "plan" else "triggered": True})
        for word in self.words:
            rows = rows.filter(search__contains=word)
        return rows


def _among(value: str, *allowed: str) -> str:
    return value if value in allowed else ""


def _digits(value: str, most: int = 18) -> str:
    return value if re.fullmatch(f"[1-9][0-9]{{0,{most - 1}}}", value) else ""


@dataclass(frozen=True)
class LedgerRow:
    """One case as the ledger lists it. `held`: at which links children are still to be heard, on a page alone."""

    summary: CaseSummary
    left: Left
    held: str = ""

    @property
    def cursor(self) -> str:
        return f"{self.summary.order}.{self.summary.pk}"

    @property
    def waits_for(self) -> str:
        return str(PARTIES.get(self.summary.waits_for, ""))

    @property
    def depth(self) -> str:
        return str(self.summary.local.depth_name)

    @property
    def intake(self) -> str:
        return str(TRIGGERED if self.summary.triggered else PLANNED if self.summary.planned else "")


@dataclass(frozen=True)
class Ledger:
    """A page of the ledger. `earlier` and `later` are where the pages before and after it begin; `lights` counts the
    cases of every light, and those that have ended."""

    filters: Filters
    rows: list[LedgerRow]
    earlier: str
    later: str
    lights: dict[str, int]
    units: list[Organisation]
    handlers: list[User]
    years: list[int]
    manages: bool

    @property
    def total(self) -> int:
        return sum(self.lights.values())


def ledger(user: User, given: Mapping[str, str]) -> Ledger:
    """One page, in as many queries for ten cases as for ten thousand. Nobody without a post that has a ledger."""
    filters, reach = Filters.read(given), Reach(user)
    rows = filters.apply(reach.rows)
    page, earlier, later = _page(_lit(rows, filters, reach.lights), given)
    held = held_in_short(page)
    return Ledger(
        filters=filters,
        rows=[LedgerRow(row, reach.lights_of(row), held.get(row.pk, "")) for row in page],
        earlier=earlier,
        later=later,
        lights=_counted(rows, reach.lights),
        units=reach.units(),
        handlers=reach.handlers(),
        years=reach.years(),
        manages=reach.manages,
    )


def every_row(user: User, given: Mapping[str, str]) -> Iterator[LedgerRow]:
    """Every row that the filters leave, in the order of the ledger and a few at a time."""
    filters, reach = Filters.read(given), Reach(user)
    rows = _lit(filters.apply(reach.rows), filters, reach.lights).order_by("order", "pk")
    found = rows.select_related("unit", "handler").defer("search")
    return (LedgerRow(row, reach.lights_of(row)) for row in found.iterator(chunk_size=500))


class Reach:
    """How far a person's ledger goes. PermissionDenied where there is none."""

    def __init__(self, user: User) -> None:
        clerks = [post for post in user.posts if post.role in {Role.OFFICE, Role.DRAFTER, Role.HEAD}]
        if not (user.is_active and clerks):
            raise PermissionDenied("ledger")
        office = [post for post in clerks if post.role == Role.OFFICE]
        self.manages = bool(office)
        place = (office or clerks)[0].organisation
        self.city: Organisation = place.parent or place
        self.rows: SummaryQuerySet = CaseSummary.objects.listed_for(user)

    @cached_property
    def lights(self) -> Lights:
        return Lights(calendars()[self.city.pk], timezone.localdate())

    def lights_of(self, row: CaseSummary) -> Left:
        return self.lights.at(None if row.ended else row.due_at)

    def units(self) -> list[Organisation]:
        """For whoever sees more than one."""
        return list(self.city.children.order_by("name")) if self.manages else []

    def handlers(self) -> list[User]:
        return list(User.objects.holding(Role.OFFICE, self.city).order_by("pk")) if self.manages else []

    def years(self) -> list[int]:
        """From the next one back to the first that has a case."""
        first = self.rows.order_by("year").values_list("year", flat=True).first()
        this = timezone.localdate().year
        return list(range(this + 1, max(FEWEST_YEARS, min(first or this, this)) - 1, -1))


def _bounds(lights: Lights) -> tuple[str, str]:
    """Where, in the order of the ledger, what is late ends and what is due soon ends."""
    late, soon = (
        page_key(ended=False, due_at=moment, since=moment)
        for moment in (lights.late_before, lights.soon_before)
    )
    return late, soon


def _ranges(lights: Lights) -> dict[str, Q]:
    """Each light as a stretch of that order, so that the index of a page finds and counts it."""
    late, soon = _bounds(lights)
    return {
        Light.LATE: Q(order__lt=late),
        Light.SOON: Q(order__gte=late, order__lt=soon),
        Light.FINE: Q(order__gte=soon, order__lt=NO_DEADLINE),
        Light.NONE: Q(order=NO_DEADLINE),
        "ended": Q(order__gte=ENDED),
    }


def _lit(rows: SummaryQuerySet, filters: Filters, lights: Lights) -> SummaryQuerySet:
    return rows.filter(_ranges(lights)[filters.light]) if filters.light else rows


def _counted(rows: SummaryQuerySet, lights: Lights) -> dict[str, int]:
    counts = {str(name): Count("pk", filter=stretch) for name, stretch in _ranges(lights).items()}
    return dict(rows.order_by().aggregate(**counts))


def _page(rows: SummaryQuerySet, given: Mapping[str, str]) -> tuple[list[CaseSummary], str, str]:
    """The page after or before a row, and where its neighbours begin. The row itself may have moved or gone."""
    rows = rows.select_related("unit", "handler").defer("search")
    after, before = (CURSOR.fullmatch(given.get(name, "")) for name in ("after", "before"))
    if before:
        order, pk = before.groups()
        backwards = rows.filter(order__lte=order).exclude(order=order, pk__gte=pk)
        found = list(backwards.order_by(F("order").desc(), F("pk").desc())[: PER_PAGE + 1])
        page = found[:PER_PAGE][::-1]
        return page, _cursor(page[:1]) if len(found) > PER_PAGE else "", _cursor(page[-1:])
    if after:
        order, pk = after.groups()
        rows = rows.filter(order__gte=order).exclude(order=order, pk__lte=pk)
    found = list(rows.order_by("order", "pk")[: PER_PAGE + 1])
    page = found[:PER_PAGE]
    return page, _cursor(page[:1]) if after else "", _cursor(page[-1:]) if len(found) > PER_PAGE else ""


def _cursor(rows: list[CaseSummary]) -> str:
    return f"{rows[0].order}.{rows[0].pk}" if rows else ""
