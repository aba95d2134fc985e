"""How far a coefficient would move had other items been asked: percentile intervals over items drawn anew.

The draws come from a seed that is kept beside the figures, so that they can be drawn again.
"""

from collections.abc import Iterator
from fractions import Fraction
from heapq import nlargest, nsmallest
from random import Random

from panels.agreement.table import Coefficient, Undefined

SEED = 20_260_101
RESAMPLES = 1000
OUTSIDE = Fraction(1, 40)  # at either end of an interval of 95 %
# With fewer resamples that have a value, an interval would describe the draws and not the items.
FEWEST = RESAMPLES // 2


def interval(coefficient: Coefficient) -> tuple[Fraction, Fraction] | None:
    """None where too many of the resamples have no value."""
    drawn = (coefficient.figure(times) for times in resamples(len(coefficient.table.rows)))
    found = [figure for figure in drawn if not isinstance(figure, Undefined)]
    if len(found) < FEWEST:
        return None
    reach = int(len(found) * OUTSIDE) + 1
    return nsmallest(reach, found)[-1], nlargest(reach, found)[-1]


def resamples(items: int) -> Iterator[list[int]]:
    """How often each of so many items is drawn, when as many are drawn with replacement."""
    draw = Random(SEED).random  # noqa: S311 - to be drawn again, not to be hidden
    for _number in range(RESAMPLES):
        times = [0] * items
        for _item in range(items):
            times[int(draw() * items)] += 1
        yield times
