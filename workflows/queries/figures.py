"""The ledger in figures: where cases are, how long they wait, weak indicators, children most touched, who is late."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.localised import english_is_active
from accounts.models import Organisation, User
from assessments.enums import Part
from assessments.models import Answer, ReturnedItem
from indicators.models import IndicatorSet
from indicators.scale import NOT_APPLICABLE, UNCERTAIN
from workflows.calendar import Calendar
from workflows.clock import calendars
from workflows.enums import Stage
from workflows.models import StageClock
from workflows.queries.ledger import Filters, Reach
from workflows.querysets import SummaryQuerySet

WORST = 10
# Stages in which a department has the file in hand.
OF_THE_UNIT = (Stage.SCREENING, Stage.SELF_ASSESSMENT, Stage.SIGN_OFF)


@dataclass(frozen=True)
class StageFigure:
    """Cases in a stage now, and how long those that have left it were there, in working days."""

    name: str
    cases: int
    left: int
    median: Fraction | None


@dataclass(frozen=True)
class WeakIndicator:
    """How often an indicator was answered in the negative, as uncertain, or sent back by the office."""

    set_code: str
    code: str
    name: str
    negative: int
    uncertain: int
    returned: int

    @property
    def total(self) -> int:
        return self.negative + self.uncertain + self.returned


@dataclass(frozen=True)
class TouchedGroup:
    """How often a group of children is named as touched, and how often for the worse."""

    name: str
    answers: int
    negative: int


@dataclass(frozen=True)
class LateUnit:
    """A department's stays in the stages that are its own, and those over their time."""

    name: str
    stays: int
    late: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.late, self.stays)

    @property
    def percent(self) -> int:
        return round(self.share * 100)


@dataclass(frozen=True)
class Figures:
    filters: Filters
    years: list[int]
    cases: int
    stages: list[StageFigure]
    indicators: list[WeakIndicator]
    groups: list[TouchedGroup]
    units: list[LateUnit]


def figures(user: User, given: Mapping[str, str]) -> Figures:
    """Of the year asked for, as far as the person's ledger goes; in a constant number of queries."""
    reach = Reach(user)
    filters = Filters(year=Filters.read(given).year)
    rows = filters.apply(reach.rows)
    here = Counter(dict(rows.order_by().values_list("stage").annotate(Count("pk"))))
    return Figures(
        filters=filters,
        years=reach.years(),
        cases=sum(here.values()),
        stages=_stages(rows, here, calendars()[reach.city.pk]),
        indicators=_indicators(rows),
        groups=_groups(rows),
        units=_late_units(rows),
    )


def _stages(rows: SummaryQuerySet, here: Counter[str], calendar: Calendar) -> list[StageFigure]:
    ended = StageClock.objects.filter(case__summary__in=rows, left_at__isnull=False).order_by()
    stays = [
        (stage, timezone.localdate(entered), timezone.localdate(left))
        for stage, entered, left in ended.values_list("stage", "entered_at", "left_at")
    ]
    until = _working_days(calendar, {day for _stage, *days in stays for day in days})
    lengths: dict[str, list[int]] = defaultdict(list)
    for stage, entered, left in stays:
        lengths[stage].append(until[left] - until[entered])
    return [
        StageFigure(str(stage.label), here[stage], len(lengths[stage]), _median(lengths[stage]))
        for stage in Stage
        if here[stage] or lengths[stage]
    ]


def _working_days(calendar: Calendar, days: set[date]) -> dict[date, int]:
    """How many working days lie between the first of these days and each day up to the last, counted in one go."""
    if not days:
        return {}
    day, total = min(days), 0
    until = {day: 0}
    last = max(days)
    while day < last:
        day += timedelta(days=1)
        total += calendar.works(day)
        until[day] = total
    return until


def _median(values: list[int]) -> Fraction | None:
    return Fraction(median(map(Fraction, values))) if values else None


def _indicators(rows: SummaryQuerySet) -> list[WeakIndicator]:
    """The worst first. An indicator of several editions is one, under the name of any."""
    where = {"assessment__case__summary__in": rows}
    answered = (
        Answer.objects.filter(**where)
        .order_by()
        .values_list("indicator__indicator_set__code", "indicator__code")
        .annotate(
            Max("indicator__name"),
            Max("indicator__name_en"),
            negative=Count("pk", filter=Q(rating__startswith="-")),
            uncertain=Count("pk", filter=Q(rating=UNCERTAIN)),
        )
    )
    sent_back = ReturnedItem.objects.filter(
        part=Part.ANSWER, **{f"returned__{name}": value for name, value in where.items()}
    ).order_by()
    by_code = sent_back.values_list("returned__assessment__indicator_set__code", "code").annotate(Count("pk"))
    returned = {(chosen, code): count for chosen, code, count in by_code}
    found = [
        WeakIndicator(
            chosen,
            code,
            name_en or name if english_is_active() else name,
            negative,
            uncertain,
            returned.get((chosen, code), 0),
        )
        for chosen, code, name, name_en, negative, uncertain in answered
    ]
    weak = [each for each in found if each.total]
    return sorted(weak, key=lambda each: (-each.total, each.set_code, each.code))[:WORST]


def _groups(rows: SummaryQuerySet) -> list[TouchedGroup]:
    """Named where an effect was found; answers that name the same groups come from the database as one."""
    touched = (
        Answer.objects.filter(assessment__case__summary__in=rows)
        .exclude(rating__in=("", "0", NOT_APPLICABLE, UNCERTAIN))
        .order_by()
        .values_list("assessment__indicator_set", "groups")
        .annotate(answers=Count("pk"), negative=Count("pk", filter=Q(rating__startswith="-")))
    )
    answers: Counter[str] = Counter()
    negative: Counter[str] = Counter()
    found = list(touched)
    names = _group_names({edition for edition, *_rest in found})
    for edition, groups, count, bad in found:
        for name in {names.get((edition, code), code) for code in groups}:
            answers[name] += count
            negative[name] += bad
    most = sorted(answers, key=lambda name: (-answers[name], name))[:WORST]
    return [TouchedGroup(name, answers[name], negative[name]) for name in most]


def _group_names(editions: Iterable[int]) -> dict[tuple[int, str], str]:
    sets: Mapping[int, Any] = IndicatorSet.objects.in_bulk(editions)
    return {(key, group.code): str(group.name) for key, each in sets.items() for group in each.groups}


def _late_units(rows: SummaryQuerySet) -> list[LateUnit]:
    """Stays that are not over yet are late from the same second on as those that are."""
    now = timezone.now()
    timed = StageClock.objects.filter(
        case__summary__in=rows, stage__in=OF_THE_UNIT, due_at__isnull=False
    ).order_by()
    over = Q(until__gte=F("due_at") + timedelta(seconds=1))
    found = (
        timed.annotate(until=Coalesce("left_at", now))
        .values_list("case__summary__unit")
        .annotate(stays=Count("pk"), late=Count("pk", filter=over))
    )
    counts = {unit: (stays, late) for unit, stays, late in found}
    units = Organisation.objects.in_bulk(counts)
    made = [LateUnit(str(units[unit]), *count) for unit, count in counts.items()]
    return sorted(made, key=lambda each: (-each.share, -each.stays, each.name))
