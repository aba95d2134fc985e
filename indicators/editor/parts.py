"""A draft's parts, each what one form shows and one save replaces, under names such as "scale" and "indicators/A1"."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from indicators.rules import Place
from ledger.canonical import canonical_json, sha256

Data = dict[str, Any]

# Sections of a set file that are edited together, in the order in which they are shown.
SECTIONS: dict[str, tuple[str, ...]] = {
    "about": ("code", "edition", "name", "language", "provenance", "terms", "reference"),
    "scale": ("scale",),
    "groups": ("groups",),
    "age_groups": ("age_groups",),
    "tiers": ("tiers",),
    "depths": ("depths",),
    "matter_classes": ("matter_classes",),
    "screening": ("screening",),
    "workflow": ("workflow",),
}
_DIGITS = 15


def read(data: Data, part: str) -> Data:
    """The part's content. KeyError when the draft has no such part."""
    if part in SECTIONS:
        return {key: data[key] for key in SECTIONS[part] if key in data}
    content: Data = _at(data, place_of(data, part))
    return {key: value for key, value in content.items() if key != "indicators"}


def written(data: Data, part: str, content: Data) -> Data:
    """The draft's data with other content in this part; the original stays as it is."""
    data = deepcopy(data)
    if part in SECTIONS:
        return {key: value for key, value in data.items() if key not in SECTIONS[part]} | content
    old = _at(data, place_of(data, part))
    inside = {"indicators": old["indicators"]} if "indicators" in old else {}
    old.clear()
    old.update(content | inside)
    return data


def place_of(data: Data, part: str) -> Place:
    """Where the content of a part begins: sections at the top, an aspect or indicator where its code stands."""
    if part in SECTIONS:
        return ()
    kind, _slash, code = part.partition("/")
    for place, entry in _coded(data, kind):
        if entry["code"] == code:
            return place
    raise KeyError(part)


def part_at(data: Data, place: Place) -> tuple[str, Place]:
    """The part in which a place of the file lies, and the place within it; no part for the list of aspects."""
    if place and place[0] != "aspects":
        return next(part for part, keys in SECTIONS.items() if place[0] in keys), place
    if len(place) > 3 and place[2] == "indicators":
        return f"indicators/{_at(data, place[:4])['code']}", place[4:]
    if len(place) > 1:
        return f"aspects/{_at(data, place[:2])['code']}", place[2:]
    return "", place


def fingerprint(content: object) -> int:
    """Stands for content where a row has its version: the head of its hash, as a number."""
    return int(sha256(canonical_json(content))[:_DIGITS], 16)


def every_part(data: Data) -> list[str]:
    """All parts, in the order in which they are shown."""
    listed = [*SECTIONS]
    for aspect in data["aspects"]:
        listed.append(f"aspects/{aspect['code']}")
        listed += [f"indicators/{indicator['code']}" for indicator in aspect["indicators"]]
    return listed


def codes(data: Data, kind: str) -> list[str]:
    """The codes of all "aspects" or "indicators", in order."""
    return [entry["code"] for _place, entry in _coded(data, kind)]


def differing(mine: Data, theirs: Data) -> list[Place]:
    """The places at which two contents differ, as near to the single text or figure as both sides have it."""
    return list(_differing(mine, theirs, ()))


def value_at(content: object, place: Place) -> Any:
    """What stands at a place; None where nothing does."""
    for step in place:
        if isinstance(content, dict) and step in content:
            content = content[str(step)]
        elif isinstance(content, list) and isinstance(step, int) and step < len(content):
            content = content[step]
        else:
            return None
    return content


def _differing(mine: object, theirs: object, place: Place) -> Iterator[Place]:
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*mine, *theirs]):
            yield from _differing(mine.get(key), theirs.get(key), (*place, key))
    elif _holds_parts(mine) and _holds_parts(theirs) and isinstance(mine, list) and isinstance(theirs, list):
        for number in range(max(len(mine), len(theirs))):
            at = (number,)
            yield from _differing(value_at(mine, at), value_at(theirs, at), (*place, number))
    elif mine != theirs:
        yield place


def _holds_parts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _coded(data: Data, kind: str) -> Iterator[tuple[Place, Data]]:
    for number, aspect in enumerate(data["aspects"]):
        if kind == "aspects":
            yield ("aspects", number), aspect
        elif kind == "indicators":
            for inside, indicator in enumerate(aspect["indicators"]):
                yield ("aspects", number, "indicators", inside), indicator


def _at(data: Data, place: Place) -> Any:
    value: Any = data
    for step in place:
        value = value[step]
    return value
