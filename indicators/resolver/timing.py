"""When a matter was screened, measured by the time its draft takes: an assessment that begins late changes little.

Exact: days are whole, the index is a fraction, and a percentage never says that a boundary was reached when it was not.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from indicators.resolver.arithmetic import exact

# A screening in the first third of the drafting can still change the draft, in the second it can correct it.
EARLY, IN_TIME = Fraction(1, 3), Fraction(2, 3)


class Moment(StrEnum):
    EARLY = "early"
    IN_TIME = "in_time"
    LATE = "late"
    AFTER = "after"


@dataclass(frozen=True)
class Timing:
    """`screened`: the day on which the screening was finished, or today while it goes on."""

    began: date
    screened: date
    closes: date

    @property
    def days(self) -> int:
        """From the start of the drafting to the screening; negative when it was screened before."""
        return (self.screened - self.began).days

    @property
    def length(self) -> int:
        """Days that the drafting takes; none for a draft that closes on the day it begins."""
        return (self.closes - self.began).days

    @property
    def index(self) -> Fraction | None:
        """The share of the drafting that was over; more than the whole after the draft was closed."""
        return Fraction(self.days, self.length) if self.length > 0 else None

    @property
    def percent(self) -> int | None:
        """In whole percent: rounded down up to the end of the drafting, and up after it."""
        if self.index is None:
            return None
        whole, rest = divmod(self.index.numerator * 100, self.index.denominator)
        return whole + bool(rest and self.index > 1)

    @property
    def moment(self) -> Moment:
        """The day on which the draft is closed still belongs to the drafting."""
        if self.screened > self.closes:
            return Moment.AFTER
        if self.index is None or self.index <= EARLY:
            return Moment.EARLY
        return Moment.IN_TIME if self.index <= IN_TIME else Moment.LATE

    @property
    def is_too_late(self) -> bool:
        return self.moment == Moment.AFTER

    def plain(self) -> dict[str, Any]:
        """As a record keeps it; `timing_of(plain)` is the same again."""
        return {
            "began": self.began.isoformat(),
            "screened": self.screened.isoformat(),
            "closes": self.closes.isoformat(),
            "days": self.days,
            "length": self.length,
            "index": exact(self.index),
            "moment": self.moment.value,
        }


def timing_of(plain: dict[str, Any]) -> Timing:
    return Timing(*(date.fromisoformat(plain[name]) for name in ("began", "screened", "closes")))
