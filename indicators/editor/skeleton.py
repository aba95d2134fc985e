"""What a new set, aspect or indicator begins with, and the names of the next edition and the next code."""

import re
from collections.abc import Container
from itertools import count
from typing import Any

from django.utils import timezone

Data = dict[str, Any]

_LEVELS = {
    -2: ("显著负面", "Strongly negative"),
    -1: ("轻微负面", "Slightly negative"),
    0: ("中性", "Neutral"),
    1: ("轻微正面", "Slightly positive"),
    2: ("显著正面", "Strongly positive"),
}
_STAGES: dict[str, tuple[str, str, Data]] = {
    "self_assessment": ("自评", "Self-assessment", {"days": 15}),
    "office_check": ("核对", "Office check", {"days": 5}),
    "committee": ("审定", "Committee", {"days": 10, "quorum": "2/3", "majority": "1/2"}),
    "publication": ("公布", "Publication", {"days": 20}),
}


def new_set(*, code: str, edition: str, name: Data) -> Data:
    """The least that can be published, for the office to fill: one aspect with one indicator."""
    return {
        "code": code,
        "edition": edition,
        "name": name,
        "provenance": {
            "status": "own",
            "statement": _text("本市自拟。", "Written by the city itself."),
            "sources": [],
        },
        "scale": {
            "levels": [{"value": value, "name": _text(*words)} for value, words in _LEVELS.items()],
            "not_applicable": _text("不适用", "Not applicable"),
            "uncertain": _text("不确定", "Uncertain"),
        },
        "groups": [{"code": "ALL", "name": _text("全体儿童", "All children")}],
        "matter_classes": [{"code": "M1", "name": _text("重大事项", "Major matters")}],
        "workflow": {
            "stages": [
                {"kind": kind, "name": _text(zh, en), **rest} for kind, (zh, en, rest) in _STAGES.items()
            ]
        },
        "aspects": [
            {
                "code": "A",
                "name": _text("第一方面", "First aspect"),
                "indicators": [
                    {
                        "code": "A1",
                        "name": _text("第一项指标", "First indicator"),
                        "question": _text("本事项对儿童有何影响？", "How does the matter affect children?"),
                    }
                ],
            }
        ],
    }


def new_aspect(taken: list[str]) -> Data:
    letters = (chr(ord("A") + number) for number in range(26))
    free = (letter for letter in letters if letter not in taken)
    return {"code": next(free, None) or _first_free("A", 1, taken), "name": {}, "indicators": []}


def new_indicator(aspect: Data, taken: list[str]) -> Data:
    """Its code counts on from the last one of the aspect."""
    last = aspect["indicators"][-1]["code"] if aspect["indicators"] else f"{aspect['code']}0"
    stem, number = _counted(last)
    return {"code": _first_free(stem, number + 1, taken), "name": {}, "question": {}}


def next_edition(last: str, taken: Container[str]) -> str:
    """The present month where editions are named by months, otherwise one more than the last."""
    this_month = f"{timezone.localdate():%Y-%m}"
    if re.fullmatch(r"\d{4}-\d{2}", last):
        if this_month > last and this_month not in taken:
            return this_month
        last = f"{max(last, this_month)}-1"
    stem, number = _counted(last)
    return _first_free(stem, number + 1, taken)


def _counted(name: str) -> tuple[str, int]:
    """A name's stem and the number at its end; without one it counts as the first."""
    stem, digits = re.fullmatch(r"(.*?)(\d*)", name).groups()  # type: ignore[union-attr]
    return (stem, int(digits)) if digits else (f"{stem}-", 1)


def _first_free(stem: str, number: int, taken: Container[str]) -> str:
    return next(name for each in count(number) if (name := f"{stem}{each}") not in taken)


def _text(zh: str, en: str) -> Data:
    return {"zh": zh, "en": en}
