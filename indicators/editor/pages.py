"""What the pages of the office's editor show."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from accounts.models import Organisation, User
from indicators.editor import parts, wording
from indicators.editor.problems import PartProblem, check_data
from indicators.models import DraftSet, IndicatorSet
from indicators.operations.publishing import columns_of
from indicators.profile import Profile
from indicators.querysets import DraftQuerySet, cities_of_office
from indicators.schema import Depth, SetFile, Terms, Tier
from ledger.models import Event

_EVENTS = {
    "draft.started": _("began the draft"),
    "draft.changed": _("changed %(part)s"),
    "draft.part_added": _("added %(part)s"),
    "draft.part_moved": _("moved %(part)s"),
    "draft.part_removed": _("took out %(part)s"),
    "draft.replaced": _("imported a file"),
    "draft.published": _("published it"),
    "draft.discarded": _("put it away"),
}


class DraftRow(NamedTuple):
    draft: DraftSet
    name: str


class Office(NamedTuple):
    """What somebody at a city's committee office has to do with sets."""

    cities: list[Organisation]
    editions: list[IndicatorSet]
    drafts: list[DraftRow]


class Line(NamedTuple):
    """A part in the list of a draft's page; `code` is that of an aspect or indicator, `size` the number of its entries,
    None where that says nothing."""

    part: str
    code: str
    title: str
    size: int | None
    troubles: int


class AspectLines(NamedTuple):
    line: Line
    indicators: list[Line]


class DraftPage(NamedTuple):
    draft: DraftSet
    name: str
    sections: list[Line]
    aspects: list[AspectLines]
    checked: SetFile | None
    problems: list[PartProblem]
    fingerprint: int

    @property
    def size(self) -> int:
        return sum(len(aspect.indicators) for aspect in self.aspects)


def office(user: User | AnonymousUser) -> Office | None:
    """Three queries; None for everybody who is not at an office."""
    cities = list(cities_of_office(user))
    if not cities:
        return None
    editions = IndicatorSet.objects.newest().filter(owner__in=cities)
    drafts = visible_drafts(user).open()
    return Office(cities, list(editions), [DraftRow(each, wording.name_in(each.data)) for each in drafts])


def visible_drafts(user: User | AnonymousUser) -> DraftQuerySet:
    """With what the pages read of them."""
    drafts: DraftQuerySet = DraftSet.objects.visible_to(user)
    return drafts.select_related("owner", "based_on", "updated_by", "published_as")


def draft_page(draft: DraftSet) -> DraftPage:
    """No query: a draft is one row."""
    checked, problems = check_data(draft.data)
    troubles = [problem.part for problem in problems]

    def line(part: str, content: object) -> Line:
        size = len(content) if isinstance(content, list) else None
        code = part.partition("/")[2]
        title = (
            wording.name_in(parts.read(draft.data, part)) if code else wording.part_title(draft.data, part)
        )
        return Line(part, code, title, size, troubles.count(part))

    aspects = [
        AspectLines(
            line(f"aspects/{aspect['code']}", aspect["indicators"]),
            [line(f"indicators/{each['code']}", None) for each in aspect["indicators"]],
        )
        for aspect in draft.data["aspects"]
    ]
    return DraftPage(
        draft=draft,
        name=wording.name_in(draft.data),
        sections=[line(part, _entries(draft.data, part)) for part in parts.SECTIONS],
        aspects=aspects,
        checked=checked,
        problems=problems,
        fingerprint=parts.fingerprint(draft.data),
    )


def _entries(data: parts.Data, part: str) -> object:
    """The list of which a section consists, or that which matters most in it."""
    inside = {"scale": "levels", "workflow": "stages"}
    if part in inside:
        return parts.value_at(data, (part, inside[part]))
    return data.get(part, []) if part != "about" else None


def newer_edition(draft: DraftSet) -> IndicatorSet | None:
    """What was published after the edition that an open draft is based on, and is not in the draft."""
    if draft.based_on is None or not draft.is_open:
        return None
    newest: IndicatorSet = IndicatorSet.objects.newest().get(code=draft.based_on.code)
    return None if newest == draft.based_on else newest


class Procedure(NamedTuple):
    """What a drawing of the procedure needs of a set file."""

    workflow: Profile
    tiers: list[Tier]
    depths: list[Depth]
    terms: Terms


class Drawable(NamedTuple):
    file: Procedure


def procedure(data: parts.Data) -> Drawable | None:
    """The procedure, however unfinished the rest of the draft is; None while it is faulty itself."""
    try:
        return Drawable(
            Procedure(
                workflow=Profile.model_validate(data["workflow"]),
                tiers=[Tier.model_validate(each) for each in data.get("tiers", [])],
                depths=[Depth.model_validate(each) for each in data.get("depths", [])],
                terms=Terms.model_validate(data.get("terms", {})),
            )
        )
    except ValidationError:
        return None


def unsaved_edition(draft: DraftSet, checked: SetFile) -> IndicatorSet:
    """The edition that the draft would become, to look at."""
    return IndicatorSet(code=checked.code, edition=checked.edition, owner=draft.owner, **columns_of(checked))


class Neighbours(NamedTuple):
    before: str
    after: str


def neighbours(data: parts.Data, part: str) -> Neighbours:
    """The parts on either side, as the draft's page lists them; empty at the ends."""
    listed = parts.every_part(data)
    at = listed.index(part)
    return Neighbours(listed[at - 1] if at else "", listed[at + 1] if at + 1 < len(listed) else "")


class PartChange(NamedTuple):
    """`kind`: "added", "removed" or "changed"."""

    kind: str
    title: str


def changed_parts(old: parts.Data, new: parts.Data) -> list[PartChange]:
    """Which parts another content would change: what an import says before it replaces anything."""
    changes = [
        PartChange("changed", wording.part_title(new, part))
        for part in parts.SECTIONS
        if parts.read(old, part) != parts.read(new, part)
    ]
    for kind in ("aspects", "indicators"):
        before, after = parts.codes(old, kind), parts.codes(new, kind)
        for code in dict.fromkeys([*after, *before]):
            part = f"{kind}/{code}"
            if code not in before:
                changes.append(PartChange("added", wording.part_title(new, part)))
            elif code not in after:
                changes.append(PartChange("removed", wording.part_title(old, part)))
            elif parts.read(old, part) != parts.read(new, part):
                changes.append(PartChange("changed", wording.part_title(new, part)))
    if not changes and old != new:
        changes.append(PartChange("changed", wording.part_title(new, "")))
    return changes


def event_in_words(event: Event) -> str:
    """What somebody did to a draft, as a phrase after the name."""
    what = _EVENTS[event.name]
    part = str(event.data.get("part", ""))
    kind, _slash, code = part.partition("/")
    named = code or (str(wording.SECTIONS[kind]) if kind in wording.SECTIONS else "")
    return str(what) % {"part": named}
