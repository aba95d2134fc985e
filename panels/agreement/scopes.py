"""How far a panel agrees: over the whole file, over each aspect, and each rater against the others."""

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.resolver.arithmetic import exact
from indicators.resolver.items import ItemResult
from indicators.resolver.resolution import Resolution
from indicators.scale import Scale
from panels.agreement.bootstrap import RESAMPLES, SEED
from panels.agreement.coefficients import all_measured
from panels.agreement.severity import severities
from panels.agreement.table import Row, Table

Given = Mapping[str, Mapping[int, str]]
"""For each indicator the ratings that count, by the mark of the expert."""


def agreement(resolution: Resolution, given: Given) -> dict[str, Any]:
    """As a row keeps it. What is no level leaves a gap; whoever chose no level at all is no rater."""
    marks = sorted({mark for ratings in given.values() for mark in ratings})
    scopes = [(resolution.overall.about, resolution.items)]
    if len(resolution.rated_aspects) > 1:
        scopes += [
            (each.about, tuple(row for row in resolution.items if row.item.aspect == each.aspect))
            for each in resolution.rated_aspects
        ]
    whole = _table(resolution.items, given, marks, resolution.scale)
    return {
        "seed": SEED,
        "resamples": RESAMPLES,
        "scopes": [
            _scope(about, _table(items, given, marks, resolution.scale).heard) for about, items in scopes
        ],
        "severity": [
            {"mark": mark, "mean": exact(each.mean), "items": each.items}
            for mark, each in zip(marks, severities(whole), strict=True)
        ],
    }


def _scope(about: str, table: Table) -> dict[str, Any]:
    return {
        "about": about,
        "raters": table.raters,
        "items": len(table.rows),
        "coefficients": [each.plain() for each in all_measured(table)],
    }


def _table(items: Sequence[ItemResult], given: Given, marks: Sequence[int], scale: Scale) -> Table:
    levels = tuple(level.value for level in scale.levels)
    return Table(levels, tuple(_row(given.get(result.item.code, {}), marks, scale) for result in items))


def _row(ratings: Mapping[int, str], marks: Sequence[int], scale: Scale) -> Row:
    return tuple(scale.value(ratings[mark]) if mark in ratings else None for mark in marks)
