"""Comparing two editions of a set, part by part. Pure: two files in, a difference out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from pydantic import BaseModel

from indicators.diff.changes import Change, Coded, Difference, Spot, Value
from indicators.diff.kinds import Kind, Part
from indicators.diff.labels import NO, WORDS, YES
from indicators.diff.order import moved
from indicators.expertise import NAMES
from indicators.localised import Text
from indicators.profile import Profile
from indicators.scale import figure
from indicators.schema import AspectText, SetFile

_KINDS = {"weight": Kind.WEIGHTED, "red_line": Kind.RED_LINE}


def compare(old: SetFile, new: SetFile) -> Difference:
    """All that the newer edition says differently, the edition's own name aside."""
    return Difference(tuple(_changes(_Side(old), _Side(new))))


class _Side:
    """One edition, with the names of what its codes stand for."""

    def __init__(self, file: SetFile) -> None:
        self.file = file
        tiers: dict[str, Text] = {each.code: each.name for each in file.tiers}
        self.names: dict[str, dict[str, Text]] = {
            "groups": {each.code: each.name for each in file.groups},
            "ages": {each.code: each.name for each in file.age_groups},
            "classes": {each.code: each.name for each in file.matter_classes},
            "tiers": tiers,
            "depths": {each.code: each.name for each in file.depths},
            "tier": tiers,
            "stage": {stage.kind: stage.name for stage in file.workflow.stages},
        }
        self.spots = {
            each.code: Spot(number, aspect.code, aspect.name)
            for aspect in file.aspects
            for number, each in enumerate(aspect.indicators, start=1)
        }

    def value(self, field: str, value: Any) -> Value:
        """What stands there, with names for codes and words for what the format calls things."""
        match value:
            case list():
                return tuple(self._single(field, each) for each in value)
            case _:
                return self._single(field, value)

    def _single(self, field: str, value: Any) -> Text | Coded | Promise | str | int | None:
        match value:
            case bool():
                return YES if value else NO
            case Fraction():
                return f"{value.numerator}/{value.denominator}"
            case str() if value in self.names.get(field, {}):
                return Coded(value, self.names[field][value])
            case str() if field == "fields":
                return NAMES[value]
            case str():
                return WORDS.get(value, value)
            case Text() | None | int():
                return value
        return Coded(value.code, value.name)


def _changes(old: _Side, new: _Side) -> Iterator[Change]:
    a, b = old.file, new.file
    compare_fields, compare_items = _Fields(old, new), _Items(old, new)
    yield from compare_fields(Part.SET, "", None, a, b, only=("code", "name", "language"))
    for part in ("provenance", "terms", "reference"):
        yield from compare_fields(Part.SET, "", None, getattr(a, part), getattr(b, part))
    yield from compare_items(Part.ASPECTS, a.aspects, b.aspects)
    yield from _indicators(old, new)
    yield from compare_fields(Part.SCALE, "", None, a.scale, b.scale)
    yield from compare_items(Part.SCALE, a.scale.levels, b.scale.levels, lambda each: figure(each.value))
    yield from compare_items(Part.GROUPS, a.groups, b.groups)
    yield from compare_items(Part.AGE_GROUPS, a.age_groups, b.age_groups)
    yield from compare_items(Part.TIERS, a.tiers, b.tiers)
    yield from compare_items(Part.DEPTHS, a.depths, b.depths)
    yield from compare_items(Part.MATTER_CLASSES, a.matter_classes, b.matter_classes)
    yield from compare_items(Part.SCREENING, a.screening, b.screening)
    yield from compare_fields(Part.WORKFLOW, "", None, a.workflow, b.workflow)
    key = _stage_key(a.workflow, b.workflow)
    yield from compare_items(Part.WORKFLOW, a.workflow.stages, b.workflow.stages, key)
    links = a.workflow.participation, b.workflow.participation
    yield from compare_items(Part.WORKFLOW, *links, lambda each: each.link)


class _Fields:
    """Compares two things key by key, those keys aside that hold items of their own or say which thing it is."""

    apart = {
        "applies", "aspects", "code", "edition", "indicators", "levels", "link", "participation", "stages", "value",
    }  # fmt: skip

    def __init__(self, old: _Side, new: _Side) -> None:
        self.old, self.new = old, new

    def __call__(
        self,
        part: Part,
        code: str,
        name: Text | None,
        old: BaseModel | None,
        new: BaseModel | None,
        only: Sequence[str] = (),
    ) -> Iterator[Change]:
        either = new or old
        if old == new or either is None:
            return
        for field in only or type(either).model_fields:
            before, after = getattr(old, field, None), getattr(new, field, None)
            if before != after and (only or field not in self.apart):
                was, now = self.old.value(field, before), self.new.value(field, after)
                yield Change(part, code, name, _kind(field, was, now), field, was, now)


class _Items:
    """Compares two lists of things with codes: what came, what moved, what reads differently, what went."""

    def __init__(self, old: _Side, new: _Side) -> None:
        self.fields = _Fields(old, new)

    def __call__(
        self,
        part: Part,
        old: Sequence[Any],
        new: Sequence[Any],
        key: Callable[[Any], str] = lambda each: each.code,
    ) -> Iterator[Change]:
        before, after = {key(each): each for each in old}, {key(each): each for each in new}
        elsewhere = moved(list(before), list(after))
        for number, (code, item) in enumerate(after.items(), start=1):
            if code not in before:
                yield _came(part, code, item)
                continue
            if code in elsewhere:
                spots = Spot(list(before).index(code) + 1), Spot(number)
                yield Change(part, code, _name(item), Kind.MOVED, "", *spots)
            yield from self.fields(part, code, _name(item), before[code], item)
        yield from (_went(part, code, item) for code, item in before.items() if code not in after)


def _indicators(old: _Side, new: _Side) -> Iterator[Change]:
    """By their codes through the whole set: one that stands under another aspect has moved there."""
    fields, part = _Fields(old, new), Part.INDICATORS
    elsewhere = {code for aspect in new.file.aspects for code in _moved_within(aspect, old)}
    for code, text in new.file.indicators.items():
        before = old.file.indicators.get(code)
        if before is None:
            yield _came(part, code, text)
            continue
        was, now = old.spots[code], new.spots[code]
        if was.within != now.within:
            yield Change(part, code, text.name, Kind.MOVED, "", was, now)
        elif code in elsewhere:
            yield Change(part, code, text.name, Kind.MOVED, "", Spot(was.number), Spot(now.number))
        yield from fields(part, code, text.name, before, text)
        yield from fields(part, code, text.name, before.applies, text.applies)
    gone = old.file.indicators.keys() - new.file.indicators.keys()
    yield from (_went(part, code, text) for code, text in old.file.indicators.items() if code in gone)


def _moved_within(aspect: AspectText, old: _Side) -> set[str]:
    """Of the indicators that stood under this aspect before, those that changed places."""
    before = next((each for each in old.file.aspects if each.code == aspect.code), None)
    if before is None:
        return set()
    return moved([each.code for each in before.indicators], [each.code for each in aspect.indicators])


def _stage_key(old: Profile, new: Profile) -> Callable[[Any], str]:
    """A kind of stage that a procedure has twice is told apart by its tiers and depths."""
    twice = {kind for profile in (old, new) for kind, number in Counter(profile.kinds).items() if number > 1}
    return lambda stage: " ".join(
        [stage.kind, *([*stage.tiers, *stage.depths] if stage.kind in twice else ())]
    )


def _kind(field: str, was: Value, now: Value) -> Kind:
    return (
        Kind.REWORDED if isinstance(was, Text) or isinstance(now, Text) else _KINDS.get(field, Kind.CHANGED)
    )


def _came(part: Part, code: str, item: Any) -> Change:
    return Change(part, code, _name(item), Kind.ADDED, "", None, _name(item), _detail(item))


def _went(part: Part, code: str, item: Any) -> Change:
    return Change(part, code, _name(item), Kind.REMOVED, "", _name(item), None, _detail(item))


def _name(item: Any) -> Text:
    """A screening question is its own name."""
    return item.name if hasattr(item, "name") else item.question


def _detail(item: Any) -> Text | None:
    return item.question if hasattr(item, "name") and hasattr(item, "question") else None
