"""The impact scale: ordered levels, and two answers that are no level."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from indicators.localised import Name
from indicators.rules import EACH, Fault, Ruled, find

NOT_APPLICABLE = "na"
UNCERTAIN = "unknown"


class Level(Ruled):
    value: Annotated[int, Field(ge=-9, le=9)]
    name: Name

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

    def value(self, code: str) -> int | None:
        """The figure of a level; None for the two answers that carry none. KeyError for a code outside the scale."""
        if code in {NOT_APPLICABLE, UNCERTAIN}:
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
