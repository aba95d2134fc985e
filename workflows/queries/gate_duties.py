"""What children's part waits for: sessions still to be held, reasons still to be signed, signs of harm; over all cases
of some people, in constant queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import Post
from indicators.models import IndicatorSet
from participation.gates import State, holding_all
from participation.models import Absence, Concern
from workflows.childrens_part import still_to_be_heard
from workflows.models import CaseSummary

ROLES = (Role.DRAFTER, Role.HEAD, Role.OFFICE)


@dataclass(frozen=True)
class GateDuty:
    """`row` is the case's summary with its file."""

    user: int
    row: Any
    words: Promise | str


def gate_duties_of(users: Iterable[int]) -> list[GateDuty]:
    """Gates that hold a case wait for whoever writes its file; a reason waits for whoever may sign it and has not
    written it."""
    held: dict[tuple[Role, int], set[int]] = defaultdict(set)
    posts = Post.objects.filter(role__in=ROLES, group__user__in=list(users))
    for role, place, above, user in posts.values_list(
        "role", "organisation", "organisation__parent", "group__user"
    ):
        held[Role(role), (above or place) if role == Role.OFFICE else place].add(user)
    if not held:
        return []
    rows = _rows(held)
    sets = (
        IndicatorSet.objects.in_bulk({row.case.assessment.indicator_set_id for row in rows}) if rows else {}
    )
    for row in rows:
        row.case.assessment.indicator_set = sets[row.case.assessment.indicator_set_id]
    gates = holding_all([(row.case.assessment, row.stage) for row in rows])
    return [
        duty for row in rows if (found := gates[row.case.assessment_id]) for duty in _duties(row, found, held)
    ]


def _rows(held: dict[tuple[Role, int], set[int]]) -> list[Any]:
    """Open cases of these drafters' units, and those with something to sign for these heads and offices."""
    unsigned = Exists(Absence.objects.filter(assessment=OuterRef("case__assessment"), signed_at=None))
    places = {role: [place for each, place in held if each == role] for role in ROLES}
    wanted = (
        Q(unit__in=places[Role.DRAFTER])
        | Q(unsigned, unit__in=places[Role.HEAD])
        | Q(unsigned, city__in=places[Role.OFFICE])
    )
    charge = Post.objects.filter(
        role=Role.DRAFTER,
        organisation=OuterRef("unit"),
        group__user=OuterRef("responsible"),
        group__user__is_active=True,
    )
    rows = CaseSummary.objects.filter(wanted, ended=False).annotate(in_charge=Exists(charge))
    return list(rows.select_related("case__assessment__screening").order_by("order", "pk"))


def _duties(row: Any, gates: list[Any], held: dict[tuple[Role, int], set[int]]) -> Iterator[GateDuty]:
    still = {gate.link for gate in gates if gate.state == State.OPEN}
    writers = held.get((Role.DRAFTER, row.unit_id), set())
    if row.in_charge:
        writers = writers & {row.responsible_id}
    if still:
        # A digest says it in the language of whoever reads it, so the names stay the edition's own until then.
        names = [each.name for each in row.case.assessment.profile.participation if each.link in still]
        words = lazy(still_to_be_heard, str)(names)
        yield from (GateDuty(user, row, words) for user in sorted(writers))
    written = {gate.absence.updated_by_id for gate in gates if gate.state == State.UNSIGNED}
    signers = held.get((Role.HEAD, row.unit_id), set()) | held.get((Role.OFFICE, row.city_id), set())
    for user in sorted(signers):
        if written - {user}:
            yield GateDuty(user, row, _("Read why no children are heard, and sign"))


@dataclass(frozen=True)
class ConcernDuty:
    """So many signs of harm in a city of which nobody has said what was done."""

    user: int
    city: int
    number: int


def concern_duties_of(users: Iterable[int]) -> list[ConcernDuty]:
    numbers = dict(Concern.objects.unfinished().order_by().values_list("city").annotate(Count("pk")))
    if not numbers:
        return []
    posts = Post.objects.filter(role=Role.PROTECTION, group__user__in=list(users))
    officers = {
        (above or place, user)
        for place, above, user in posts.values_list("organisation", "organisation__parent", "group__user")
    }
    return [ConcernDuty(user, city, numbers[city]) for city, user in sorted(officers) if numbers.get(city, 0)]


def concerns_left(count: int) -> str:
    said = ngettext(
        "%(count)s sign of harm to a child: act now", "%(count)s signs of harm to children: act now", count
    )
    return said % {"count": count}
