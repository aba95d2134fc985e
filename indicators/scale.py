"""The impact scale: ordered levels, and two answers that are no level."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from indicators.localised import Name, Text
from indicators.rules import EACH, Fault, Ruled, find

NOT_APPLICABLE = "na"
UNCERTAIN = "unknown"
# Only an expert may say this, and it stands in no scale: the matter lies outside what the expert knows.
CANNOT_JUDGE = "cannot"
MINUS = "\N{MINUS SIGN}"


def figure(value: Fraction | int | None) -> str:
    """A signed figure with a true minus and at most one decimal; a dash for none."""
    if value is None:
        return "\N{EM DASH}"
    sign = MINUS if value < 0 else "+" if value > 0 else ""
    whole, tenth = divmod(round(abs(Fraction(value)) * 10), 10)
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"


class Level(Ruled):
    """`anchor`: what must be the case for this level to be chosen."""

    value: Annotated[int, Field(ge=-9, le=9)]
    name: Name
    anchor: Text | None = None

    @property
    def code(self) -> str:
        """What a form posts and a row stores."""
        return str(self.value)


class Scale(Ruled):
    levels: Annotated[list[Level], Field(min_length=2, max_length=19)]
    not_applicable: Name
    uncertain: Name

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        before: int | None = None
        for place, value in find(data, "levels", EACH, "value"):
            if isinstance(value, int):
                if before is not None and value <= before:
                    yield Fault("level_not_rising", place, {"value": value, "before": before})
                before = value

    @property
    def codes(self) -> tuple[str, ...]:
        """Every answer allowed, in the order shown."""
        return (*(level.code for level in self.levels), NOT_APPLICABLE, UNCERTAIN)

    @property
    def minimum(self) -> int:
        return self.levels[0].value

    @property
    def maximum(self) -> int:
        return self.levels[-1].value

    @property
    def gravest(self) -> int | None:
        """The lowest level, where it says more than that an effect is negative at all; on a scale with a single
        negative level, and on one with none, no level does."""
        return self.minimum if sum(level.value < 0 for level in self.levels) > 1 else None

    def value(self, code: str) -> int | None:
        """The figure of a level, None for the answers that are no level. KeyError for a code outside it."""
        if code in {NOT_APPLICABLE, UNCERTAIN, CANNOT_JUDGE}:
            return None
        return self._level(code).value

    def label(self, code: str) -> Name:
        """The words of an answer. KeyError for a code outside the scale."""
        others = {NOT_APPLICABLE: self.not_applicable, UNCERTAIN: self.uncertain}
        return others.get(code) or self._level(code).name

    def _level(self, code: str) -> Level:
        for level in self.levels:
            if level.code == code:
                return level
        raise KeyError(code)
