"""The report's tables as rows, worked out of a record: no words of a language, no look."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Data = dict[str, Any]
MOST_COLUMNS = 9  # of a heat map on a sheet of 156 mm
MOST_ROWS = 500  # of any table on paper; the public page has all


@dataclass(frozen=True)
class Cell:
    """What an indicator means for a group: the experts' figure, else the self-rating; None where it says nothing of
    the group. `level` is the step of the scale it comes nearest to, which decides shade and shape."""

    concerned: bool
    figure: Fraction | None = None
    level: str = ""


@dataclass(frozen=True)
class HeatRow:
    code: str
    name: Data
    cells: list[Cell]


@dataclass(frozen=True)
class Heat:
    """As many groups as stand side by side, and every indicator that concerns one of them."""

    groups: list[Data]
    rows: list[HeatRow]


def heat_map(record: Data) -> list[Heat]:
    """Groups × indicators, in as many tables as the sheet's width asks for."""
    groups, found = _groups(record), []
    tables = math.ceil(len(groups) / MOST_COLUMNS)
    width = math.ceil(len(groups) / tables) if tables else MOST_COLUMNS
    for start in range(0, len(groups), width):
        here = groups[start : start + width]
        rows = [
            HeatRow(each["code"], each["name"], [_cell(each, group, record) for group in here])
            for each in _indicators(record)
        ]
        found.append(Heat(here, [row for row in rows if any(cell.concerned for cell in row.cells)]))
    return found


def _groups(record: Data) -> list[Data]:
    """Each group that an indicator names, once, in the order in which they come up."""
    found: dict[tuple[str, str], Data] = {}
    for each in _indicators(record):
        for group in each["groups"]:
            found.setdefault(_key(group), group)
    return list(found.values())


def _cell(indicator: Data, group: Data, record: Data) -> Cell:
    if _key(group) not in map(_key, indicator["groups"]):
        return Cell(concerned=False)
    figure = judged(indicator)
    if figure is None:
        return Cell(concerned=True)
    nearest = math.ceil(figure - Fraction(1, 2))  # half-way counts as the worse
    return Cell(concerned=True, figure=figure, level=str(max(-2, min(2, nearest))))


def judged(indicator: Data) -> Fraction | None:
    """The experts' figure; without experts the self-rating where it is one."""
    experts = indicator.get("aggregate", indicator["median"])
    if experts is not None:
        return Fraction(experts)
    own = indicator["own"]
    return Fraction(own) if own.lstrip("-").isdigit() else None


@dataclass(frozen=True)
class RatingRow:
    """An indicator's figures as they stand in the annex: how many experts chose each answer."""

    indicator: Data
    experts: Fraction | None
    counts: list[int]


def rating_rows(aspect: Data, codes: list[str]) -> list[RatingRow]:
    found = []
    for each in aspect["indicators"]:
        if each.get("answer") == "text":
            continue
        counted = Counter(each["ratings"])
        experts = each.get("aggregate", each["median"])
        found.append(
            RatingRow(
                each,
                None if experts is None else Fraction(experts),
                [counted.get(code, 0) for code in codes],
            )
        )
    return found


@dataclass(frozen=True)
class EvidenceRow:
    """A file, once, with every indicator that cites it and the places it is cited at."""

    name: str
    sha256: str
    size: int
    dated: date | None
    on_request: bool
    cited: list[str]


def evidence_rows(record: Data) -> list[EvidenceRow]:
    """Public files and those to be had on request; internal ones are only counted, at their indicators."""
    files: dict[tuple[str, str], Data] = {}
    cited: dict[tuple[str, str], list[str]] = {}
    for indicator in _indicators(record):
        for number, piece in enumerate(indicator["evidence"]):
            # a withheld file has lost its hash: each stands for itself
            key = (piece["sha256"] or f"{indicator['code']}/{number}", piece["name"])
            files.setdefault(key, piece)
            place = f"{indicator['code']} {piece['page']}".strip() if piece.get("page") else indicator["code"]
            cited.setdefault(key, []).append(place)
    return [
        EvidenceRow(
            name=piece["name"],
            sha256=piece["sha256"],
            size=piece["size"],
            dated=date.fromisoformat(piece["dated"]) if piece.get("dated") else None,
            on_request=bool(piece.get("on_request")),
            cited=cited[key],
        )
        for key, piece in files.items()
    ]


def _indicators(record: Data) -> list[Data]:
    return [each for aspect in record["aspects"] for each in aspect["indicators"]]


def _key(group: Data) -> tuple[str, str]:
    return group.get("zh", ""), group.get("en", "")
