"""What the register lists, and by what it is searched and filtered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.localised import english_is_active
from accounts.models import Organisation
from committees.enums import ConditionState
from committees.followup import Standing, standing
from committees.models import Condition
from reports.enums import RESULTS
from reports.listing import searchable
from reports.models import Publication

LONGEST_QUESTION, MOST_WORDS = 100, 8
PER_PAGE = 20
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Question:
    """What a reader asks the register for. Each field is a parameter of the address; what cannot be, counts as not
    asked. Cities and units go by their codes."""

    q: str = ""
    year: str = ""
    area: str = ""
    city: str = ""
    unit: str = ""
    outcome: str = ""
    conditions: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Question":
        given = {name: _plain(asked.get(name, "")) for name in cls.__dataclass_fields__}
        if given["outcome"] not in dict(RESULTS):
            given["outcome"] = ""
        if given["conditions"] not in Standing.values:
            given["conditions"] = ""
        if not (given["year"].isascii() and given["year"].isdigit() and int(given["year"]) in YEARS):
            given["year"] = ""
        return cls(**given)

    @property
    def asked(self) -> dict[str, str]:
        return {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name))}

    def but(self, **changes: str) -> str:
        """The address's end for this question with something else asked."""
        found = urlencode(replace(self, **changes).asked)
        return f"?{found}" if found else "?"


def _plain(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_QUESTION]


@dataclass(frozen=True)
class Choice:
    """One value that a reader may filter by, and how many reports of the whole register have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Row:
    """A report in the list; `standings` counts its conditions as they stand today."""

    publication: Publication
    standings: Mapping[Standing, int]

    @property
    def conditions(self) -> int:
        return sum(self.standings.values())

    @property
    def overdue(self) -> int:
        return self.standings.get(Standing.OVERDUE, 0)

    @property
    def met(self) -> int:
        return self.standings.get(Standing.MET, 0)


@dataclass(frozen=True)
class Register:
    question: Question
    page: Page  # type: ignore[type-arg]
    rows: Sequence[Row]
    choices: Mapping[str, Sequence[Choice]]

    @cached_property
    def total(self) -> int:
        """All that is published, whatever was asked."""
        return sum(choice.count for choice in self.choices["outcome"])


def register(question: Question, number: str | None = None) -> Register:
    """One page of what matches, newest first."""
    today = timezone.localdate()
    page = Paginator(matching(question, today), PER_PAGE).get_page(number)
    publications = list(page.object_list)
    standings = standings_of(publications, today)
    return Register(
        question=question,
        page=page,
        rows=[Row(each, standings[each.assessment_id]) for each in publications],
        choices=_choices(),
    )


def latest(count: int) -> list[Publication]:
    return list(matching(Question(), timezone.localdate())[:count])


def matching(question: Question, today: date) -> QuerySet[Publication]:
    """Every word must occur; what was taken back is found by its title and number alone."""
    found: QuerySet[Publication] = (
        Publication.objects.public()
        .defer("record", "search")
        .select_related("assessment__drafting_unit__parent", "retraction")
    )
    for word in searchable(question.q).split()[:MOST_WORDS]:
        found = found.filter(search__contains=word)
    if question.year:
        found = found.filter(concluded__year=int(question.year))
    if question.area:
        found = found.filter(area=question.area)
    if question.city:
        found = found.filter(assessment__drafting_unit__in=_of_city(question.city))
    if question.unit:
        found = found.filter(assessment__drafting_unit__code=question.unit)
    if question.outcome:
        found = found.filter(outcome=question.outcome)
    if question.conditions:
        found = _with_conditions(found, Standing(question.conditions), today)
    return found.order_by("-published_at", "-id")


def _of_city(code: str) -> QuerySet[Organisation]:
    own = Organisation.objects.annotate(of=Coalesce("parent__code", "code"))
    return own.filter(of=code)


def _with_conditions(found: QuerySet[Publication], asked: Standing, today: date) -> QuerySet[Publication]:
    """Each report with conditions stands under one of the three: one overdue makes it overdue, else one open makes it
    open."""
    followed = Condition.objects.filter(
        decision__follow_up__isnull=False, decision__meeting__assessment=OuterRef("assessment")
    )
    unmet = followed.filter(state=ConditionState.OPEN)
    late = Exists(unmet.filter(due__lt=today))
    match asked:
        case Standing.OVERDUE:
            return found.filter(late)
        case Standing.OPEN:
            return found.filter(Exists(unmet)).exclude(late)
        case Standing.MET:
            return found.filter(Exists(followed)).exclude(Exists(unmet))


def standings_of(publications: Iterable[Publication], today: date) -> Mapping[int, Mapping[Standing, int]]:
    """How many conditions of each case are met, open or overdue; none where nothing is followed."""
    asked = [each.assessment_id for each in publications]
    followed = Condition.objects.filter(decision__follow_up__isnull=False)
    rows = followed.filter(decision__meeting__assessment__in=asked).order_by()
    found: dict[int, Counter[Standing]] = defaultdict(Counter)
    for case, state, due in rows.values_list("decision__meeting__assessment", "state", "due"):
        found[case][standing(state=state, due=due, today=today)] += 1
    return found


def _choices() -> Mapping[str, Sequence[Choice]]:
    """What can be chosen, with two questions to the database: of the columns that an index has, and of the units. All
    in one would have about as many answers as there are reports."""
    public = Publication.objects.public().order_by()
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    columns = ("concluded__year", "area", "area_name", "area_name_en", "outcome")
    for year, area, area_zh, area_en, outcome, count in public.values_list(*columns).annotate(Count("pk")):
        counts["year"][str(year or ""), str(year or "")] += count
        counts["area"][area, _local(area_zh, area_en)] += count
        counts["outcome"][outcome, str(dict(RESULTS)[outcome])] += count
    unit = "assessment__drafting_unit"
    places = [
        f"{place}__{part}" for place in (unit, f"{unit}__parent") for part in ("code", "name", "name_en")
    ]
    for *names, count in public.values_list(*places).annotate(Count("pk")):
        own, parent = names[:3], names[3:]
        counts["unit"][own[0], _local(*own[1:])] += count
        city = parent if parent[0] else own
        counts["city"][city[0], _local(*city[1:])] += count
    return {name: _in_order(name, counts[name]) for name in ("year", "area", "city", "unit", "outcome")}


def _in_order(name: str, counts: Counter[tuple[str, str]]) -> list[Choice]:
    """Years newest first, results as the committee lists them, the rest by name. One value may have had several names:
    the most frequent one is shown, and of equals the same one each time."""
    merged: dict[str, Counter[str]] = defaultdict(Counter)
    for (value, label), count in counts.items():
        merged[value][label] += count
    found = [
        Choice(value, max(labels, key=lambda label: (labels[label], label)), labels.total())
        for value, labels in merged.items()
        if value
    ]
    if name == "year":
        return sorted(found, key=lambda each: each.value, reverse=True)
    if name == "outcome":
        order = [code for code, _label in RESULTS]
        return sorted(found, key=lambda each: order.index(each.value))
    return sorted(found, key=lambda each: (each.label, each.value))


def _local(chinese: str, english: str | None) -> str:
    return (english or chinese) if english_is_active() else chinese
