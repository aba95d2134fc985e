"""The panel as the record writes it: numbers, figures and opinions; never who."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from indicators.resolver.arithmetic import exact
from indicators.resolver.items import ItemResult, item_result
from indicators.resolver.resolution import Resolution
from panels.enums import Left
from panels.models import Panel, PanelFigures
from panels.robustness import Kind
from reports.plain import Data, day


def panel_data(panel: Panel | None, resolution: Resolution) -> Data | None:
    """`commitments` in an order that says nothing of the seats: whoever sealed can find the own one."""
    if panel is None:
        return None
    seats = panel.seats.counting()
    return {
        "experts": seats.count(),
        "recused": panel.seats.filter(left_because=Left.RECUSED).count(),
        "opened": day(panel.opened_scores_at),
        "aggregation": panel.assessment.profile.stage("expert_panel").aggregation,
        "commitments": sorted(seats.exclude(commitment="").values_list("commitment", flat=True)),
        "discussed": _discussed(resolution) if panel.discussion_closed_at else [],
        **_figures(panel.figures.last()),
    }


def opinions(panel: Panel | None) -> list[Data]:
    """By their numbers, each with what became of it."""
    if panel is None:
        return []
    return [
        {
            "number": each.number,
            "source": each.source,
            "indicator": each.indicator.code if each.indicator else "",
            **{name: getattr(each, name) for name in ("text", "reference", "uptake", "reason", "clause")},
        }
        for each in panel.opinions.select_related("indicator").order_by("number")
    ]


def _discussed(resolution: Resolution) -> list[Data]:
    """What asked for the discussion by the scores as sealed, or was judged anew in it: before and after."""
    found: list[Data] = []
    for item in resolution.items:
        before = _before(item, resolution)
        if before.flagged or item.revised:
            found.append(
                {
                    "code": item.item.code,
                    "first": exact(before.aggregate),
                    "first_spread": before.spread,
                    "second": exact(item.aggregate),
                    "second_spread": item.spread,
                }
            )
    return found


def _before(item: ItemResult, resolution: Resolution) -> ItemResult:
    ratings = item.item.first or item.item.ratings
    return item_result(replace(item.item, ratings=ratings, first=()), resolution.scale, resolution.rule)


def _figures(figures: PanelFigures | None) -> Data:
    """The last figures worked out. The severity of single raters stays inside, and so does which of them, left out,
    would change the conclusion."""
    if figures is None:
        return {"agreement": None, "robustness": None}
    return {"agreement": _agreement(figures.agreement), "robustness": _robustness(figures.robustness)}


def _agreement(stored: Mapping[str, Any]) -> Data:
    return {
        "scopes": [
            {
                **{key: scope[key] for key in ("about", "raters", "items")},
                "coefficients": [
                    {key: each[key] for key in ("name", "items", "value", "undefined", "low", "high")}
                    for each in scope["coefficients"]
                ],
            }
            for scope in stored["scopes"]
        ]
    }


def _robustness(stored: Mapping[str, Any]) -> Data:
    return {
        **{key: stored[key] for key in ("outcome", "fragile", "mean", "tried")},
        "flips": [
            {**each, "what": "" if each["kind"] == Kind.EXPERT else each["what"]} for each in stored["flips"]
        ],
    }
