"""Codes in a set file that lead nowhere, and parts that nothing leads to."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from indicators.rules import EACH, Fault, Place, find, repeated

_INDICATOR = ("aspects", EACH, "indicators", EACH)
# Where a list of codes stands, and the section they must be found in.
LISTS: tuple[tuple[tuple[object, ...], str], ...] = (
    ((*_INDICATOR, "groups"), "groups"),
    ((*_INDICATOR, "applies", "tiers"), "tiers"),
    ((*_INDICATOR, "applies", "depths"), "depths"),
    ((*_INDICATOR, "applies", "classes"), "matter_classes"),
    ((*_INDICATOR, "applies", "ages"), "age_groups"),
    (("workflow", "stages", EACH, "tiers"), "tiers"),
    (("workflow", "stages", EACH, "depths"), "depths"),
)


def unresolved(data: object) -> Iterator[Fault]:
    """What is referred to and does not exist; tiers, questions and screenings that could not take place."""
    known_alone = True
    for place, items in find(data, *_INDICATOR, "crc"):
        yield from repeated(find(items, EACH, place=place))
    for path, section in LISTS:
        known = _codes(data, section)
        for place, codes in find(data, *path):
            yield from repeated(find(codes, EACH, place=place))
            for within, code in find(codes, EACH, place=place):
                if isinstance(code, str) and code not in known:
                    known_alone = False
                    yield _unknown(within, code, section)
    for fault in _tiers(data):
        known_alone = False
        yield fault
    if known_alone:
        yield from _applicability(data)
    yield from _screening(data)


def _tiers(data: object) -> Iterator[Fault]:
    tiers = _codes(data, "tiers")
    for place, entry in find(data, "matter_classes", EACH):
        tier = entry.get("tier") if isinstance(entry, dict) else None
        if isinstance(tier, str) and tier not in tiers:
            yield _unknown((*place, "tier"), tier, "tiers")
        elif tier is None and tiers:
            yield Fault("tier_missing", place, {})
    used = _values(data, "matter_classes", EACH, "tier")
    for place, code in find(data, "tiers", EACH, "code"):
        if isinstance(code, str) and code not in used:
            yield Fault("tier_without_class", place, {"code": code})
    for place, gates in find(data, "tiers", EACH, "gates"):
        yield from repeated(find(gates, EACH, "code", place=place))


def _applicability(data: object) -> Iterator[Fault]:
    """Matters that would be asked nothing, and indicators that no matter would be asked. Judged only once every
    code is known: a spelling that is wrong should not be reported twice."""
    asked = [(place, _limits(entry)) for place, entry in find(data, *_INDICATOR)]
    classes = [
        (place, str(entry["code"]), str(entry.get("tier") or ""))
        for place, entry in find(data, "matter_classes", EACH)
        if isinstance(entry, dict) and "code" in entry
    ]
    ages, depths = sorted(_codes(data, "age_groups")), sorted(_codes(data, "depths"))
    if not asked or not classes:
        return
    for place, code, tier in classes:
        matters = [_Matter(tier, code, age, depth) for depth in depths or [""] for age in ages or [""]]
        idle = [each for each in matters if not any(_is_asked(limits, each) for _place, limits in asked)]
        if idle:
            nearer = (idle[0].depth, idle[0].age) if len(idle) < len(matters) else ()
            where = "".join(f" · {each}" for each in nearer if each)
            yield Fault("nothing_asked", place, {"code": code, "where": where})
    for place, limits in asked:
        if limits and not any(_is_asked(limits, _Matter(tier, code)) for _place, code, tier in classes):
            yield Fault("never_asked", (*place, "applies"), {})


class _Matter(NamedTuple):
    tier: str
    matter_class: str
    age: str = ""
    depth: str = ""


def _limits(indicator: object) -> dict[str, list[Any]]:
    found = [limits for _place, limits in find(indicator, "applies") if isinstance(limits, dict)]
    return {
        key: codes for limits in found for key, codes in limits.items() if isinstance(codes, list) and codes
    }


def _is_asked(limits: dict[str, list[Any]], matter: _Matter) -> bool:
    return (
        matter.tier in limits.get("tiers", (matter.tier,))
        and matter.matter_class in limits.get("classes", (matter.matter_class,))
        and (not matter.age or matter.age in limits.get("ages", (matter.age,)))
        and (not matter.depth or matter.depth in limits.get("depths", (matter.depth,)))
    )


def _screening(data: object) -> Iterator[Fault]:
    stages = [place for place, kind in find(data, "workflow", "stages", EACH, "kind") if kind == "screening"]
    questions = list(find(data, "screening"))
    if stages and not questions:
        yield Fault("screening_without_questions", stages[0], {})
    if questions and questions[0][1] and not stages:
        yield Fault("screening_without_stage", questions[0][0], {})


def _codes(data: object, section: str) -> set[str]:
    return _values(data, section, EACH, "code")


def _values(data: object, *path: object) -> set[str]:
    return {value for _place, value in find(data, *path) if isinstance(value, str)}


def _unknown(place: Place, code: str, section: str) -> Fault:
    return Fault("unknown_code", place, {"code": code, "section": section})
