"""Gwet's AC2: weighted agreement beyond chance, which does not fall when nearly everybody chooses the same level.

K. L. Gwet, "Handbook of Inter-Rater Reliability", 4th edition, 2014. Weights are the ordinal ones unless said
otherwise. A gap is left out: an item with one rating still says how often a level is chosen.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import comb, lcm

from panels.agreement.table import Table, Undefined, given, weighed

# How much two levels agree, by how many places they lie apart and by how many levels there are; 1 for the same.
Weight = Callable[[int, int], Fraction]


def ordinal(apart: int, levels: int) -> Fraction:
    return 1 - Fraction(comb(apart + 1, 2), comb(levels, 2))


class AC2:
    def __init__(self, table: Table, weight: Weight = ordinal) -> None:
        self.table = Table(table.levels, tuple(row for row in table.rows if given(row)))
        levels = range(len(table.levels))
        weights = [[weight(abs(one - other), len(levels)) for other in levels] for one in levels]
        self._weight_sum = sum((sum(row, Fraction()) for row in weights), Fraction())
        sizes = [given(row) for row in self.table.rows]
        counts = self.table.counts()
        agreed = [
            _agreed(row, weights) / (size * (size - 1)) if size > 1 else Fraction()
            for row, size in zip(counts, sizes, strict=True)
        ]
        self._parts = lcm(*(each.denominator for each in agreed))
        self._agreed = [each.numerator * self._parts // each.denominator for each in agreed]
        self._paired = [int(size > 1) for size in sizes]
        self._shares = lcm(*sizes)
        shared = [
            [each * self._shares // size for each in row] for row, size in zip(counts, sizes, strict=True)
        ]
        self._shared = list(zip(*shared, strict=True))

    def figure(self, times: Sequence[int]) -> Fraction | Undefined:
        paired, whole = weighed(self._paired, times), self._shares * sum(times)
        if not paired:
            return Undefined.ONE_RATER
        spread = sum(share * (whole - share) for share in (weighed(each, times) for each in self._shared))
        levels = len(self._shared)
        chance = self._weight_sum * Fraction(spread, levels * (levels - 1) * whole**2)
        return (Fraction(weighed(self._agreed, times), self._parts * paired) - chance) / (1 - chance)


def _agreed(counts: Sequence[int], weights: Sequence[Sequence[Fraction]]) -> Fraction:
    """Over every rating of an item, how much each other one agrees with it."""
    return sum(
        (
            count * (sum((each * weight for each, weight in zip(counts, row, strict=True)), Fraction()) - 1)
            for count, row in zip(counts, weights, strict=True)
        ),
        Fraction(),
    )
