"""Krippendorff's alpha: observed against expected disagreement, for any number of raters, with gaps.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. Worked out from coincidences; an item that fewer
than two raters judged says nothing.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm

from panels.agreement.table import Table, Undefined, given, weighed

# How far two levels lie apart, by their places among the levels and by how often each was chosen. Only ratios matter.
Distance = Callable[[Sequence[int], Sequence[int], int, int], int]


def interval(levels: Sequence[int], chosen: Sequence[int], low: int, high: int) -> int:
    """A step is as long as any other."""
    return (levels[low] - levels[high]) ** 2


def ordinal(levels: Sequence[int], chosen: Sequence[int], low: int, high: int) -> int:
    """As many choices as lie between: levels are in order, and nothing is said of how far apart they are. Four times
    the published distance, to stay whole."""
    return (2 * sum(chosen[low : high + 1]) - chosen[low] - chosen[high]) ** 2


class Alpha:
    def __init__(self, table: Table, distance: Distance) -> None:
        self.table = table.pairable
        self._distance = distance
        counts, others = self.table.counts(), [given(row) - 1 for row in self.table.rows]
        self._shares = lcm(*others)
        self._chosen = list(zip(*counts, strict=True))
        self._coincidences = {
            (low, high): [
                row[low] * row[high] * self._shares // rest for row, rest in zip(counts, others, strict=True)
            ]
            for low, high in combinations(range(len(table.levels)), 2)
        }

    def figure(self, times: Sequence[int]) -> Fraction | Undefined:
        chosen = [weighed(column, times) for column in self._chosen]
        observed = expected = 0
        for (low, high), column in self._coincidences.items():
            if chosen[low] and chosen[high]:
                apart = self._distance(self.table.levels, chosen, low, high)
                observed += apart * weighed(column, times)
                expected += apart * chosen[low] * chosen[high]
        if not expected:
            return Undefined.NO_VARIANCE
        return 1 - Fraction((sum(chosen) - 1) * observed, self._shares * expected)
