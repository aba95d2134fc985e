"""A year's plan with what became of each matter, and how far each department has come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.models import Assessment
from indicators.querysets import cities_of_office
from indicators.resolver.completeness import Completeness
from ledger.models import Event
from ledger.queries import timeline
from plans.enums import PlanState
from plans.models import PlanItem
from plans.operations import has_case
from workflows.enums import Stage
from workflows.models import Case
from workflows.queries.opening import drafting_units

_LAST_MONTH = {1: 3, 2: 6, 3: 9, 4: 12, None: 12}

_FURTHEST_FIRST = {Completeness.COMPLETE: 0, Completeness.BEGUN: 1, Completeness.EMPTY: 2}


@dataclass(frozen=True)
class PlanRow:
    """A matter with the case that it became, or None."""

    item: PlanItem
    case: Case | None
    overdue: bool

    @property
    def state(self) -> Completeness:
        """For the bar: published, begun, or not begun."""
        if self.case is None:
            return Completeness.EMPTY
        return Completeness.COMPLETE if self.case.state == Stage.PUBLISHED else Completeness.BEGUN


@dataclass
class Coverage:
    """What became of one unit's plan; counts of matters. `triggered`: cases of the year outside the plan."""

    unit: Organisation
    planned: list[PlanRow] = field(default_factory=list)
    triggered: int = 0
    declined: int = 0
    proposed: int = 0

    @property
    def begun(self) -> int:
        return sum(row.case is not None for row in self.planned)

    @property
    def published(self) -> int:
        return sum(row.state == Completeness.COMPLETE for row in self.planned)

    @property
    def not_begun(self) -> int:
        return len(self.planned) - self.begun

    @property
    def overdue(self) -> int:
        return sum(row.overdue for row in self.planned)

    @property
    def cells(self) -> list[Completeness]:
        """One for each matter of the plan, those furthest on first."""
        return sorted((row.state for row in self.planned), key=_FURTHEST_FIRST.__getitem__)


@dataclass(frozen=True)
class PlanPage:
    year: int
    years: list[int]
    rows: list[PlanRow]
    coverage: list[Coverage]
    units: list[Organisation]
    unit: str
    proposes_for: list[Organisation]
    is_office: bool

    @property
    def waiting(self) -> list[PlanRow]:
        return [row for row in self.rows if row.item.state == PlanState.PROPOSED]

    @property
    def planned(self) -> list[PlanRow]:
        return [row for row in self.rows if row.item.state == PlanState.ACCEPTED]

    @property
    def others(self) -> list[PlanRow]:
        """Declined, taken out, moved, retracted: still here, with their reasons."""
        return [row for row in self.rows if row.item.state not in (PlanState.PROPOSED, PlanState.ACCEPTED)]


@dataclass(frozen=True)
class ItemPage:
    """What this person may do with it is asked of the posts; the operations decide."""

    row: PlanRow
    matter_class: str
    events: list[Event]
    decides: bool
    drafts: bool
    moved_from: PlanItem | None

    @property
    def item(self) -> PlanItem:
        return self.row.item


def plan_page(user: User, *, year: int | None, unit: str) -> PlanPage:
    """In a constant number of queries, however many matters there are."""
    visible = PlanItem.objects.visible_to(user)
    this_year = timezone.localdate().year
    years = {*visible.order_by().values_list("year", flat=True).distinct(), this_year, this_year + 1}
    year = year or this_year
    rows = [_row(each) for each in _joined(visible.filter(year=year))]
    triggered = _triggered(user, year)
    units = {row.item.unit.pk: row.item.unit for row in rows} | {each.pk: each for each, _n in triggered}
    shown = [row for row in rows if not unit or row.item.unit.code == unit]
    return PlanPage(
        year=year,
        years=sorted({*years, year}, reverse=True),
        rows=shown,
        coverage=_coverage(rows, triggered),
        units=sorted(units.values(), key=lambda each: each.code),
        unit=unit if unit in {each.code for each in units.values()} else "",
        proposes_for=drafting_units(user),
        is_office=cities_of_office(user).exists(),
    )


def item_page(item: PlanItem, user: User) -> ItemPage:
    classes = {each.code: str(each.name) for each in item.indicator_set.matter_classes}
    offices = Post.objects.filter(organisation__in=item.city.with_children(), role=Role.OFFICE)
    drafts = Post.objects.filter(organisation=item.unit, role=Role.DRAFTER, group__user=user).exists()
    return ItemPage(
        row=_row(item),
        matter_class=classes.get(item.matter_class, item.matter_class),
        events=list(timeline(item.subject)),
        decides=offices.filter(group__user=user).exists(),
        drafts=drafts,
        moved_from=PlanItem.objects.filter(moved_to=item).first(),
    )


def visible_items(user: User) -> QuerySet[PlanItem]:
    """With all that their pages read of them."""
    return _joined(PlanItem.objects.visible_to(user))


def open_items(units: Sequence[Organisation], edition: str) -> list[PlanItem]:
    """Of these units' plans what can become a case under the set."""
    items = PlanItem.objects.filter(
        unit__in=units, state=PlanState.ACCEPTED, indicator_set__code=edition, assessment=None
    )
    return list(items.select_related("unit", "indicator_set"))


def _joined(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    return items.select_related(
        "unit",
        "city",
        "indicator_set",
        "proposed_by",
        "decided_by",
        "moved_to",
        "assessment__case",
        "assessment__indicator_set",
    )


def _row(item: PlanItem) -> PlanRow:
    """A case without a procedure cannot be: both are made together."""
    case = item.assessment.case if has_case(item) else None
    late = item.state == PlanState.ACCEPTED and case is None and timezone.localdate() > _last_day(item)
    return PlanRow(item, case, late)


def _last_day(item: PlanItem) -> date:
    """Drafting is to begin within the quarter, or within the year where no quarter is named."""
    month = _LAST_MONTH[item.quarter]
    return date(item.year, month, 31 if month in (3, 12) else 30)


def _triggered(user: User, year: int) -> list[tuple[Organisation, int]]:
    """Cases that were opened in the year outside its plan, by unit."""
    mine = Q(drafting_unit__in=Post.objects.filter(group__user=user).values("organisation"))
    cities = cities_of_office(user)
    own = Q(drafting_unit__parent__in=cities) | Q(drafting_unit__in=cities)
    outside = Assessment.objects.filter(plan_item=None, plan_year=None).exclude(trigger="")
    files = outside.filter(mine | own, created_at__year=year)
    counts = files.order_by().values("drafting_unit").annotate(number=Count("pk"))
    numbers = {row["drafting_unit"]: row["number"] for row in counts}
    return [(unit, numbers[unit.pk]) for unit in Organisation.objects.filter(pk__in=numbers)]


def _coverage(rows: Iterable[PlanRow], triggered: Iterable[tuple[Organisation, int]]) -> list[Coverage]:
    by_unit: dict[int, list[PlanRow]] = defaultdict(list)
    found: dict[int, Coverage] = {}
    for row in rows:
        found.setdefault(row.item.unit_id, Coverage(row.item.unit))
        by_unit[row.item.unit_id].append(row)
    for unit, number in triggered:
        found.setdefault(unit.pk, Coverage(unit)).triggered = number
    for key, each in found.items():
        states = [row.item.state for row in by_unit[key]]
        each.planned = [row for row in by_unit[key] if row.item.state == PlanState.ACCEPTED]
        each.declined = states.count(PlanState.DECLINED)
        each.proposed = states.count(PlanState.PROPOSED)
    return sorted(found.values(), key=lambda each: each.unit.code)
