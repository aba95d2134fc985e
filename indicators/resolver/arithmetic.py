"""Medians, means, and figures as text: exact, and nothing of nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


def exact(value: Fraction | int | None) -> str | None:
    """As records and programs read it ("-2/3"); None for no figure."""
    return None if value is None else str(value)


def median(values: Sequence[int]) -> Fraction | None:
    """The middle value, or half-way between the two middle ones; None for no value."""
    ordered, count = sorted(values), len(values)
    if not count:
        return None
    return Fraction(ordered[(count - 1) // 2] + ordered[count // 2], 2)


def mean(values: Sequence[int]) -> Fraction | None:
    """None for no value."""
    return Fraction(sum(values), len(values)) if values else None


@dataclass(frozen=True)
class Part:
    """What one item or aspect adds to a mean."""

    code: str
    value: Fraction
    weight: int


@dataclass(frozen=True)
class Mean:
    """Σ weight × value ÷ Σ weight over the parts that have a figure; no part, no value."""

    parts: tuple[Part, ...] = ()

    @property
    def weights(self) -> int:
        return sum(part.weight for part in self.parts)

    @property
    def total(self) -> Fraction:
        return sum((part.weight * part.value for part in self.parts), Fraction())

    @property
    def value(self) -> Fraction | None:
        return self.total / self.weights if self.parts else None
