"""One indicator: what was judged, what counts, and what to look at."""

from dataclasses import dataclass
from fractions import Fraction

from indicators.resolver.arithmetic import median
from indicators.scale import UNCERTAIN, Scale

FAR_FROM_SELF = 2
WIDE_SPREAD = 3


@dataclass(frozen=True)
class Item:
    """One indicator as it goes into the result: the self-rating and the experts' ratings, as codes of the scale."""

    code: str
    aspect: str
    red_line: bool
    mitigated: bool
    own: str
    ratings: tuple[str, ...]
    weight: int = 1


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
    gravest_scores: int

    @property
    def about(self) -> str:
        """The name under which its steps are told."""
        return f"item:{self.item.code}"

    @property
    def flagged(self) -> bool:
        """It asks for discussion: judgements lie apart, or the median hides that somebody chose the gravest level."""
        hidden = self.gravest_scores > 0 and not self.red_line_touched
        return self.far_from_self or self.wide_spread or hidden

    @property
    def judged(self) -> Fraction | None:
        """What counts: the panel's median; without a panel the self-rating."""
        if self.item.ratings:
            return self.median
        return None if self.own is None else Fraction(self.own)

    @property
    def unknown(self) -> bool:
        """The department cannot judge it and nobody else has."""
        return self.item.own == UNCERTAIN and self.judged is None


def item_result(item: Item, scale: Scale) -> ItemResult:
    """One indicator's result with its flags.

    |median − self| ≥ 2 or a spread ≥ 3 asks for discussion. A red line is touched by the scale's gravest level on any
    item, or by any negative figure on a red-line item. Both rules are ours; no city's rule is public.
    `gravest_scores`: how many experts gave the gravest level, whatever the median.
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
        red_line_touched=judged is not None and _touches(judged, item, scale),
        gravest_scores=0 if scale.gravest is None else values.count(scale.gravest),
    )


def _touches(judged: Fraction, item: Item, scale: Scale) -> bool:
    return (scale.gravest is not None and judged <= scale.gravest) or (item.red_line and judged < 0)
