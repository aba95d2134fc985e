"""How much milder or stricter a rater judges than the others, on the items that both judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from panels.agreement.table import Table


@dataclass(frozen=True)
class Severity:
    """`mean`: of the rater's level less the mean of the others', over `items`; below zero the rater is stricter. None
    where no item was judged by others too."""

    mean: Fraction | None
    items: int


def severities(table: Table) -> list[Severity]:
    """One for each column."""
    return [_severity(list(_deviations(table, rater))) for rater in range(table.raters)]


def _severity(deviations: list[Fraction]) -> Severity:
    count = len(deviations)
    return Severity(sum(deviations, Fraction()) / count if count else None, count)


def _deviations(table: Table, rater: int) -> Iterator[Fraction]:
    for row in table.rows:
        own = row[rater]
        others = [value for place, value in enumerate(row) if place != rater and value is not None]
        if own is not None and others:
            yield own - Fraction(sum(others), len(others))
