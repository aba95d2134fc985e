"""What a page or a program is told of a resolution: its steps in words, and everything as plain data."""

from collections import defaultdict
from typing import Any

from indicators.resolver.arithmetic import exact
from indicators.resolver.aspects import AspectProfile
from indicators.resolver.items import ItemResult
from indicators.resolver.resolution import Resolution
from indicators.resolver.steps import Step, steps
from indicators.resolver.wording import Names, worded


class Explanation:
    """The steps of a resolution by what they are about; put into words when asked for."""

    def __init__(self, resolution: Resolution, names: Names) -> None:
        self._names = names
        self._steps: dict[str, list[Step]] = defaultdict(list)
        for step in steps(resolution):
            self._steps[step.about].append(step)

    def about(self, *abouts: str) -> list[str]:
        return [worded(step, self._names) for about in abouts for step in self._steps.get(about, [])]


def plain(resolution: Resolution, names: Names) -> dict[str, Any]:
    """Everything as JSON has it: figures exact, as text ("-2/3"); each step with its words in the active language."""
    return {
        "provisional": resolution.provisional,
        "rule": resolution.rule,
        "complete": resolution.complete,
        "to_answer": resolution.to_answer,
        "scored": resolution.scored,
        "not_asked": list(resolution.hidden),
        "in_words": list(resolution.words),
        "items": [_item(result) for result in resolution.items],
        "aspects": [{"code": each.aspect, **_profile(each)} for each in resolution.aspects],
        "overall": _profile(resolution.overall),
        "groups": [
            {"code": each.group, "rating": each.rating, "value": exact(each.value)}
            for each in resolution.groups
        ],
        "worst_off": list(resolution.worst_off),
        "proposal": _proposal(resolution),
        "steps": [step.plain() | {"words": worded(step, names)} for step in steps(resolution)],
    }


def _item(result: ItemResult) -> dict[str, Any]:
    """The experts' ratings are sorted, so that their order does not tell who gave which."""
    return {
        "code": result.item.code,
        "aspect": result.item.aspect,
        "weight": result.item.weight,
        "own": result.item.own,
        "ratings": sorted(result.item.ratings),
        "first_ratings": sorted(result.item.first),
        "first": exact(result.first),
        "median": exact(result.median),
        "aggregate": exact(result.aggregate),
        "cannot_judge": result.cannot_judge,
        "spread": result.spread,
        "counts": exact(result.judged),
        "red_line_touched": result.red_line_touched,
        "to_discuss": result.flagged,
    }


def _profile(profile: AspectProfile) -> dict[str, Any]:
    return {
        "weight": profile.weight,
        "own": exact(profile.own),
        "experts": exact(profile.experts),
        "lowest": exact(profile.lowest),
        "lowest_items": list(profile.lowest_of_all.items),
    }


def _proposal(resolution: Resolution) -> dict[str, Any]:
    proposal = resolution.proposal
    return {
        "outcome": proposal.outcome,
        "barred": list(proposal.barred),
        "red_lines": list(proposal.red_lines),
        "unmitigated": list(proposal.unmitigated),
        "negative": list(proposal.negative),
        "uncertain": list(proposal.uncertain),
        "disputed": list(proposal.disputed),
        "harmed_groups": list(proposal.harmed_groups),
        "gravely_harmed_groups": list(proposal.gravely_harmed_groups),
        "uncertain_groups": list(proposal.uncertain_groups),
    }
