"""A set's procedure on a page: as a picture, and stage by stage in words."""

from collections.abc import Iterable
from typing import Any

from django import template

from indicators.drawing import column, row
from indicators.models import IndicatorSet
from indicators.procedure import Lane, acting, lanes, participation, rules, ways
from indicators.profile import Profile, Stage

register = template.Library()


@register.inclusion_tag("indicators/_procedure.html")
def procedure_picture(
    indicator_set: IndicatorSet, profile: Profile | None = None, stage: str = ""
) -> dict[str, Any]:
    """Every way through the set's procedure, or with a `profile` that one alone; `stage` is where a case is."""
    file = indicator_set.file
    shown = lanes(file) if profile is None else [Lane("", profile)]
    return {
        "row": row(shown, file.terms, stage),
        "column": column(shown, file.terms, stage),
        "children": any(lane.profile.participation for lane in shown),
        "ways": any(ways(lane.profile) for lane in shown),
    }


@register.inclusion_tag("indicators/_stages.html")
def stage_table(
    indicator_set: IndicatorSet, profile: Profile | None = None, stage: str = ""
) -> dict[str, Any]:
    """The same in a table."""
    file = indicator_set.file
    tiers = {tier.code: str(tier.name) for tier in file.tiers} if profile is None else {}
    shown = profile or file.workflow
    return {
        "stages": [
            {
                "stage": each,
                "body": acting(each, file.terms),
                "rules": [*rules(each), *_ways(each, shown, tiers)],
                "children": participation(shown, each.kind),
                "tiers": [tiers[code] for code in each.tiers if code in tiers],
                "current": each.kind == stage,
            }
            for each in shown.stages
        ],
        "has_tiers": any(code in tiers for each in shown.stages for code in each.tiers),
    }


def _ways(stage: Stage, profile: Profile, tiers: Iterable[str]) -> list[str]:
    """Where a case may go from the stage, in any of the tiers that has it."""
    paths = [profile.on_path(tier) for tier in tiers if not stage.tiers or tier in stage.tiers] or [profile]
    return [*dict.fromkeys(way.words for path in paths for way in ways(path) if way.origin == stage.kind)]
