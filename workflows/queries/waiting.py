"""What waits for people: for one on the desk, for many in the daily digest, in the same number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.enums import Role
from accounts.localised import Localised
from accounts.models import Post, User
from plans.enums import PlanState
from plans.models import PlanItem
from workflows.clock import calendars
from workflows.lights import Left, Light, Lights
from workflows.models import CaseSummary
from workflows.queries.duties import Duty, duties_of
from workflows.queries.gate_duties import concern_duties_of, concerns_left, gate_duties_of
from workflows.queries.turn_words import later
from workflows.queries.turns import Kind, Turn, turns_of, turns_with


@dataclass(frozen=True)
class DeskRow(Localised):
    """One thing that waits for somebody, or, where `waits` is empty, a case that the person can read.

    `waits` is said in the language of whoever reads it; `local.title` and `local.stage` are the matter's and the set's
    own words. `left` says the time until `due`, with its light.
    """

    kind: Kind
    code: str
    title: Promise | str
    title_en: str
    url: str
    waits: Promise | str
    due: date | None
    left: Left
    stage: Promise | str = ""
    stage_en: str = ""
    illustrative: bool = False

    @property
    def urgency(self) -> tuple[bool, date, str]:
        """Signs of harm and what came back first, then by the deadline; what has none comes last."""
        return (
            self.kind not in (Kind.RETURNED, Kind.CONCERN),
            date.min if self.kind == Kind.CONCERN else self.due or date.max,
            self.code,
        )


def waiting_for(users: Iterable[User]) -> dict[int, list[DeskRow]]:
    """By the key of each person everything that waits for the person, the most urgent first; an empty list where
    nothing does. Constant in queries, however many people and cases there are."""
    found: dict[int, list[DeskRow]] = {user.pk: [] for user in users}
    turns = [turn for turn in turns_of(found) if turn.user in found]
    lights = CityLights()
    for turn in turns:
        found[turn.user].append(_row(turn, lights))
    for duty in duties_of(found):
        found[duty.user].append(_follow_up_row(duty, lights))
    for gate in gate_duties_of(found):
        due = timezone.localdate(gate.row.due_at) if gate.row.due_at else None
        city = lights[gate.row.city_id]
        row = _desk_row(gate.row, Kind.CASE, gate.words, due, city, "participation:show_part")
        found[gate.user].append(row)
    for user, row in (*_proposals(found), *_concerns(found)):
        found[user].append(row)
    return {user: sorted(rows, key=lambda row: row.urgency) for user, rows in found.items()}


def _follow_up_row(duty: Duty, lights: "CityLights") -> DeskRow:
    file = duty.assessment
    return DeskRow(
        kind=Kind.FOLLOW_UP,
        code=file.code,
        title=file.title,
        title_en=file.title_en,
        url=reverse("workflows:show_follow_up", args=[file.code]),
        waits=duty.words,
        due=duty.due,
        left=lights[file.drafting_unit.parent_id or file.drafting_unit_id].of(duty.due),
        stage=gettext_lazy("Follow-up"),
        illustrative=file.illustrative,
    )


def _proposals(users: Iterable[int]) -> Iterator[tuple[int, DeskRow]]:
    """For the office, one row for each year in whose plan matters are proposed that nobody has decided."""
    open_items = PlanItem.objects.filter(state=PlanState.PROPOSED).order_by("year")
    numbers = list(open_items.values_list("city", "year").annotate(Count("pk")))
    if not numbers:
        return
    posts = Post.objects.filter(role=Role.OFFICE, group__user__in=users)
    offices = {
        (above or place, user)
        for place, above, user in posts.values_list("organisation", "organisation__parent", "group__user")
    }
    for city, year, number in numbers:
        row = DeskRow(
            kind=Kind.PLAN,
            code=str(year),
            title=lazy(_plan_of, str)(year),
            title_en="",
            url=f"{reverse('workflows:show_plan')}?year={year}",
            waits=lazy(_to_decide, str)(number),
            due=None,
            left=Left(Light.NONE),
        )
        yield from ((user, row) for place, user in sorted(offices) if place == city)


def _concerns(users: Iterable[int]) -> Iterator[tuple[int, DeskRow]]:
    """For the officer for the protection of minors, one row for all: it is due at once and names no case."""
    for duty in concern_duties_of(users):
        yield (
            duty.user,
            DeskRow(
                kind=Kind.CONCERN,
                code="",
                title=gettext_lazy("Signs of harm"),
                title_en="",
                url=reverse("participation:list_concerns"),
                waits=later(concerns_left, duty.number),
                due=None,
                left=Left(Light.NONE),
            ),
        )


def _plan_of(year: int) -> str:
    return _("Annual plan %(year)s") % {"year": year}


def _to_decide(number: int) -> str:
    return ngettext("%(count)s proposed matter to decide", "%(count)s proposed matters to decide", number) % {
        "count": number
    }


def awaited(cases: Sequence[int]) -> dict[int, list[Turn]]:
    """By the key of each case everybody for whom it waits; an empty list where nobody can do anything."""
    found: dict[int, list[Turn]] = {case: [] for case in cases}
    for turn in turns_with(cases):
        found[turn.row.pk].append(turn)
    return found


class CityLights(dict[int, Lights]):
    """Every city's lights of today, in one query."""

    def __init__(self) -> None:
        super().__init__()
        self._calendars, self._today = calendars(), timezone.localdate()

    def __missing__(self, city: int) -> Lights:
        self[city] = Lights(self._calendars[city], self._today)
        return self[city]


def read_only(row: CaseSummary, lights: Lights) -> DeskRow:
    """A case of somebody else's turn."""
    return _desk_row(row, Kind.CASE, "", timezone.localdate(row.due_at) if row.due_at else None, lights)


def _row(turn: Turn, lights: CityLights) -> DeskRow:
    return _desk_row(turn.row, turn.kind, turn.words, turn.due, lights[turn.row.city_id], turn.page)


def _desk_row(
    row: CaseSummary,
    kind: Kind,
    waits: Promise | str,
    due: date | None,
    lights: Lights,
    page: str = "workflows:show_case",
) -> DeskRow:
    return DeskRow(
        kind=kind,
        code=row.code,
        title=row.title,
        title_en=row.title_en,
        url=reverse(page, args=[row.code]),
        waits=waits,
        due=due,
        left=lights.of(due),
        stage=row.stage_name or row.get_stage_display(),
        stage_en=row.stage_name_en,
        illustrative=row.case.assessment.illustrative,
    )
