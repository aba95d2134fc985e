"""All coefficients of a table, with their intervals."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from indicators.resolver.arithmetic import exact
from panels.agreement.bootstrap import interval
from panels.agreement.gwet import AC2
from panels.agreement.intraclass import SingleRater, WholePanel
from panels.agreement.kendall import Concordance
from panels.agreement.krippendorff import Alpha
from panels.agreement.krippendorff import interval as interval_distance
from panels.agreement.krippendorff import ordinal as ordinal_distance
from panels.agreement.table import Coefficient, Table, Undefined

COEFFICIENTS: dict[str, Callable[[Table], Coefficient]] = {
    "alpha_ordinal": partial(Alpha, distance=ordinal_distance),
    "alpha_interval": partial(Alpha, distance=interval_distance),
    "ac2": AC2,
    "icc_single": SingleRater,
    "icc_panel": WholePanel,
    "kendall_w": Concordance,
}
FEWEST_RATERS = FEWEST_ITEMS = 2


@dataclass(frozen=True)
class Measured:
    """One coefficient over `items`: its value with the interval's ends, or why it has none."""

    name: str
    items: int
    value: Fraction | None = None
    undefined: Undefined | None = None
    ends: tuple[Fraction, Fraction] | None = None

    def plain(self) -> dict[str, Any]:
        low, high = self.ends or (None, None)
        return {
            "name": self.name,
            "items": self.items,
            "value": exact(self.value),
            "undefined": self.undefined,
            "low": exact(low),
            "high": exact(high),
        }


def measured(name: str, table: Table) -> Measured:
    coefficient = COEFFICIENTS[name](table)
    items = len(coefficient.table.rows)
    if table.raters < FEWEST_RATERS:
        return Measured(name, items, undefined=Undefined.ONE_RATER)
    if items < FEWEST_ITEMS:
        return Measured(name, items, undefined=Undefined.ONE_ITEM)
    figure = coefficient.figure([1] * items)
    if isinstance(figure, Undefined):
        return Measured(name, items, undefined=figure)
    return Measured(name, items, value=figure, ends=interval(coefficient))


def all_measured(table: Table) -> list[Measured]:
    return [measured(name, table) for name in COEFFICIENTS]
