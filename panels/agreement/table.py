"""What raters said, as numbers: a row for each item, a column for each rater, None where there is no level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import mul
from typing import Protocol

Row = tuple[int | None, ...]


class Undefined(StrEnum):
    """Why a coefficient has no value."""

    ONE_RATER = "one_rater"
    ONE_ITEM = "one_item"
    NO_VARIANCE = "no_variance"
    NO_ORDER = "no_order"
    NO_DIVISOR = "no_divisor"


@dataclass(frozen=True)
class Table:
    """`levels`: every level that could have been chosen, rising."""

    levels: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def raters(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @property
    def heard(self) -> "Table":
        """Without the raters who chose no level for any item."""
        columns = [column for column in zip(*self.rows, strict=True) if given(column)]
        return self._of(zip(*columns, strict=True))

    @property
    def pairable(self) -> "Table":
        """The rows that at least two raters judged."""
        return self._of(row for row in self.rows if given(row) > 1)

    @property
    def whole(self) -> "Table":
        """The rows that every rater judged."""
        return self._of(row for row in self.rows if None not in row)

    def counts(self) -> list[list[int]]:
        """For each row, how many raters chose each level."""
        return [[row.count(level) for level in self.levels] for row in self.rows]

    def _of(self, rows: Iterable[Row]) -> "Table":
        return Table(self.levels, tuple(rows))


class Coefficient(Protocol):
    """Prepared once for a table, so that it can be worked out many times: `times` says how often each row of its
    `table` counts, which leaves out what the coefficient cannot use."""

    table: Table

    def figure(self, times: Sequence[int]) -> Fraction | Undefined: ...


def given(row: Row) -> int:
    """How many raters chose a level."""
    return len(row) - row.count(None)


def weighed(column: Iterable[int], times: Sequence[int]) -> int:
    """The sum of a column, each row as often as it counts."""
    return sum(map(mul, column, times))
