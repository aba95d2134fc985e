"""Processor time, not the clock's: what else the machine does is not measured."""

import gc
from collections.abc import Callable
from statistics import median
from time import process_time

RUNS = 5


def seconds(work: Callable[[], object], *, runs: int = RUNS) -> float:
    """The median of several runs, without the collector's pauses, which come at any time."""
    taken = []
    for _run in range(runs):
        gc.collect()
        gc.disable()
        try:
            start = process_time()
            work()
            taken.append(process_time() - start)
        finally:
            gc.enable()
    return median(taken)
