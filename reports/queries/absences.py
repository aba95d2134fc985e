"""Why no children were heard: the signed reasons of all cities, for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from participation.gates import State, gates_of_all
from participation.models import Absence
from reports.models import Publication
from workflows.enums import Stage

PER_PAGE = 20


@dataclass(frozen=True)
class Row:
    """`is_superseded`: children were heard at the link after all. `publication` is the case's report once there is
    one."""

    absence: Absence
    link: str
    is_superseded: bool
    publication: Publication | None


@dataclass(frozen=True)
class Absences:
    page: Page  # type: ignore[type-arg]
    rows: Sequence[Row]
    cities: Sequence[Organisation]
    city: str


def absences(city: str = "", number: str | None = None) -> Absences:
    """One page of them, the last signed first; of one city where it is asked for by its code. Matters that were
    withdrawn are nobody's any more."""
    found = _signed()
    own = found.values("assessment__drafting_unit").order_by()
    top = Organisation.objects.filter(pk__in=own).annotate(top=Coalesce("parent", "pk")).values("top")
    cities = list(Organisation.objects.filter(pk__in=top))
    if city:
        places = Organisation.objects.annotate(of=Coalesce("parent__code", "code")).filter(of=city)
        found = found.filter(assessment__drafting_unit__in=places)
    page = Paginator(found, PER_PAGE).get_page(number)
    return Absences(page=page, rows=_rows(list(page.object_list)), cities=cities, city=city)


def _signed() -> QuerySet[Absence]:
    signed: QuerySet[Absence] = Absence.objects.signed().exclude(assessment__case__state=Stage.WITHDRAWN)
    return signed.select_related(
        "assessment__drafting_unit__parent", "assessment__indicator_set", "assessment__screening"
    ).order_by("-signed_at", "-pk")


def _rows(absences: list[Absence]) -> list[Row]:
    files = {each.assessment_id: each.assessment for each in absences}
    gates = gates_of_all([*files.values()]) if files else {}
    public = Publication.objects.public().defer("record", "search").filter(assessment__in=files)
    reports = {each.assessment_id: each for each in public}
    rows = []
    for each in absences:
        gate = next((gate for gate in gates[each.assessment_id] if gate.link == each.link), None)
        rows.append(
            Row(
                absence=each,
                link=gate.name if gate else each.get_link_display(),
                is_superseded=gate is not None and gate.state == State.HEARD,
                publication=reports.get(each.assessment_id),
            )
        )
    return rows
