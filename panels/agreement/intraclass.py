"""Intraclass correlation, two-way random effects, absolute agreement: of one rater, and of the panel's mean.

P. E. Shrout and J. L. Fleiss, "Intraclass Correlations: Uses in Assessing Rater Reliability", 1979: ICC(2,1) and
ICC(2,k). Only items that every rater judged can be used.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction

from panels.agreement.table import Table, Undefined, weighed


class _Intraclass(ABC):
    def __init__(self, table: Table) -> None:
        self.table = table.whole
        rows = [[value for value in row if value is not None] for row in self.table.rows]
        self._columns = list(zip(*rows, strict=True))
        self._sums = [sum(row) for row in rows]
        self._squared_sums = [each**2 for each in self._sums]
        self._squares = [sum(value**2 for value in row) for row in rows]

    def figure(self, times: Sequence[int]) -> Fraction | Undefined:
        """From the mean squares of items, raters and what is left, all of them times items × raters × their degrees of
        freedom, to stay whole."""
        items, raters = sum(times), len(self._columns)
        square = weighed(self._sums, times) ** 2
        of_items = items * weighed(self._squared_sums, times) - square
        of_raters = raters * sum(weighed(column, times) ** 2 for column in self._columns) - square
        left = items * raters * weighed(self._squares, times) - square - of_items - of_raters
        rows, columns = of_items * (raters - 1), of_raters * (items - 1)
        above, below = self._ratio(rows, columns, left, items, raters)
        if below:
            return Fraction(above, below)
        return Undefined.NO_DIVISOR if rows or columns or left else Undefined.NO_VARIANCE

    @abstractmethod
    def _ratio(self, rows: int, columns: int, left: int, items: int, raters: int) -> tuple[int, int]:
        """The coefficient's two halves, from those mean squares."""


class SingleRater(_Intraclass):
    """ICC(2,1)."""

    def _ratio(self, rows: int, columns: int, left: int, items: int, raters: int) -> tuple[int, int]:
        above = items * (rows - left)
        return above, items * (rows + (raters - 1) * left) + raters * (columns - left)


class WholePanel(_Intraclass):
    """ICC(2,k)."""

    def _ratio(self, rows: int, columns: int, left: int, items: int, raters: int) -> tuple[int, int]:
        above = items * (rows - left)
        return above, items * rows + columns - left
