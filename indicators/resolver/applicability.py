"""Which indicators a matter is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.schema import IndicatorText, SetFile


@dataclass(frozen=True)
class Matter:
    """What an indicator's `applies` is compared with. Without ages a matter concerns children of every age; without a
    depth the screening has not chosen one yet, and the deepest counts."""

    tier: str
    matter_class: str
    ages: frozenset[str] = frozenset()
    depth: str = ""


def asked(text: IndicatorText, matter: Matter) -> bool:
    """Tier, depth, class and, where both sides name some, one age in common."""
    applies = text.applies
    return (
        (not applies.tiers or matter.tier in applies.tiers)
        and (not applies.depths or matter.depth in applies.depths)
        and (not applies.classes or matter.matter_class in applies.classes)
        and (not applies.ages or not matter.ages or not matter.ages.isdisjoint(applies.ages))
    )


def asked_of(
    file: SetFile, *, matter_class: str, ages: Iterable[str] = (), depth: str = ""
) -> list[IndicatorText]:
    """The set's indicators for a matter of this class, in the order of the file. StopIteration for an unknown class."""
    tier = next(each.tier for each in file.matter_classes if each.code == matter_class)
    matter = Matter(tier or "", matter_class, frozenset(ages), depth or file.deepest)
    return [text for text in file.indicators.values() if asked(text, matter)]
