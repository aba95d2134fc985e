"""What the office reads item by item, what it sent back, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from assessments.enums import Part
from assessments.models import Assessment, Return, ReturnedItem
from assessments.parts import Changed, FilePart, Line, differences, lines, parts_of
from workflows.enums import Stage
from workflows.models import Case
from workflows.roles import INSIDE


@dataclass(frozen=True)
class Came:
    """An item that was sent back, beside what stands there now; `changed` is empty where it reads as before."""

    item: ReturnedItem
    name: str
    then: list[Line]
    changed: list[Changed]
    still_asked: bool = True

    @property
    def key(self) -> str:
        return f"{self.item.part}-{self.item.code}" if self.item.code else self.item.part

    @property
    def part(self) -> Part:
        return Part(self.item.part)


@dataclass(frozen=True)
class CheckRow:
    """One part as the office reads it. `rating` is shown before anything else; `came` where it was sent back last
    time; `written_since` where it was written since then without having been named."""

    part: FilePart
    lines: list[Line]
    came: Came | None
    written_since: bool

    @property
    def rating(self) -> str:
        return str(self.part.content.get("rating", ""))

    @property
    def is_rated(self) -> bool:
        return "rating" in self.part.content


@dataclass(frozen=True)
class CheckPage:
    sections: list[tuple[str, list[CheckRow]]]
    last: Return | None
    came: list[Came]
    elsewhere: list[FilePart]


@dataclass(frozen=True)
class ReturnRow:
    """A return with its items; with what has become of them where it is the newest."""

    returned: Return
    came: list[Came]
    newest: bool


def is_inside(case: Case, user: User) -> bool:
    """Whether the person works on the case in the unit or the office."""
    return any(user.has_perm(right, case) for right in INSIDE)


def check_page(case: Case) -> CheckPage:
    """The whole file part by part; what came back first, marked against what the office had read of it."""
    file = case.assessment
    parts, last = parts_of(file), _last_return(case)
    came = _came(last, parts, file) if last else []
    named = {each.key: each for each in came}
    since = [each for each in parts if last and each.written_at and each.written_at > last.returned_at]
    elsewhere = [each for each in since if each.key not in named]
    rows = [
        CheckRow(
            part=each,
            lines=lines(each.part, each.content, file.indicator_set.file),
            came=named.get(each.key),
            written_since=each in elsewhere,
        )
        for each in parts
    ]
    sections = [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.part.section)]
    return CheckPage(sections, last, came, elsewhere)


def returns_of(assessment: Assessment) -> list[ReturnRow]:
    """Newest first; only the newest is compared with what stands now."""
    returns = list(assessment.returns.select_related("returned_by").prefetch_related("items").reverse())
    if not returns:
        return []
    parts = parts_of(assessment)
    return [ReturnRow(each, _came(each, parts, assessment), newest=each is returns[0]) for each in returns]


def returns_in_short(assessment: Assessment) -> list[Return]:
    """For the case page, newest first, with their items."""
    return list(assessment.returns.select_related("returned_by").prefetch_related("items").reverse())


def _last_return(case: Case) -> Return | None:
    """The return that the file has come back from; none once a committee has met on the file since."""
    last = case.assessment.returns.select_related("returned_by").prefetch_related("items").last()
    if last is None:
        return None
    met = case.clocks.filter(stage=Stage.COMMITTEE, entered_at__gte=last.returned_at).exists()
    return None if met else last


def _came(returned: Return, parts: Iterable[FilePart], assessment: Assessment) -> list[Came]:
    """In the order of the file; what the file holds no more comes last."""
    now, file = {(each.part, each.code): each for each in parts}, assessment.indicator_set.file
    items = {(Part(each.part), each.code): each for each in returned.items.all()}
    found = [
        Came(
            item=items[key],
            name=part.name,
            then=lines(part.part, items[key].read, file),
            changed=differences(part.part, items[key].read, part.content, file),
        )
        for key, part in now.items()
        if key in items
    ]
    gone = [
        Came(item, "", lines(part, item.read, file), [], still_asked=False)
        for (part, _code), item in items.items()
        if (part, _code) not in now
    ]
    return [*found, *gone]
