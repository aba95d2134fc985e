"""No child is recognised by a number: what of a record's counts is published, over all of its tables together. Pure.

A number from 1 to 4 is not published; nor are others from which it could be worked out, by whichever tables. One that
stands in no sum says `few`; in linked tables all that is left out is `hidden` alike, for to tell the small ones from
those beside them would give them away.
"""

from collections import defaultdict
from collections.abc import Hashable
from copy import deepcopy
from typing import Any

from privacy.otherwise import FEWEST
from privacy.suppression import SUPPRESSED, suppressed_linked

Data = dict[str, Any]
Cell = Data
Key = Hashable
Cells = dict[Key, list[Cell]]
# A theme with fewer remarks than are published shows no more quotes than this, for they can be counted.
MOST_QUOTES_OF_FEW = FEWEST - 2


def published(record: Data) -> Data:
    """A copy of the record with the numbers of children that may be read."""
    shown = deepcopy(record)
    _affected(shown)
    heard = shown["heard"]
    _attendance(heard)
    for link in heard["links"]:
        for question in link["faces"]:
            _chosen(question["faces"], link["children"])
    for theme in heard["themes"]:
        _alone(theme["remarks"])
        if theme["remarks"]["few"]:
            theme["quotes"] = theme["quotes"][:MOST_QUOTES_OF_FEW]
    return shown


def _write(counts: dict[Key, int], published: dict[Key, list[Key]], cells: Cells) -> None:
    """Each number in its place, or that it is left out. Nothing, and what is not known, are no secret."""
    shown = suppressed_linked(counts, published)
    for name, places in cells.items():
        number = shown[name]
        for cell in places:
            gone = number is SUPPRESSED
            cell |= {"number": None if gone else number, "few": False, "hidden": gone}


def _alone(cell: Cell) -> None:
    number = cell["number"]
    few = _is_small(number)
    cell |= {"number": None if few else number, "few": few, "hidden": False}


def _leave_out(cells: list[Cell]) -> None:
    for cell in cells:
        cell |= {"number": None, "few": False, "hidden": True}


def _is_small(number: int | None) -> bool:
    return number is not None and 0 < number < FEWEST


def _affected(record: Data) -> None:
    """How many children of each group are affected: a number for every age, or one that an indicator has of the group,
    may be the sum of those by age."""
    by_group: dict[str, list[Cell]] = defaultdict(list)
    indicators = [each for aspect in record["aspects"] for each in aspect["indicators"]]
    for count in record["children"]:
        by_group[count["group"]["code"]].append(count)
    for each in indicators:
        for count in each["numbers"]:
            by_group[count["group"]["code"]].append(count)
    secret: set[int] = set()
    for counts in by_group.values():
        secret |= _group(counts)
    for each in indicators:
        if _is_small(each["reach"]) or each["reach"] in secret:
            each["reach"] = None


def _group(counts: list[Cell]) -> set[int]:
    """Numbers for every age that are left out, so that they are not told elsewhere either."""
    ages = [each for each in counts if each.get("age") and each["number"] is not None]
    parts = sum(each["number"] for each in ages)
    whole = [each for each in counts if not each.get("age") and (each["number"] or 0) >= max(parts, 1)]
    totals = {each["number"] for each in whole}
    if not (ages and whole):
        for each in counts:
            _alone(each)
        return set()
    cells: Cells = {"every": whole} | {place: [each] for place, each in enumerate(ages)}
    numbers: dict[Key, int] = {place: each["number"] for place, each in enumerate(ages)}
    sums: dict[Key, list[Key]] = {place: [place] for place in numbers}
    numbers["rest"] = min(totals) - parts
    _write(numbers, sums | {"every": list(numbers)}, cells)
    for each in counts:
        if "few" not in each:
            _alone(each)
    return totals if whole[0]["hidden"] else set()


def _attendance(heard: Data) -> None:
    """All tables of who was there count the same children: by session, by link and in all."""
    counts: dict[Key, int] = {}
    sums: dict[Key, list[Key]] = defaultdict(list)
    cells: Cells = defaultdict(list)
    for link in heard["links"]:
        for session in link["sessions"]:
            for row in session["attendance"]:
                cell, kind = (session["number"], _kind(row)), _kind(row)
                counts[cell] = row["number"]
                parts = (("all",), ("link", link["link"]), ("session", session["number"]))
                for part in parts:
                    sums[part].append(cell)
                    sums[*part, kind].append(cell)
            _place(cells, ("session", session["number"]), session)
        _place(cells, ("link", link["link"]), link)
    _place(cells, ("all",), heard)
    for name in cells:
        sums[name]  # where nobody was, nothing is the sum of nothing
    _write(counts, sums, cells)


def _place(cells: Cells, part: tuple[Any, ...], shown: Data) -> None:
    cells[part].append(shown["children"])
    for row in shown["attendance"]:
        cells[*part, _kind(row)].append(row)


def _chosen(faces: list[Cell], there: Cell) -> None:
    """Five faces, and those who were there and chose none. Where it is not told how many were there, or the faces would
    tell too much beside that, nothing is told."""
    if there["hidden"]:
        _leave_out(faces)
        return
    numbers: dict[Key, int] = {cell["face"]: cell["number"] for cell in faces}
    sums: dict[Key, list[Key]] = {face: [face] for face in numbers}
    numbers["rest"] = max(0, there["number"] - sum(numbers.values()))
    whole: Cell = {"number": sum(numbers.values())}
    cells: Cells = {"there": [whole]} | {cell["face"]: [cell] for cell in faces}
    _write(numbers, sums | {"there": list(numbers)}, cells)
    if whole["hidden"]:
        _leave_out(faces)


def _kind(row: Data) -> tuple[str, str]:
    return (row["age"] or {}).get("code", ""), (row["group"] or {}).get("code", "")
