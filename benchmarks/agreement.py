"""All coefficients of a panel with their intervals, beside working each drawn table out anew.

python -m benchmarks.agreement
"""

from random import Random
from time import process_time
from typing import NamedTuple

from benchmarks.pairs import PAIRS, Ratios, compare
from panels.agreement.bootstrap import RESAMPLES, resamples
from panels.agreement.coefficients import COEFFICIENTS, all_measured
from panels.agreement.table import Table

EXPERTS, ITEMS = 9, 25
LEVELS = (-2, -1, 0, 1, 2)
# Of the draws, in the comparison: the slow way has to be gone through as well.
DRAWS = RESAMPLES // 20
COST = 0.2  # at most, in times of working each table out anew
SECONDS = 3.0  # at most, for one table with every coefficient and interval


class Figures(NamedTuple):
    """`cost` in times of the slow way, `control` that way beside itself; `seconds` of the whole."""

    cost: Ratios
    control: Ratios
    seconds: float


def panel_table(experts: int = EXPERTS, items: int = ITEMS) -> Table:
    """Scores that lie about a level of their own for each item, as experts' do."""
    random = Random(7)  # noqa: S311 - the same table each time
    middles = [random.choice((-1, 0, 1)) for _item in range(items)]
    rows = [tuple(middle + random.choice((-1, 0, 0, 1)) for _expert in range(experts)) for middle in middles]
    return Table(LEVELS, tuple(rows))


def prepared(table: Table) -> None:
    """What each item adds is worked out once, and every draw only says how often it counts."""
    coefficients = [prepare(table) for prepare in COEFFICIENTS.values()]
    for times in _draws(table):
        for coefficient in coefficients:
            coefficient.figure(times)


def anew(table: Table) -> None:
    """Every draw is a table of its own."""
    for times in _draws(table):
        rows = [row for row, often in zip(table.rows, times, strict=True) for _time in range(often)]
        for prepare in COEFFICIENTS.values():
            prepare(Table(table.levels, tuple(rows))).figure([1] * len(rows))


def measure(*, pairs: int = PAIRS) -> Figures:
    table = panel_table()
    start = process_time()
    all_measured(table)
    seconds = process_time() - start
    return Figures(
        cost=compare(lambda: prepared(table), lambda: anew(table), pairs=pairs),
        control=compare(lambda: anew(table), lambda: anew(table), pairs=pairs),
        seconds=seconds,
    )


def _draws(table: Table) -> list[list[int]]:
    return [times for _number, times in zip(range(DRAWS), resamples(len(table.rows)), strict=False)]


def main() -> None:
    figures = measure()
    print(f"prepared draws in times of tables worked out anew: {figures.cost} (at most {COST})")
    print(f"tables worked out anew in times of themselves:     {figures.control}")
    print(
        f"{EXPERTS} experts, {ITEMS} indicators, {RESAMPLES} draws: {figures.seconds:.2f} s (at most {SECONDS})"
    )
    if not figures.control.steady:
        print("The machine was too restless for this to mean anything.")


if __name__ == "__main__":
    main()
