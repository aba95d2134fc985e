"""Whether the proposed conclusion stands under other readings of the same scores.

Tried, one at a time: every other way of bringing scores together; every weight a fifth less and a fifth more; the panel
without each of its experts. A conclusion that another reading changes is fragile.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, get_args

from indicators.profile import Aggregation
from indicators.resolver.arithmetic import exact
from indicators.resolver.aspects import aspect_profile, overall_profile
from indicators.resolver.items import Item, ItemResult, item_result
from indicators.resolver.proposal import propose
from indicators.resolver.resolution import Resolution

RULES: tuple[Aggregation, ...] = get_args(Aggregation)
# In fifths, so that weights stay whole.
WHOLE, LESS, MORE = 5, 4, 6


class Kind(StrEnum):
    RULE = "rule"
    WEIGHT = "weight"
    EXPERT = "expert"


@dataclass(frozen=True)
class Reading:
    """`what` was read otherwise: a rule, the code of an aspect or indicator with "−" or "+", an expert's mark."""

    kind: Kind
    what: str
    outcome: str
    mean: Fraction | None


@dataclass(frozen=True)
class Robustness:
    """`mean`: the experts' over the whole file, as it counts."""

    outcome: str
    mean: Fraction | None
    readings: tuple[Reading, ...]

    @property
    def flips(self) -> list[Reading]:
        return [each for each in self.readings if each.outcome != self.outcome]

    @property
    def fragile(self) -> bool:
        return bool(self.flips)

    def plain(self) -> dict[str, Any]:
        """As a row keeps it: only what changes the conclusion is named, and between which ends the mean moves."""
        return {
            "outcome": self.outcome,
            "fragile": self.fragile,
            "mean": exact(self.mean),
            "tried": {kind.value: self._plain(kind) for kind in Kind},
            "flips": [
                {"kind": each.kind.value, "what": each.what, "outcome": each.outcome} for each in self.flips
            ],
        }

    def _plain(self, kind: Kind) -> dict[str, Any]:
        readings = [each for each in self.readings if each.kind == kind]
        means = [each.mean for each in readings if each.mean is not None]
        ends = (min(means, default=None), max(means, default=None))
        return {"readings": len(readings), "lowest": exact(ends[0]), "highest": exact(ends[1])}


def robustness(resolution: Resolution, given: Mapping[str, Mapping[int, str]]) -> Robustness:
    """`given`: for each indicator the ratings that count, by the mark of the expert."""
    trials = _Trials(resolution)
    readings = (*trials.by_rule(), *trials.by_weight(), *trials.without_each(given))
    return Robustness(resolution.proposal.outcome, resolution.overall.experts, readings)


class _Trials:
    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._weights = {each.aspect: each.weight for each in resolution.aspects}

    def by_rule(self) -> Iterator[Reading]:
        items = [result.item for result in self._resolution.items]
        for rule in RULES:
            if rule != self._resolution.rule:
                yield self._read(Kind.RULE, rule, self._results(items, rule))

    def by_weight(self) -> Iterator[Reading]:
        """No weight enters the rule that proposes; the mean may move all the same."""
        results = self._resolution.items
        rated = {result.item.aspect for result in results}
        for sign, fifths in (("-", LESS), ("+", MORE)):
            for aspect in sorted(rated):
                weights = {code: each * WHOLE for code, each in self._weights.items()}
                weights[aspect] = self._weights[aspect] * fifths
                yield self._read(Kind.WEIGHT, f"{aspect}{sign}", results, weights)
            for changed in results:
                code = changed.item.code
                moved = [_weighted(each, fifths if each is changed else WHOLE) for each in results]
                yield self._read(Kind.WEIGHT, f"{code}{sign}", moved)

    def without_each(self, given: Mapping[str, Mapping[int, str]]) -> Iterator[Reading]:
        """A panel of one is no panel without that one."""
        marks = sorted({mark for ratings in given.values() for mark in ratings})
        for mark in marks if len(marks) > 1 else []:
            items = [
                replace(result.item, ratings=_others(given.get(result.item.code, {}), mark), first=())
                for result in self._resolution.items
            ]
            yield self._read(Kind.EXPERT, str(mark), self._results(items, self._resolution.rule))

    def _results(self, items: Iterable[Item], rule: Aggregation) -> list[ItemResult]:
        return [item_result(item, self._resolution.scale, rule) for item in items]

    def _read(
        self, kind: Kind, what: str, results: Sequence[ItemResult], weights: Mapping[str, int] | None = None
    ) -> Reading:
        aspects = [
            aspect_profile(code, results, weight=weight)
            for code, weight in (weights or self._weights).items()
        ]
        mean = overall_profile(aspects, results).experts
        return Reading(kind, what, propose(results, self._resolution.groups).outcome, mean)


def _weighted(result: ItemResult, fifths: int) -> ItemResult:
    return replace(result, item=replace(result.item, weight=result.item.weight * fifths))


def _others(ratings: Mapping[int, str], mark: int) -> tuple[str, ...]:
    return tuple(rating for each, rating in ratings.items() if each != mark)
