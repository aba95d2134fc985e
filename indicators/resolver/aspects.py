"""The figures of an aspect and of the whole file: means, and beside them always the lowest item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.resolver.arithmetic import Mean, Part
from indicators.resolver.items import ItemResult


@dataclass(frozen=True)
class AspectProfile:
    """Means over the aspect's rated items; never shown without `lowest`, for a mean may hide a harm.

    `asked` counts the items that could have a figure, rated or not.
    """

    aspect: str
    weight: int
    asked: int
    own_mean: Mean
    experts_mean: Mean
    lowest: Fraction | None
    lowest_items: tuple[str, ...]

    @property
    def own(self) -> Fraction | None:
        return self.own_mean.value

    @property
    def experts(self) -> Fraction | None:
        return self.experts_mean.value


def aspect_profile(aspect: str, results: Iterable[ItemResult], *, weight: int = 1) -> AspectProfile:
    rows = [result for result in results if result.item.aspect == aspect]
    lowest, lowest_items = lowest_of(rows)
    return AspectProfile(
        aspect=aspect,
        weight=weight,
        asked=len(rows),
        own_mean=_mean((row.item.code, row.own, row.item.weight) for row in rows),
        experts_mean=_mean((row.item.code, row.median, row.item.weight) for row in rows),
        lowest=lowest,
        lowest_items=lowest_items,
    )


def overall_profile(aspects: Sequence[AspectProfile], results: Sequence[ItemResult]) -> AspectProfile:
    """The file as one: the weighted mean of the aspects' means, and the lowest item of all. It has no code."""
    lowest, lowest_items = lowest_of(results)
    return AspectProfile(
        aspect="",
        weight=1,
        asked=len(results),
        own_mean=_mean((each.aspect, each.own, each.weight) for each in aspects),
        experts_mean=_mean((each.aspect, each.experts, each.weight) for each in aspects),
        lowest=lowest,
        lowest_items=lowest_items,
    )


def lowest_of(results: Iterable[ItemResult]) -> tuple[Fraction | None, tuple[str, ...]]:
    """The lowest figure that counts, and every item that has it."""
    judged = [(result.judged, result.item.code) for result in results if result.judged is not None]
    lowest = min((value for value, _code in judged), default=None)
    return lowest, tuple(code for value, code in judged if value == lowest)


def _mean(entries: Iterable[tuple[str, Fraction | int | None, int]]) -> Mean:
    return Mean(
        tuple(Part(code, Fraction(value), weight) for code, value, weight in entries if value is not None)
    )
