"""How old the children of an edition's age groups are, as far as the groups' names tell. Pure.

An edition names its age groups in words, 6—12岁 or “6 to 11”; the first number is where a group begins, and a Chinese
name ends it with the first birthday that no longer belongs to it.
"""

import re
from dataclasses import dataclass

from indicators.schema import AgeGroup, SetFile

OF_AGE = 18
# Below it a guardian has to consent, and everything about a child is sensitive (个人信息保护法, articles 28 and 31).
CONSENT = 14


@dataclass(frozen=True)
class Span:
    """Whole years: from the first up to, and without, the last."""

    first: int
    last: int

    def meets(self, other: "Span") -> bool:
        return self.first < other.last and other.first < self.last


ANY = Span(0, OF_AGE)


def span_of(group: AgeGroup | None) -> Span:
    """Any age where there is no group, or its name has no numbers."""
    numbers = [int(each) for each in re.findall("[0-9]+", group.name.zh)] if group else []
    match numbers:
        case [first, last, *_] if first < last <= OF_AGE:
            return Span(first, last)
        case [first, *_] if first < OF_AGE:
            return Span(first, OF_AGE)
    return ANY


def age_group(file: SetFile, code: str) -> AgeGroup | None:
    return next((each for each in file.age_groups if each.code == code), None)


def needs_guardian(file: SetFile, ages: list[str]) -> bool:
    """Whether a child under 14 may be among those of these age groups; where none is named anybody may be."""
    spans = [span_of(age_group(file, code)) for code in ages] or [ANY]
    return any(span.first < CONSENT for span in spans)
