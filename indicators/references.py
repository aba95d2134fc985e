"""Codes in a set file that lead nowhere, and parts that nothing leads to."""

from collections.abc import Iterator
from typing import Any

from indicators.rules import EACH, Fault, Place, find, repeated

_INDICATOR = ("aspects", EACH, "indicators", EACH)
# Where a list of codes stands, and the section they must be found in.
LISTS: tuple[tuple[tuple[object, ...], str], ...] = (
    ((*_INDICATOR, "groups"), "groups"),
    ((*_INDICATOR, "applies", "tiers"), "tiers"),
    ((*_INDICATOR, "applies", "classes"), "matter_classes"),
    ((*_INDICATOR, "applies", "ages"), "age_groups"),
    (("workflow", "stages", EACH, "tiers"), "tiers"),
)


def unresolved(data: object) -> Iterator[Fault]:
    """What is referred to and does not exist, and tiers and screening that could not take place."""
    for place, items in find(data, *_INDICATOR, "crc"):
        yield from repeated(find(items, EACH, place=place))
    for path, section in LISTS:
        known = _codes(data, section)
        for place, codes in find(data, *path):
            yield from repeated(find(codes, EACH, place=place))
            for within, code in find(codes, EACH, place=place):
                if isinstance(code, str) and code not in known:
                    yield _unknown(within, code, section)
    yield from _tiers(data)
    yield from _screening(data)


def _tiers(data: object) -> Iterator[Fault]:
    tiers = _codes(data, "tiers")
    for place, entry in find(data, "matter_classes", EACH):
        tier = entry.get("tier") if isinstance(entry, dict) else None
        if isinstance(tier, str) and tier not in tiers:
            yield _unknown((*place, "tier"), tier, "tiers")
        elif tier is None and tiers:
            yield Fault("tier_missing", place, {})
    asked = [codes for _place, entry in find(data, *_INDICATOR) for codes in _own_tiers(entry)]
    for place, code in find(data, "tiers", EACH, "code"):
        if asked and not any(not codes or code in codes for codes in asked):
            yield Fault("tier_without_indicators", place, {"code": code})
        if isinstance(code, str) and code not in _values(data, "matter_classes", EACH, "tier"):
            yield Fault("tier_without_class", place, {"code": code})
    for place, gates in find(data, "tiers", EACH, "gates"):
        yield from repeated(find(gates, EACH, "code", place=place))


def _own_tiers(indicator: object) -> Iterator[list[Any]]:
    found = [codes for _place, codes in find(indicator, "applies", "tiers") if isinstance(codes, list)]
    yield found[0] if found else []


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
