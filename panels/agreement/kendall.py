"""Kendall's W, corrected for ties: whether the raters put the items in the same order.

M. G. Kendall and B. Babington Smith, "The Problem of m Rankings", 1939. Only items that every rater judged can be
ranked. An item that counts several times ties with itself.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from panels.agreement.table import Table, Undefined, weighed


class Concordance:
    def __init__(self, table: Table) -> None:
        self.table = table.whole
        place = {level: number for number, level in enumerate(table.levels)}
        self._places = [
            [place[value] for value in column if value is not None]
            for column in zip(*self.table.rows, strict=True)
        ]
        self._chosen = [
            [[int(each == level) for each in column] for level in range(len(table.levels))]
            for column in self._places
        ]

    def figure(self, times: Sequence[int]) -> Fraction | Undefined:
        items, raters = sum(times), len(self._places)
        sums, ties = [0] * len(times), 0
        for places, chosen in zip(self._places, self._chosen, strict=True):
            sizes = [weighed(column, times) for column in chosen]
            ranks = [2 * before + 1 - size for before, size in zip(accumulate(sizes), sizes, strict=True)]
            sums = [total + ranks[place] for total, place in zip(sums, places, strict=True)]
            ties += sum(size**3 - size for size in sizes)
        apart = 3 * (weighed((each**2 for each in sums), times) - raters**2 * items * (items + 1) ** 2)
        most = raters**2 * (items**3 - items) - raters * ties
        return Fraction(apart, most) if most else Undefined.NO_ORDER
