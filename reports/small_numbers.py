"""No child is recognised by a number: what of a record's counts is published, over all of its tables together. Pure.

A number from 1 to 4 is not published; nor are others from which it could be worked out, by whichever tables. One that
stands in no sum says `few`; in linked tables all that is left out is `hidden` alike, for to tell the small ones from
those beside them would give them away.
"""

from collections import defaultdict
from copy import deepcopy
from typing import Any

from reports.suppression import FEWEST_PUBLISHED, Arc, Exposed, Key, hidden

Data = dict[str, Any]
Cell = Data
Cells = dict[Key, list[Cell]]
# A theme with fewer remarks than are published shows no more quotes than this, for they can be counted.
MOST_QUOTES_OF_FEW = FEWEST_PUBLISHED - 2


def published(record: Data) -> Data:
    """A copy of the record with the numbers of children that may be read."""
    shown = deepcopy(record)
    _affected(shown)
    heard = shown["heard"]
    _write(*_attendance(heard))
    for link in heard["links"]:
        for question in link["faces"]:
            _chosen(question["faces"], link["children"])
    for theme in heard["themes"]:
        _alone(theme["remarks"])
        if theme["remarks"]["few"]:
            theme["quotes"] = theme["quotes"][:MOST_QUOTES_OF_FEW]
    return shown


def _write(arcs: list[Arc], cells: Cells) -> None:
    """Each number in its place, or that it is left out. Nothing, and what is not known, are no secret."""
    gone = hidden(arcs)
    for key, places in cells.items():
        for cell in places:
            cell |= {"few": False, "hidden": key in gone}
            if key in gone:
                cell["number"] = None


def _alone(cell: Cell) -> None:
    number = cell["number"]
    few = _is_small(number)
    cell |= {"number": None if few else number, "few": few, "hidden": False}


def _leave_out(cells: list[Cell]) -> None:
    for cell in cells:
        cell |= {"number": None, "few": False, "hidden": True}


def _is_small(number: int | None) -> bool:
    return number is not None and 0 < number < FEWEST_PUBLISHED


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
    cells: Cells = defaultdict(list)
    arcs = [Arc("every", "ages", "group", min(totals))]
    arcs.append(Arc("rest", "group", "ages", min(totals) - parts, published=False))
    cells["every"] = whole
    for place, each in enumerate(ages):
        arcs.append(Arc(place, "group", "ages", each["number"]))
        cells[place].append(each)
    _write(arcs, cells)
    for each in counts:
        if "few" not in each:
            _alone(each)
    return totals if whole[0]["hidden"] else set()


def _attendance(heard: Data) -> tuple[list[Arc], Cells]:
    """All tables of who was there are one flow: through links and sessions to ages and groups."""
    arcs: list[Arc] = []
    cells: Cells = defaultdict(list)

    def put(tail: Key, head: Key, cell: Cell, key: Key) -> None:
        arcs.append(Arc(key, tail, head, cell["number"]))
        cells[key].append(cell)

    put("end", "all", heard["children"], "all")
    for row in heard["attendance"]:
        kind = ("kind", _kind(row))
        put(kind, "end", row, kind)
    for link in heard["links"]:
        here = ("link", link["link"])
        put("all", here, link["children"], here)
        for row in link["attendance"]:
            put((*here, _kind(row)), ("kind", _kind(row)), row, (*here, _kind(row)))
        for session in link["sessions"]:
            inside = ("session", session["number"])
            put(here, inside, session["children"], inside)
            for row in session["attendance"]:
                put(inside, (*here, _kind(row)), row, (*inside, _kind(row)))
    return arcs, cells


def _chosen(faces: list[Cell], there: Cell) -> None:
    """Five faces, and those who were there and chose none. Where it is not told how many were there, or the faces would
    tell too much beside that, nothing is told."""
    if there["hidden"]:
        _leave_out(faces)
        return
    chosen = sum(cell["number"] for cell in faces)
    rest = max(0, there["number"] - chosen)
    arcs = [
        *(Arc(cell["face"], "asked", "answered", cell["number"]) for cell in faces),
        Arc("rest", "asked", "answered", rest, published=False),
        Arc("there", "answered", "asked", chosen + rest, given=True),
    ]
    try:
        _write(arcs, {cell["face"]: [cell] for cell in faces})
    except Exposed:
        _leave_out(faces)


def _kind(row: Data) -> tuple[str, str]:
    return (row["age"] or {}).get("code", ""), (row["group"] or {}).get("code", "")
