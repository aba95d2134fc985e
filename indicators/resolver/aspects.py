"""The figures of an aspect and of the whole file: means, and beside them always the lowest item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.resolver.arithmetic import Mean, Part
from indicators.resolver.items import ItemResult


@dataclass(frozen=True)
class Lowest:
    """The lowest figure, and every item that has it."""

    value: Fraction | None
    items: tuple[str, ...]


@dataclass(frozen=True)
class AspectProfile:
    """Means over the aspect's rated items; never shown without the lowest item, for a mean may hide a harm.

    `asked` counts the items that could have a figure, rated or not. `lowest_of_all` is about the figures that count,
    `lowest_of_own` about those that the department gave and experts may have judged otherwise.
    """

    aspect: str
    weight: int
    asked: int
    own_mean: Mean
    experts_mean: Mean
    lowest_of_all: Lowest
    lowest_of_own: Lowest

    @property
    def about(self) -> str:
        """The name under which its steps are told."""
        return f"aspect:{self.aspect}" if self.aspect else "overall"

    @property
    def own(self) -> Fraction | None:
        return self.own_mean.value

    @property
    def experts(self) -> Fraction | None:
        return self.experts_mean.value

    @property
    def lowest(self) -> Fraction | None:
        return self.lowest_of_all.value

    @property
    def hidden_own(self) -> bool:
        """The department gave a figure lower than any that counts."""
        own = self.lowest_of_own.value
        return own is not None and (self.lowest is None or own < self.lowest)


def aspect_profile(aspect: str, results: Iterable[ItemResult], *, weight: int = 1) -> AspectProfile:
    rows = [result for result in results if result.item.aspect == aspect]
    return AspectProfile(
        aspect=aspect,
        weight=weight,
        asked=len(rows),
        own_mean=_mean((row.item.code, row.own, row.item.weight) for row in rows),
        experts_mean=_mean((row.item.code, row.aggregate, row.item.weight) for row in rows),
        lowest_of_all=_lowest((row.item.code, row.judged) for row in rows),
        lowest_of_own=_lowest((row.item.code, row.own) for row in rows),
    )


def overall_profile(aspects: Sequence[AspectProfile], results: Sequence[ItemResult]) -> AspectProfile:
    """The file as one: the weighted mean of the aspects' means, and the lowest item of all. It has no code."""
    return AspectProfile(
        aspect="",
        weight=1,
        asked=len(results),
        own_mean=_mean((each.aspect, each.own, each.weight) for each in aspects),
        experts_mean=_mean((each.aspect, each.experts, each.weight) for each in aspects),
        lowest_of_all=_lowest((row.item.code, row.judged) for row in results),
        lowest_of_own=_lowest((row.item.code, row.own) for row in results),
    )


def _mean(entries: Iterable[tuple[str, Fraction | int | None, int]]) -> Mean:
    return Mean(
        tuple(Part(code, Fraction(value), weight) for code, value, weight in entries if value is not None)
    )


def _lowest(entries: Iterable[tuple[str, Fraction | int | None]]) -> Lowest:
    figures = [(Fraction(value), code) for code, value in entries if value is not None]
    lowest = min((value for value, _code in figures), default=None)
    return Lowest(lowest, tuple(code for value, code in figures if value == lowest))
