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
EVERYBODY = "ALL"  # the editions' own word for all children
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
    """How many children are affected, by group, some also by age. Groups overlap, and one may be an age by another
    name: what is left out of one could be worked out of the others. So where a small number could be, those by age are
    left out of all groups; and so is the number of a group that leaves out but few of all children."""
    counts: list[Data] = record["children"]
    indicators = [each for aspect in record["aspects"] for each in aspect["indicators"]]
    told = [*counts, *(count for each in indicators for count in each["numbers"])]
    near = _almost_all(counts, None)
    for each in indicators:
        near |= _almost_all(each["numbers"], each["reach"])
    groups = {group for _number, group in near}
    without_ages = _ages_tell(told) or any(_age(each) and each["group"]["code"] in groups for each in counts)
    unsafe = [each for each in told if (_age(each) and without_ages) or _named(each) in near]
    secret = {_named(each) for each in unsafe if each["number"]}
    unsafe += [each for each in told if _stands_for_another(each, secret)]
    known = [each for each in unsafe if each["number"] is not None]
    numbers = {each["number"] for each in known if not _age(each)}
    for each in told:
        _alone(each)
    _leave_out(known)
    for each in indicators:
        few = _is_small(each["reach"]) or any(count["few"] for count in each["numbers"])
        if few or (each["reach"] and each["reach"] in numbers):
            each["reach"] = None


def _ages_tell(counts: list[Data]) -> bool:
    """Whether there is a small number by age, or a small rest without one, and a sum from which to work it out: the
    group's own number for every age, or that of a group which is some of its ages."""
    by_group: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for each in counts:
        if each["number"]:
            by_group[each["group"]["code"]][bool(_age(each))].append(each["number"])
    totals = any(whole for whole, _ages in by_group.values())
    for whole, ages in by_group.values():
        small = any(map(_is_small, ages))
        rests = [each - sum(ages) for each in whole if ages and each >= FEWEST]
        if any(map(_is_small, rests)) or (small and (rests or (totals and len(ages) > 1))):
            return True
    return False


def _almost_all(counts: list[Data], reach: int | None) -> set[tuple[int, str]]:
    """Those that are told beside a number of all children, of the same age or of every age, from which they differ by
    few. `reach` is such a number."""
    everybody: dict[str | None, list[int]] = defaultdict(list, {None: [reach or 0]})
    for each in counts:
        if each["group"]["code"] == EVERYBODY:
            everybody[_age(each)].append(each["number"] or 0)
    return {
        _named(each)
        for each in counts
        if each["group"]["code"] != EVERYBODY
        and each["number"] is not None
        and any(number >= FEWEST and _is_small(number - each["number"]) for number in everybody[_age(each)])
    }


def _stands_for_another(count: Data, secret: set[tuple[int, str]]) -> bool:
    """Whether a number that is left out is told once more, of children who are called by another name."""
    own = count["group"]["code"]
    return own != EVERYBODY and any(number == count["number"] and group != own for number, group in secret)


def _named(count: Data) -> tuple[int, str]:
    return count["number"], count["group"]["code"]


def _age(count: Data) -> str | None:
    return (count.get("age") or {}).get("code")


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
    """Five faces, and those who were there and chose none: nobody prints how many these are, and everybody can work it
    out. Where it is not told how many were there, or the faces would tell too much beside that, nothing is told."""
    if there["hidden"]:
        _leave_out(faces)
        return
    numbers: dict[Key, int] = {cell["face"]: cell["number"] for cell in faces}
    numbers["rest"] = max(0, there["number"] - sum(numbers.values()))
    sums: dict[Key, list[Key]] = {face: [face] for face in numbers}
    whole: Cell = {"number": sum(numbers.values())}
    cells: Cells = {"there": [whole]} | {cell["face"]: [cell] for cell in faces}
    _write(numbers, sums | {"there": list(numbers)}, cells)
    if whole["hidden"]:
        _leave_out(faces)


def _kind(row: Data) -> tuple[str, str]:
    return (row["age"] or {}).get("code", ""), (row["group"] or {}).get("code", "")
