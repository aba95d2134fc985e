"""How every figure was worked out, step by step, as data.

A step says nothing in any language: `kind` and `facts` can be frozen in a record and told later, by `wording`.
Figures are exact and written as text ("-2/3"); items, aspects, groups and answers are named by their codes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from indicators.resolver.aggregation import FEWEST_TO_TRIM
from indicators.resolver.arithmetic import Mean, exact
from indicators.resolver.aspects import AspectProfile, Lowest
from indicators.resolver.items import FAR_FROM_SELF, WIDE_SPREAD, ItemResult
from indicators.resolver.proposal import Proposal
from indicators.resolver.resolution import Resolution

Told = Iterator[tuple[str, dict[str, Any]]]

SCOPE, GROUPS, CONCLUSION = "scope", "groups", "conclusion"


@dataclass(frozen=True)
class Step:
    """`about`: which figure it belongs to: "scope", "item:A1", "aspect:A", "overall", "groups" or "conclusion"."""

    about: str
    kind: str
    facts: dict[str, Any]

    def plain(self) -> dict[str, Any]:
        """As a record keeps it; `Step(**plain)` is the same step again."""
        return {"about": self.about, "kind": self.kind, "facts": self.facts}


def steps(resolution: Resolution) -> list[Step]:
    """Every step of every figure, in the order in which one builds on the other."""
    return list(_all(resolution))


def steps_about(about: str, told: Iterable[Step]) -> list[Step]:
    return [step for step in told if step.about == about]


def _all(resolution: Resolution) -> Iterator[Step]:
    yield from _labelled(SCOPE, _scope(resolution))
    for result in resolution.items:
        yield from _labelled(result.about, _item(result, resolution))
    for profile in resolution.aspects:
        yield from _labelled(profile.about, _profile(profile, "items", resolution))
    yield from _labelled(resolution.overall.about, _profile(resolution.overall, "aspects", resolution))
    if resolution.groups:
        yield from _labelled(GROUPS, _groups(resolution))
    yield from _labelled(CONCLUSION, _conclusion(resolution))


def _labelled(about: str, told: Told) -> Iterator[Step]:
    return (Step(about, kind, facts) for kind, facts in told)


def _scope(resolution: Resolution) -> Told:
    asked = len(resolution.items) + len(resolution.words)
    every = asked + len(resolution.hidden)
    yield "asked" if resolution.hidden else "all_asked", {"asked": asked, "all": every}
    if resolution.hidden:
        yield "not_asked", {"items": list(resolution.hidden)}
    if resolution.words:
        yield "in_words", {"items": list(resolution.words)}
    kind = "not_complete" if resolution.provisional else "complete"
    yield kind, {"complete": resolution.complete, "all": resolution.to_answer}


def _item(result: ItemResult, resolution: Resolution) -> Told:
    yield _own(result)
    if result.item.ratings:
        yield from _scores(result, resolution)
    yield from _red_line(result, resolution)


def _own(result: ItemResult) -> tuple[str, dict[str, Any]]:
    rating = result.item.own
    if not rating:
        return "own_empty", {}
    if result.own is None:
        return "own_no_level", {"rating": rating}
    return "own", {"rating": rating, "value": exact(result.own)}


def _scores(result: ItemResult, resolution: Resolution) -> Told:
    without = len(result.item.ratings) - len(result.values) - result.cannot_judge
    if result.values:
        yield _figure(result)
    if without:
        yield "no_level", {"scores": without, "all": len(result.item.ratings)}
    if result.cannot_judge:
        yield "cannot_judge", {"scores": result.cannot_judge, "all": len(result.item.ratings)}
    if result.revised:
        yield from _revised(result)
    if len(result.values) > 1:
        yield _spread(result)
    if result.far_from_self and result.aggregate is not None and result.own is not None:
        distance = abs(result.aggregate - result.own)
        kind, key = ("far", "median") if result.rule == "median" else ("far_from_mean", "figure")
        ends = {key: exact(result.aggregate), "own": exact(result.own)}
        yield kind, ends | {"distance": exact(distance), "limit": FAR_FROM_SELF}
    if result.unheard:
        yield "no_expert_level", {"own": exact(result.own)}
    gravest = resolution.scale.gravest
    if result.gravest_scores and result.judged != gravest:
        kind = "gravest_score" if result.rule == "median" else "gravest_score_in_mean"
        yield kind, {"scores": result.gravest_scores, "gravest": exact(gravest)}


def _figure(result: ItemResult) -> tuple[str, dict[str, Any]]:
    """The middle of the scores stands beside a mean."""
    values = {"values": [str(each) for each in sorted(result.values)]}
    if result.rule == "median":
        return "median", values | {"median": exact(result.median)}
    facts = values | {"figure": exact(result.aggregate), "median": exact(result.median)}
    if result.rule == "trimmed_mean" and len(result.values) >= FEWEST_TO_TRIM:
        return "trimmed_mean", facts
    return "score_mean", facts


def _revised(result: ItemResult) -> Told:
    counts = {"scores": result.revised, "all": len(result.item.ratings)}
    ends = {"before": exact(result.first), "after": exact(result.aggregate)}
    if result.first is None or result.aggregate is None:
        yield "revised_level", counts
    else:
        yield "revised" if result.rule == "median" else "revised_mean", counts | ends


def _spread(result: ItemResult) -> tuple[str, dict[str, Any]]:
    if not result.spread:
        return "agreed", {}
    ends = {"lowest": exact(min(result.values)), "highest": exact(max(result.values))}
    return "apart" if result.wide_spread else "close", ends | {"spread": result.spread, "limit": WIDE_SPREAD}


def _red_line(result: ItemResult, resolution: Resolution) -> Told:
    judged, gravest = result.judged, resolution.scale.gravest
    if judged is None:
        yield "no_figure", {}
        return
    if result.red_line_touched:
        if gravest is not None and judged <= gravest:
            yield "gravest", {"figure": exact(judged)}
        else:
            yield "red_line", {"figure": exact(judged)}
        yield "mitigated" if result.item.mitigated else "unmitigated", {}
    elif result.item.red_line:
        yield "red_line_kept", {"figure": exact(judged)}


def _profile(profile: AspectProfile, of: str, resolution: Resolution) -> Told:
    judged = "experts" if resolution.rule == "median" else "experts_by_mean"
    for series, mean in (("own", profile.own_mean), (judged, profile.experts_mean)):
        if mean.parts:
            yield "mean", {"of": of, "series": series, **_mean(mean)}
            if of == "items" and len(mean.parts) < profile.asked:
                yield "left_out", {"left": profile.asked - len(mean.parts), "asked": profile.asked}
    if profile.lowest is None:
        yield "no_mean", {"asked": profile.asked}
    else:
        kind = "lowest_harm" if profile.lowest < 0 else "lowest"
        yield kind, _lowest(profile.lowest_of_all)
    if profile.hidden_own:
        yield "lowest_own", _lowest(profile.lowest_of_own)


def _lowest(lowest: Lowest) -> dict[str, Any]:
    return {"figure": exact(lowest.value), "items": list(lowest.items)}


def _mean(mean: Mean) -> dict[str, Any]:
    parts = [{"code": each.code, "value": exact(each.value), "weight": each.weight} for each in mean.parts]
    return {"parts": parts, "total": exact(mean.total), "weights": mean.weights, "mean": exact(mean.value)}


def _groups(resolution: Resolution) -> Told:
    for result in resolution.groups:
        facts = {"group": result.group, "rating": result.rating}
        if not result.rating:
            yield "group_empty", {"group": result.group}
        elif result.value is None:
            yield "group_no_level", facts
        else:
            yield "group", facts | {"value": exact(result.value)}
    if resolution.worst_off:
        lowest = min(each.value for each in resolution.groups if each.value is not None)
        yield "worst_off", {"groups": list(resolution.worst_off), "figure": exact(lowest)}
    else:
        yield "none_worse_off", {}


def _conclusion(resolution: Resolution) -> Told:
    proposal = resolution.proposal
    reasons = list(_reasons(proposal))
    yield from reasons
    if not reasons:
        yield "nothing_against", {}
    yield f"proposes_{proposal.outcome}", {"outcome": proposal.outcome}
    if proposal.barred:
        yield "barred", {"outcomes": list(proposal.barred)}
    if resolution.provisional:
        yield "as_it_stands", {"complete": resolution.complete, "all": resolution.to_answer}


def _reasons(proposal: Proposal) -> Told:
    for kind, items in (
        ("red_lines", proposal.red_lines),
        ("without_mitigation", proposal.unmitigated),
        ("negative", proposal.negative),
        ("uncertain", proposal.uncertain),
        ("disputed", proposal.disputed),
    ):
        if items:
            yield kind, {"items": list(items)}
    for kind, groups in (
        ("harmed_groups", proposal.harmed_groups),
        ("gravely_harmed_groups", proposal.gravely_harmed_groups),
        ("uncertain_groups", proposal.uncertain_groups),
    ):
        if groups:
            yield kind, {"groups": list(groups)}
