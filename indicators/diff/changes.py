"""A difference between two editions: changes that say where, of what kind, and what stood there before and after."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.localised import english_is_active
from indicators.diff.kinds import Kind, Part
from indicators.diff.labels import FIELDS
from indicators.diff.words import Mark, item_marks, word_marks
from indicators.localised import Language, Text


@dataclass(frozen=True)
class Spot:
    """A place in an order, counted from 1; `within` names the list where there are several."""

    number: int
    within: str = ""
    name: Text | None = None

    def __str__(self) -> str:
        if self.name is None:
            return _("no. %(number)s") % {"number": self.number}
        return _("%(code)s %(name)s, no. %(number)s") % {
            "code": self.within,
            "name": self.name,
            "number": self.number,
        }


@dataclass(frozen=True)
class Coded:
    """Something that the file refers to by its code."""

    code: str
    name: Text


Single = Text | Coded | Spot | Promise | str | int | None
Value = Single | tuple[Single, ...]


@dataclass(frozen=True)
class Wording:
    """A change in one language, as marks."""

    language: Language
    marks: list[Mark]

    @property
    def is_readers(self) -> bool:
        return self.language == _mine()


@dataclass(frozen=True)
class Change:
    """`code` and `name` say of what; `field` is the key in the file, empty where a whole item came, went or moved;
    `detail` is the question of an indicator that came or went."""

    part: Part
    code: str
    name: Text | None
    kind: Kind
    field: str
    old: Value
    new: Value
    detail: Text | None = None

    @property
    def label(self) -> str:
        """What has changed, in words."""
        return str(FIELDS[self.field]) if self.field else ""

    @property
    def is_text(self) -> bool:
        """Whether it is told in words of the set, which are marked word by word."""
        return isinstance(self.old, Text) or isinstance(self.new, Text)

    @property
    def wordings(self) -> list[Wording]:
        """The languages in which it reads differently, the reader's first; a figure or a choice reads differently in
        both and is told once."""
        mine = _mine()
        other: Language = "zh" if mine == "en" else "en"
        told = self._told((mine, other), coded=False) or self._told((mine, other), coded=True)
        return told[:1] if len(told) > 1 and told[0].marks == told[1].marks else told

    def _told(self, languages: Sequence[Language], *, coded: bool) -> list[Wording]:
        marks = [(each, self._marks(each, coded=coded)) for each in languages]
        return [Wording(each, found) for each, found in marks if any(mark.kind != "same" for mark in found)]

    def _marks(self, language: Language, *, coded: bool) -> list[Mark]:
        old, new = _said(self.old, language, coded=coded), _said(self.new, language, coded=coded)
        if isinstance(old, list) or isinstance(new, list):
            return item_marks(_list(old), _list(new), "、" if language == "zh" else ", ")
        if self.is_text:
            return word_marks(old, new)
        found = (Mark("removed", old), Mark("added", new)) if old != new else (Mark("same", new),)
        return [mark for mark in found if mark.text]


@dataclass(frozen=True)
class Subject:
    """All that changed about one thing."""

    code: str
    name: Text | None
    changes: list[Change]


@dataclass(frozen=True)
class PartChanged:
    part: Part
    subjects: list[Subject]


@dataclass(frozen=True)
class Difference:
    """In the order of the newer edition; empty, and then false, when both say the same."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many changes of each kind there are, of those that there are."""
        found = Counter(change.kind for change in self.changes)
        return [(kind, found[kind]) for kind in Kind if found[kind]]

    @property
    def parts(self) -> list[PartChanged]:
        grouped: dict[Part, dict[str, list[Change]]] = {}
        for change in self.changes:
            grouped.setdefault(change.part, {}).setdefault(change.code, []).append(change)
        return [
            PartChanged(
                part,
                [Subject(code, changes[0].name, changes) for code, changes in grouped[part].items()],
            )
            for part in Part
            if part in grouped
        ]

    def of(self, part: Part, code: str) -> list[Change]:
        """What changed about one thing."""
        return [change for change in self.changes if (change.part, change.code) == (part, code)]


def _mine() -> Language:
    return "en" if english_is_active() else "zh"


def _list(said: str | list[str]) -> list[str]:
    return said if isinstance(said, list) else [said] if said else []


def _said(value: object, language: Language, *, coded: bool) -> str | list[str]:
    """Texts and figures as words. The items of a list fall back on the other language, so that none is blank; with
    their codes where nothing but these tells them apart."""
    match value:
        case None:
            return ""
        case tuple():
            return [_item(each, language, coded=coded) for each in value]
        case Coded():
            return _item(value, language, coded=coded)
        case Text():
            return value.en if language == "en" else value.zh
    return str(value)


def _item(value: object, language: Language, *, coded: bool) -> str:
    match value:
        case Coded():
            name = _item(value.name, language, coded=coded)
            return f"{value.code} {name}" if coded else name
        case Text():
            return (value.en or value.zh) if language == "en" else (value.zh or value.en)
    return str(value)
