"""A set's procedure on a page: as a picture, and stage by stage in words."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from django import template

from indicators.drawing import column, row
from indicators.models import IndicatorSet
from indicators.procedure import Lane, acting, lanes, participation, reviews, rules, ways
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
        "gates": any(link.gate for lane in shown for link in lane.profile.participation),
        "ways": any(ways(lane.profile) for lane in shown),
    }


@register.inclusion_tag("indicators/_stages.html")
def stage_table(
    indicator_set: IndicatorSet, profile: Profile | None = None, stage: str = ""
) -> dict[str, Any]:
    """The same in a table."""
    file = indicator_set.file
    tiers = {tier.code: str(tier.name) for tier in file.tiers} if profile is None else {}
    depths = {depth.code: str(depth.name) for depth in file.depths} if profile is None else {}
    shown = profile or file.workflow
    return {
        "stages": [
            {
                "stage": each,
                "body": acting(each, file.terms),
                "rules": [*rules(each), *_ways(each, shown, tiers, depths)],
                "children": participation(shown, each.kind),
                "tiers": [tiers[code] for code in each.tiers if code in tiers],
                "depths": [depths[code] for code in each.depths if code in depths],
                "current": each.kind == stage,
            }
            for each in shown.stages
        ],
        "reviews": reviews(shown),
        "has_tiers": any(code in tiers for each in shown.stages for code in each.tiers),
        "has_depths": any(code in depths for each in shown.stages for code in each.depths),
    }


def _ways(stage: Stage, profile: Profile, tiers: Iterable[str], depths: Iterable[str]) -> list[str]:
    """Where a case may go from the stage, in any of the tiers and depths that has it; without any the profile is one
    case's path already."""
    ways_there = product([*tiers] or [""], [*depths] or [""]) if tiers or depths else ()
    paths = [profile.on_path(tier, depth) for tier, depth in ways_there]
    paths = [path for path in paths if stage in path.stages] or [profile]
    return [*dict.fromkeys(way.words for path in paths for way in ways(path) if way.origin == stage.kind)]
