"""Drawing experts by lot so that anyone can draw again: no clock, no database, no randomness but the seed's.

The candidates are put in the order of SHA-256 over `<seed>:<mark>`. Those seated already count first; then, in that
order, the first candidate for each required field that nobody brings yet, then one from a new district until there are
enough districts, then whoever comes next until there are enough experts. Required fields and districts may make a panel
larger than its fewest experts.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ledger.canonical import sha256

METHOD = "sha256-1"


@dataclass(frozen=True)
class Rules:
    """What a panel must have: so many experts, somebody of each field, people from so many districts."""

    experts: int
    fields: tuple[str, ...] = ()
    districts: int = 0


@dataclass(frozen=True)
class Candidate:
    """An entry of the pool by its mark. `left_out` says why it cannot be drawn; `seated` that it sits there already."""

    mark: str
    fields: tuple[str, ...] = ()
    district: str = ""
    seated: bool = False
    left_out: str = ""


@dataclass(frozen=True)
class Lack:
    """A rule that some people do not meet: how many there are, how many there must be, which fields nobody brings."""

    rule: Literal["experts", "fields", "districts"]
    have: int
    need: int
    fields: tuple[str, ...] = ()


class Impossible(Exception):
    """Not even all candidates together meet these rules."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(*lacks)
        self.lacks = tuple(lacks)


def lacks(rules: Rules, people: Sequence[Candidate]) -> list[Lack]:
    """What these people lack to be a panel."""
    found: list[Lack] = []
    if len(people) < rules.experts:
        found.append(Lack("experts", len(people), rules.experts))
    known = {field for each in people for field in each.fields}
    if missing := tuple(field for field in rules.fields if field not in known):
        found.append(Lack("fields", len(rules.fields) - len(missing), len(rules.fields), missing))
    if len(districts(people)) < rules.districts:
        found.append(Lack("districts", len(districts(people)), rules.districts))
    return found


def districts(people: Sequence[Candidate]) -> set[str]:
    return {each.district for each in people if each.district}


def draw(seed: str, rules: Rules, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """The marks of those drawn, in the order in which they were."""
    panel = [each for each in candidates if each.seated]
    free = in_order(seed, [each for each in candidates if not each.seated and not each.left_out])
    if impossible := lacks(rules, [*panel, *free]):
        raise Impossible(impossible)
    drawn: list[Candidate] = []

    def take(each: Candidate) -> None:
        free.remove(each)
        panel.append(each)
        drawn.append(each)

    for field in rules.fields:
        if not any(field in each.fields for each in panel):
            take(next(each for each in free if field in each.fields))
    while len(districts(panel)) < rules.districts:
        take(next(each for each in free if each.district and each.district not in districts(panel)))
    while len(panel) < rules.experts:
        take(free[0])
    return tuple(each.mark for each in drawn)


def in_order(seed: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: (sha256(f"{seed}:{each.mark}"), each.mark))


def plain(part: Rules | Candidate) -> dict[str, object]:
    """As it is stored and hashed."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(part).items()}


def read_rules(stored: dict[str, Any]) -> Rules:
    return Rules(stored["experts"], tuple(stored["fields"]), stored["districts"])


def read_candidate(stored: dict[str, Any]) -> Candidate:
    return Candidate(**(stored | {"fields": tuple(stored["fields"])}))
