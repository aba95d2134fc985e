"""The special groups of children: which of them is worst off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.scale import UNCERTAIN, Scale


@dataclass(frozen=True)
class GroupResult:
    """`harmed`: negative on any level. `gravely`: on the scale's gravest one. `unknown`: cannot be judged."""

    group: str
    rating: str
    value: int | None
    harmed: bool
    gravely: bool

    @property
    def unknown(self) -> bool:
        return self.rating == UNCERTAIN


def group_results(groups: Sequence[str], ratings: Mapping[str, str], scale: Scale) -> tuple[GroupResult, ...]:
    """Every special group in the order of the edition; one without a finding has no figure."""
    return tuple(_result(group, ratings.get(group, ""), scale) for group in groups)


def worst_off(results: Sequence[GroupResult]) -> tuple[str, ...]:
    """The harmed groups with the lowest figure, all of them where several share it; nobody where none is harmed."""
    harmed = [
        (result.value, result.group) for result in results if result.value is not None and result.harmed
    ]
    lowest = min((value for value, _group in harmed), default=None)
    return tuple(group for value, group in harmed if value == lowest)


def _result(group: str, rating: str, scale: Scale) -> GroupResult:
    value = scale.value(rating) if rating else None
    return GroupResult(
        group=group,
        rating=rating,
        value=value,
        harmed=value is not None and value < 0,
        gravely=value is not None and value == scale.gravest,
    )
