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
from privacy.suppression import SUPPRESSED, TooLarge, suppressed_linked

Data = dict[str, Any]
Cell = Data
Key = Hashable
Cells = dict[Key, list[Cell]]
# A theme with fewer remarks than are published shows no more quotes than this, for they can be counted.
MOST_QUOTES_OF_FEW = FEWEST - 2
# Steps that one table may take to be worked out: well under a second.
PATIENCE = 4_000


def published(record: Data, patience: int = PATIENCE) -> Data:
    """A copy of the record with the numbers of children that may be read. With less patience, of fewer tables."""
    shown = deepcopy(record)
    _affected(shown)
    heard = shown["heard"]
    _attendance(heard, patience)
    for link in heard["links"]:
        for question in link["faces"]:
            _chosen(question["faces"], link["children"])
    for theme in heard["themes"]:
        _alone(theme["remarks"])
        if theme["remarks"]["few"]:
            theme["quotes"] = theme["quotes"][:MOST_QUOTES_OF_FEW]
    return shown


def _write(
    counts: dict[Key, int], published: dict[Key, list[Key]], cells: Cells, patience: int | None = None
) -> None:
    """Each number in its place, or that it is left out. Nothing, and what is not known, are no secret."""
    shown = suppressed_linked(counts, published, patience)
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


def _attendance(heard: Data, patience: int) -> None:
    """All tables of who was there count the same children: by session, by link and in all. Whether the numbers of many
    sessions can be told together would take minutes to work out, and most would be left out in the end. Then the kinds
    of children are told of fewer parts, in this order: not of sessions, not of links, at last not at all. How many were
    heard at each session and link stays: these numbers make a tree, which is worked out at once whatever its size. What
    is told depends on the record alone, so that a draft and what is frozen are alike."""
    sessions = [each for link in heard["links"] for each in link["sessions"]]
    fewer: list[list[Data]] = [sessions, heard["links"], [heard]]
    counts: dict[tuple[int, tuple[str, str]], int] = {
        (session["number"], _kind(row)): row["number"]
        for session in sessions
        for row in session["attendance"]
    }
    places = {session["number"]: link["link"] for link in heard["links"] for session in link["sessions"]}
    numbers: dict[Key, int] = dict(counts.items())
    while True:
        cells = _told(heard)
        try:
            _write(numbers, _sums(counts, places, cells), cells, patience if fewer else None)
        except TooLarge:
            for part in fewer.pop(0):
                part["attendance"] = []
        else:
            return


def _told(heard: Data) -> Cells:
    """The numbers that are to be told, by what they count."""
    cells: Cells = defaultdict(list)
    for link in heard["links"]:
        for session in link["sessions"]:
            _place(cells, ("session", session["number"]), session)
        _place(cells, ("link", link["link"]), link)
    _place(cells, ("all",), heard)
    return cells


def _sums(
    counts: dict[tuple[int, tuple[str, str]], int], links: dict[int, str], told: Cells
) -> dict[Key, list[Key]]:
    """What each of those numbers adds up; where nobody was, nothing is the sum of nothing."""
    sums: dict[Key, list[Key]] = {name: [] for name in told}
    for cell in counts:
        session, kind = cell
        for part in (("all",), ("link", links[session]), ("session", session)):
            for name in (part, (*part, kind)):
                if name in sums:
                    sums[name].append(cell)
    return sums


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
