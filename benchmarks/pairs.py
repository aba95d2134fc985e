"""Two ways of doing something, side by side in alternating order, so that a machine that slows down slows both."""

import gc
import os
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import NamedTuple

PAIRS = 11
STEADY = (0.8, 1.25)  # between which one way beside itself must stay for the ratio to mean anything


class Ratios(NamedTuple):
    """Of each pair, the first way's time in times of the second's."""

    each: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.each)

    @property
    def steady(self) -> bool:
        return STEADY[0] <= min(self.each) and max(self.each) <= STEADY[1]

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({min(self.each):.2f} to {max(self.each):.2f})"


def family_time() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def compare(
    one: Callable[[], object],
    other: Callable[[], object],
    *,
    pairs: int = PAIRS,
    clock: Callable[[], float] = process_time,
) -> Ratios:
    """ABBA: every pair begins with the way that the one before ended with. Processor time, unless another clock is
    given; after a run of each."""
    one(), other()
    found = []
    for number in range(pairs):
        ways = (one, other) if number % 2 == 0 else (other, one)
        taken = {way: _seconds(way, clock) for way in ways}
        found.append(taken[one] / taken[other])
    return Ratios(tuple(found))


def _seconds(way: Callable[[], object], clock: Callable[[], float]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = clock()
        way()
        return clock() - start
    finally:
        gc.enable()
