"""A reader who adds and subtracts: which numbers could stand where a published record leaves one out.

It knows the tables' meaning and nothing of how the gaps were chosen: each sum adds up, what is left out is something
(for nothing is told), `few` is 1 to 4, nobody answered a question who was not there.
"""

from dataclasses import dataclass, field
from itertools import product

MOST = 60  # no table of the tests has more


@dataclass
class Unknowns:
    low: list = field(default_factory=list)
    high: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    sums: list = field(default_factory=list)  # (coefficients by unknown, what they come to)

    def add(self, cell, least=1, known=None):
        """The place of a number: one that is told can only be what it is."""
        number = cell["number"] if known is None else known
        if number is not None:
            self.low.append(number)
            self.high.append(number)
        else:
            self.low.append(least)
            self.high.append(4 if cell.get("few") else MOST)
        self.cells.append(cell)
        return len(self.low) - 1

    def adds_up(self, whole, parts, *, rest=""):
        """`rest`: the parts may come to less, by children of whom this is said. A table that is not told, as that of an
        empty session, adds up to nothing known."""
        if not parts:
            return
        terms = dict.fromkeys(parts, 1)
        if rest:
            terms[self.add({"number": None, "rest": rest}, least=0)] = 1
        terms[whole] = terms.get(whole, 0) - 1
        self.sums.append(terms)


def read(record, found=None):
    """Everything that the record tells of numbers."""
    found = found or Unknowns()
    heard = record["heard"]
    _attendance(found, heard)
    _affected(found, record)
    for theme in heard["themes"]:
        found.add(theme["remarks"])
    return found


def left_out(found):
    """The places of the numbers that are kept secret."""
    return [
        place
        for place, cell in enumerate(found.cells)
        if cell["number"] is None and (cell.get("hidden") or cell.get("few"))
    ]


def rests(found):
    """The places of numbers that nobody prints: children who chose no face, or of whom no age is told."""
    return [place for place, cell in enumerate(found.cells) if cell.get("rest") in ("no face", "no age")]


def possible(found, place, enough=3):
    """Up to so many numbers that fit everything that is told."""
    bounds = _narrowed(found, list(found.low), list(found.high))
    if bounds is None:
        raise AssertionError("the tables contradict each other")
    low, high = bounds
    values = []
    for value in range(low[place], high[place] + 1):
        if _fits(found, _with(low, place, value), _with(high, place, value)):
            values.append(value)
        if len(values) == enough:
            break
    return values


def _attendance(found, heard):
    whole = found.add(heard["children"])
    kinds = {_kind(row): found.add(row) for row in heard["attendance"]}
    found.adds_up(whole, kinds.values())
    links, by_kind = [], {kind: [] for kind in kinds}
    for link in heard["links"]:
        here = found.add(link["children"])
        links.append(here)
        rows = {_kind(row): found.add(row) for row in link["attendance"]}
        found.adds_up(here, rows.values())
        for kind, row in rows.items():
            by_kind[kind].append(row)
        inside = {kind: [] for kind in rows}
        sessions = []
        for session in link["sessions"]:
            there = found.add(session["children"])
            sessions.append(there)
            parts = {_kind(row): found.add(row) for row in session["attendance"]}
            found.adds_up(there, parts.values())
            for kind, part in parts.items():
                inside[kind].append(part)
        found.adds_up(here, sessions)
        for kind, row in rows.items():
            found.adds_up(row, inside[kind])
        for question in link["faces"]:
            silent = all(face["number"] is None for face in question["faces"])
            chosen = [found.add(face, least=0 if silent else 1) for face in question["faces"]]
            found.adds_up(here, chosen, rest="no face")
    found.adds_up(whole, links)
    for kind, row in kinds.items():
        found.adds_up(row, by_kind[kind])


def _affected(found, record):
    """Ages part a group; `ALL` holds every other group, and `YNG` is the age P of it by another name."""
    every, ages = {}, {}
    for count in record["children"]:
        if count["number"] is None and not count["few"] and not count["hidden"]:
            continue  # not known
        if count["age"]:
            ages.setdefault(count["group"]["code"], {})[count["age"]["code"]] = found.add(
                count, least=int(count["few"])
            )
        else:
            every.setdefault(count["group"]["code"], []).append(found.add(count))
    for aspect in record["aspects"]:
        for indicator in aspect["indicators"]:
            _at_indicator(found, indicator, every)
    for group, places in every.items():
        for place in places:
            found.adds_up(place, ages.get(group, {}).values(), rest="no age")
            found.adds_up(place, [ages["ALL"]["P"]] if group == "YNG" and "P" in ages.get("ALL", {}) else ())
    _held_by_all(found, every, ages)


def _at_indicator(found, indicator, every):
    own = [(count["group"]["code"], found.add(count)) for count in indicator["numbers"]]
    for group, place in own:
        every.setdefault(group, []).append(place)
    if indicator["reach"] is not None:
        reach = found.add({"number": indicator["reach"]})
        for _group, place in own:
            found.adds_up(reach, [place], rest="others")


def _held_by_all(found, every, ages):
    for group in every.keys() - {"ALL"}:
        for whole, place in product(every.get("ALL", ()), every[group]):
            found.adds_up(whole, [place], rest="others")
    for group in ages.keys() - {"ALL"}:
        for age in ages[group].keys() & ages.get("ALL", {}).keys():
            found.adds_up(ages["ALL"][age], [ages[group][age]], rest="others")


def _fits(found, low, high):
    bounds = _narrowed(found, low, high)
    if bounds is None:
        return False
    low, high = bounds
    open_places = [place for place in range(len(low)) if low[place] < high[place]]
    if not open_places:
        return True
    place = min(open_places, key=lambda each: high[each] - low[each])
    return any(
        _fits(found, _with(low, place, value), _with(high, place, value))
        for value in range(low[place], high[place] + 1)
    )


def _narrowed(found, low, high):
    """The bounds that the sums leave; None where they leave nothing."""
    changed = True
    while changed:
        changed = False
        for terms in found.sums:
            for place, sign in terms.items():
                if not sign:
                    continue
                least = sum(-s * (high[p] if s > 0 else low[p]) for p, s in terms.items() if p != place)
                most = sum(-s * (low[p] if s > 0 else high[p]) for p, s in terms.items() if p != place)
                if sign < 0:
                    least, most = -most, -least
                if least > low[place]:
                    low, changed = _with(low, place, least), True
                if most < high[place]:
                    high, changed = _with(high, place, most), True
                if low[place] > high[place]:
                    return None
    return low, high


def _with(values, place, value):
    return [*values[:place], value, *values[place + 1 :]]


def _kind(row):
    return (row["age"] or {}).get("code"), (row["group"] or {}).get("code")
