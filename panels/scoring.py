"""What experts' scores amount to: medians, spreads, flags, aspect profiles. Exact, and without the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.scale import Scale

FAR_FROM_SELF = 2
WIDE_SPREAD = 3


def median(values: Sequence[int]) -> Fraction | None:
    """The middle value, or half-way between the two middle ones; None for no value."""
    ordered, count = sorted(values), len(values)
    if not count:
        return None
    return Fraction(ordered[(count - 1) // 2] + ordered[count // 2], 2)


def mean(values: Sequence[Fraction | int]) -> Fraction | None:
    return sum((Fraction(value) for value in values), Fraction()) / len(values) if values else None


@dataclass(frozen=True)
class Item:
    """One indicator as it goes into the result: the self-rating and the experts' ratings, as codes of the scale."""

    code: str
    aspect: str
    red_line: bool
    mitigated: bool
    own: str
    ratings: tuple[str, ...]


@dataclass(frozen=True)
class ItemResult:
    """`own` and `values` hold numbers only: 不适用 and 不确定 are no zeros and do not enter a median."""

    item: Item
    own: int | None
    values: tuple[int, ...]
    median: Fraction | None
    spread: int
    far_from_self: bool
    wide_spread: bool
    red_line_touched: bool

    @property
    def flagged(self) -> bool:
        return self.far_from_self or self.wide_spread

    @property
    def judged(self) -> Fraction | None:
        """The panel's median; without a panel the self-rating."""
        if self.item.ratings:
            return self.median
        return None if self.own is None else Fraction(self.own)


def item_result(item: Item, scale: Scale) -> ItemResult:
    """One indicator's result with its flags.

    |median − self| ≥ 2 or a spread ≥ 3 asks for discussion. A red line is touched by the lowest value of the scale on
    any item, or by any negative value on a red-line item. Both rules are ours; no city's rule is public.
    """
    own = scale.value(item.own) if item.own else None
    values = tuple(value for rating in item.ratings if (value := scale.value(rating)) is not None)
    middle = median(values)
    judged = middle if item.ratings else (None if own is None else Fraction(own))
    return ItemResult(
        item=item,
        own=own,
        values=values,
        median=middle,
        spread=max(values) - min(values) if values else 0,
        far_from_self=middle is not None and own is not None and abs(middle - own) >= FAR_FROM_SELF,
        wide_spread=bool(values) and max(values) - min(values) >= WIDE_SPREAD,
        red_line_touched=judged is not None and (judged <= scale.minimum or (item.red_line and judged < 0)),
    )


@dataclass(frozen=True)
class AspectProfile:
    """Means over the aspect's rated items; never shown without `lowest`, for a mean may hide a harm."""

    aspect: str
    own: Fraction | None
    experts: Fraction | None
    lowest: Fraction | None


def aspect_profile(aspect: str, results: Iterable[ItemResult]) -> AspectProfile:
    rows = [result for result in results if result.item.aspect == aspect]
    judged = [result.judged for result in rows if result.judged is not None]
    return AspectProfile(
        aspect=aspect,
        own=mean([result.own for result in rows if result.own is not None]),
        experts=mean([result.median for result in rows if result.median is not None]),
        lowest=min(judged, default=None),
    )
