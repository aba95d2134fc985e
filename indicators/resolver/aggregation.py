"""How the experts' scores of one item become one figure: by the rule of the edition, exact."""

from collections.abc import Sequence
from fractions import Fraction

from indicators.profile import Aggregation
from indicators.resolver.arithmetic import mean, median

# From so many scores on, the trimmed mean leaves out one lowest and one highest.
FEWEST_TO_TRIM = 3


def aggregate(values: Sequence[int], rule: Aggregation) -> Fraction | None:
    """None for no score at all."""
    if rule == "median":
        return median(values)
    return mean(kept(values) if rule == "trimmed_mean" else values)


def kept(values: Sequence[int]) -> list[int]:
    """In order, without one lowest and one highest; all of them where they are too few for that."""
    ordered = sorted(values)
    return ordered[1:-1] if len(ordered) >= FEWEST_TO_TRIM else ordered
