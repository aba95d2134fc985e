"""What an expert's judgement must have, and how far a sheet of them has come. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.scale import CANNOT_JUDGE, Scale

FAR = 2


def needs_reason(scale: Scale, own: str, rating: str) -> bool:
    """Whether this rating must be explained beside the department's own: it lies far from it, only one of the two is a
    level, or the expert cannot judge. An indicator that the department has left open has no level."""
    if not rating:
        return False
    if rating == CANNOT_JUDGE:
        return True
    theirs, mine = scale.value(own) if own else None, scale.value(rating)
    if theirs is None or mine is None:
        return (theirs is None) != (mine is None)
    return abs(mine - theirs) >= FAR


def is_complete(scale: Scale, own: str, content: Mapping[str, Any]) -> bool:
    rating = content["rating"]
    return bool(rating) and bool(content["reason"] or not needs_reason(scale, own, rating))


@dataclass(frozen=True)
class Line:
    """One indicator of a sheet: where it stands, what the department said of it, and what the expert did."""

    aspect: str
    code: str
    own: str
    content: Mapping[str, Any]


@dataclass
class Tally:
    """What a sheet amounts to before it is sealed: `open` are the lines with something to do, in their order."""

    lines: list[Line] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    far: int = 0
    cannot: int = 0
    unsure: int = 0
    suggestions: int = 0

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def complete(self) -> int:
        return len(self.lines) - len(self.open)

    @property
    def finished(self) -> bool:
        return not self.open

    def of_aspect(self, aspect: str) -> tuple[int, int]:
        """How many of an aspect's lines are complete, and how many there are."""
        total = sum(line.aspect == aspect for line in self.lines)
        return total - sum(line.aspect == aspect for line in self.open), total

    def next_open(self, after: str = "") -> Line | None:
        """The first open line behind this indicator, else the first of all; None where nothing is left to do."""
        codes = [line.code for line in self.lines]
        place = codes.index(after) if after in codes else -1
        later = [line for line in self.open if codes.index(line.code) > place]
        return next(iter(later or self.open), None)


def tally(scale: Scale, lines: Iterable[Line]) -> Tally:
    found = Tally()
    for line in lines:
        content = line.content
        found.lines.append(line)
        if not is_complete(scale, line.own, content):
            found.open.append(line)
        found.cannot += content["rating"] == CANNOT_JUDGE
        found.far += content["rating"] != CANNOT_JUDGE and needs_reason(scale, line.own, content["rating"])
        found.unsure += content["confidence"] == "low"
        found.suggestions += bool(content["suggestion"])
    return found
