"""What the seating of a panel and the guards read. All of it is the office's; nobody else is shown the pool."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from indicators.expertise import NAMES
from panels.conflicts import conflicts_of_interest
from panels.drawing import Candidate, Lack, Rules, lacks
from panels.load import with_open_seats
from panels.models import Draw, Expert, Panel, Seat
from panels.suggestion import Suggested, suggest


def panel_lacks(panel: Panel | None) -> list[str]:
    """What the panel still needs by the rules of its edition, in sentences; nothing when it may begin."""
    if panel is None:
        return []
    return lacking(panel, list(panel.seats.counting().select_related("expert__expertise")))


def lacking(panel: Panel, seats: Sequence[Seat]) -> list[str]:
    """The same, of seats that were read with their experts' entries."""
    people = [_sitting(getattr(seat.expert, "expertise", None)) for seat in seats]
    return [_needed(lack) for lack in lacks(rules_of(panel), people)]


def unsealed_count(panel: Panel | None) -> int:
    return panel.seats.counting().filter(sealed_at=None).count() if panel else 0


def rules_of(panel: Panel) -> Rules:
    stage = panel.assessment.profile.stage("expert_panel")
    return Rules(panel.smallest, tuple(stage.fields), stage.districts)


@dataclass(frozen=True)
class Nominee:
    """An entry of the city's pool as it concerns one panel. `open_seats` are those on other panels; `why_not` says why
    this person may not be seated, or nothing."""

    entry: Expert
    seat: Seat | None
    open_seats: int
    why_not: str

    @property
    def seated(self) -> bool:
        return self.seat is not None and self.seat.left_at is None

    @property
    def field_names(self) -> str:
        return field_names(self.entry.fields)

    def candidate(self) -> Candidate:
        return Candidate(
            mark=self.entry.mark,
            fields=tuple(self.entry.fields),
            district=self.entry.district,
            seated=self.seated,
            left_out="" if self.seated else self.why_not,
        )


def nominees(panel: Panel) -> list[Nominee]:
    """The whole pool of the file's city, by number."""
    pool = Expert.objects.filter(city=panel.assessment.drafting_unit.city)
    entries = list(with_open_seats(pool, apart_from=panel).select_related("user"))
    seats = {seat.expert_id: seat for seat in panel.seats.all()}
    conflicts = conflicts_of_interest(panel.assessment, [entry.user for entry in entries])
    return [
        Nominee(
            entry=entry,
            seat=seats.get(entry.user_id),
            open_seats=entry.open_seats,
            why_not=str(conflicts.get(entry.user_id) or _why_not(entry, seats.get(entry.user_id))),
        )
        for entry in entries
    ]


def refusals(panel: Panel, experts: Sequence[User]) -> list[str]:
    """Why these people may not be this panel. Whoever sits there already is asked for conflicts only."""
    conflicts = conflicts_of_interest(panel.assessment, experts)
    wanted = {expert.pk for expert in experts}
    others = [each for each in nominees(panel) if each.entry.user_id in wanted and not each.seated]
    return [str(each) for each in conflicts.values()] + [
        each.why_not for each in others if each.why_not and each.entry.user_id not in conflicts
    ]


@dataclass(frozen=True)
class DrawRow:
    """A draw as the office reads it, with the names behind the marks; `kept`: how many of them have a seat by it."""

    draw: Draw
    names: list[str]
    kept: int


@dataclass(frozen=True)
class Seating:
    """The page on which the office forms a panel."""

    panel: Panel
    rules: Rules
    nominees: list[Nominee]
    suggestion: list[tuple[Nominee, str]]
    lacking: list[str]
    draws: list[DrawRow]

    @property
    def seated(self) -> list[Nominee]:
        return [each for each in self.nominees if each.seated]

    @property
    def suggested_panel(self) -> list[Nominee]:
        return self.seated + [nominee for nominee, _why in self.suggestion]

    @property
    def rule_fields(self) -> str:
        return field_names(self.rules.fields)


def seating_page(panel: Panel) -> Seating:
    pool = nominees(panel)
    by_mark = {each.entry.mark: each for each in pool}
    candidates = [each.candidate() for each in pool]
    rules = rules_of(panel)
    suggested = suggest(rules, candidates, {each.entry.mark: each.open_seats for each in pool})
    return Seating(
        panel=panel,
        rules=rules,
        nominees=pool,
        suggestion=[(by_mark[each.candidate.mark], _why(each)) for each in suggested],
        lacking=panel_lacks(panel),
        draws=_rows(panel, [each.entry for each in pool]),
    )


def draws_of(panel: Panel) -> list[DrawRow]:
    """All of them, the ones that did not stand as well; also when the panel can no longer be formed."""
    pool = Expert.objects.filter(city=panel.assessment.drafting_unit.city)
    return _rows(panel, pool.select_related("user")) if panel.draws.exists() else []


def _rows(panel: Panel, pool: Iterable[Expert]) -> list[DrawRow]:
    names = {entry.mark: str(entry) for entry in pool}
    draws = panel.draws.select_related("drawn_by").annotate(kept=Count("seats"))
    return [DrawRow(draw, [names.get(mark, mark) for mark in draw.drawn], draw.kept) for draw in draws]


def field_names(codes: Sequence[str]) -> str:
    return _(", ").join(str(NAMES[code]) for code in codes)


def cannot_draw(lack: Lack) -> str:
    """Why no draw can meet a rule: of all who may be drawn."""
    match lack.rule:
        case "experts":
            said = ngettext(
                "The panel needs %(need)s experts, and only %(have)s can be had.",
                "The panel needs %(need)s experts, and only %(have)s can be had.",
                lack.have,
            )
            return said % {"need": lack.need, "have": lack.have}
        case "fields":
            return _("Nobody who may be drawn knows: %(fields)s.") % {"fields": field_names(lack.fields)}
        case "districts":
            return _("Those who may be drawn come from %(have)s of the %(need)s districts needed.") % {
                "have": lack.have,
                "need": lack.need,
            }


def _needed(lack: Lack) -> str:
    match lack.rule:
        case "experts":
            missing = lack.need - lack.have
            said = ngettext(
                "The panel needs %(count)s more expert.", "The panel needs %(count)s more experts.", missing
            )
            return said % {"count": missing}
        case "fields":
            return _("Nobody on the panel knows: %(fields)s.") % {"fields": field_names(lack.fields)}
        case "districts":
            return _("The panel comes from %(have)s of the %(need)s districts needed.") % {
                "have": lack.have,
                "need": lack.need,
            }


def _sitting(entry: Expert | None) -> Candidate:
    """Whoever sits there without an entry in a pool is one more expert, of no known field or district."""
    if entry is None:
        return Candidate(mark="")
    return Candidate(entry.mark, tuple(entry.fields), entry.district, seated=True)


def _why_not(entry: Expert, seat: Seat | None) -> str:
    """Besides conflicts of interest, which know of terms as well."""
    if seat is not None and seat.left_at is not None:
        return _("%(name)s has given up the seat on this panel.") % {"name": entry}
    if entry.open_seats >= entry.most_cases:
        said = ngettext(
            "%(name)s already sits on %(count)s open panel, the most agreed.",
            "%(name)s already sits on %(count)s open panels, the most agreed.",
            entry.open_seats,
        )
        return said % {"name": entry, "count": entry.open_seats}
    return ""


def _why(suggested: Suggested) -> str:
    reasons = []
    if suggested.brings:
        reasons.append(_("knows %(fields)s") % {"fields": field_names(suggested.brings)})
    if suggested.new_district:
        reasons.append(_("is the first from %(district)s") % {"district": suggested.candidate.district})
    count = suggested.open_seats
    load = ngettext("sits on %(count)s open panel", "sits on %(count)s open panels", count) % {"count": count}
    reasons.append(load if count else _("sits on no open panel"))
    return _("; ").join(reasons)
