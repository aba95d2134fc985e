"""One indicator: what was judged, what counts, and what to look at."""

from dataclasses import dataclass
from fractions import Fraction

from indicators.profile import Aggregation
from indicators.resolver.aggregation import aggregate
from indicators.resolver.arithmetic import median
from indicators.scale import CANNOT_JUDGE, UNCERTAIN, Scale

FAR_FROM_SELF = 2
WIDE_SPREAD = 3


@dataclass(frozen=True)
class Item:
    """One indicator as it goes into the result: the self-rating and the experts' ratings, as codes of the scale.

    `ratings` are those that count. `first`: as they were sealed, in the same order, where some were revised since.
    """

    code: str
    aspect: str
    red_line: bool
    mitigated: bool
    own: str
    ratings: tuple[str, ...]
    weight: int = 1
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemResult:
    """`own` and `values` hold numbers only: 不适用, 不确定 and "cannot judge" are no zeros and enter no figure.

    `aggregate` is the experts' figure by the rule of the edition, `first` what it was before the discussion; the median
    stands beside it, whatever the rule.
    """

    item: Item
    own: int | None
    values: tuple[int, ...]
    median: Fraction | None
    spread: int
    far_from_self: bool
    wide_spread: bool
    red_line_touched: bool
    gravest_scores: int
    rule: Aggregation
    aggregate: Fraction | None
    first: Fraction | None

    @property
    def about(self) -> str:
        """The name under which its steps are told."""
        return f"item:{self.item.code}"

    @property
    def flagged(self) -> bool:
        """It asks for discussion: judgements lie apart, the figure hides that somebody chose the gravest level, or the
        panel has set no level against the department's."""
        hidden = self.gravest_scores > 0 and not self.red_line_touched
        return self.far_from_self or self.wide_spread or hidden or self.unheard

    @property
    def unheard(self) -> bool:
        """The department gave a level and no expert did: without a discussion it would count nowhere."""
        return bool(self.item.ratings) and self.own is not None and self.aggregate is None

    @property
    def judged(self) -> Fraction | None:
        """What counts: the panel's figure; without a panel the self-rating."""
        if self.item.ratings:
            return self.aggregate
        return None if self.own is None else Fraction(self.own)

    @property
    def unknown(self) -> bool:
        """The department or an expert cannot judge it, and nobody else has."""
        return self.judged is None and not {UNCERTAIN, CANNOT_JUDGE}.isdisjoint(
            {self.item.own, *self.item.ratings}
        )

    @property
    def cannot_judge(self) -> int:
        """How many experts say so."""
        return self.item.ratings.count(CANNOT_JUDGE)

    @property
    def revised(self) -> int:
        """How many experts judged otherwise after the discussion."""
        pairs = zip(self.item.first, self.item.ratings, strict=True) if self.item.first else ()
        return sum(before != after for before, after in pairs)


def item_result(item: Item, scale: Scale, rule: Aggregation = "median") -> ItemResult:
    """One indicator's result with its flags.

    |figure − self| ≥ 2 or a spread ≥ 3 asks for discussion. A red line is touched by the scale's gravest level on any
    item, or by any negative figure on a red-line item. Both rules are ours; no city's rule is public.
    `gravest_scores`: how many experts gave the gravest level, whatever the figure.
    """
    own = scale.value(item.own) if item.own else None
    values = _values(item.ratings, scale)
    figure = aggregate(values, rule)
    judged = figure if item.ratings else (None if own is None else Fraction(own))
    return ItemResult(
        item=item,
        own=own,
        values=values,
        median=median(values),
        spread=max(values) - min(values) if values else 0,
        far_from_self=figure is not None and own is not None and abs(figure - own) >= FAR_FROM_SELF,
        wide_spread=bool(values) and max(values) - min(values) >= WIDE_SPREAD,
        red_line_touched=judged is not None and _touches(judged, item, scale),
        gravest_scores=0 if scale.gravest is None else values.count(scale.gravest),
        rule=rule,
        aggregate=figure,
        first=aggregate(_values(item.first, scale), rule),
    )


def _values(ratings: tuple[str, ...], scale: Scale) -> tuple[int, ...]:
    return tuple(value for rating in ratings if (value := scale.value(rating)) is not None)


def _touches(judged: Fraction, item: Item, scale: Scale) -> bool:
    return (scale.gravest is not None and judged <= scale.gravest) or (item.red_line and judged < 0)
