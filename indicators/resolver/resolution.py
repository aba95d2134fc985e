"""Every figure of a file, from one place.

The questionnaire's preview, the pages of panel and committee, the guards, the record and the interface for other
programs all ask here, so that a figure is the same wherever it stands and can be explained wherever it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.profile import Aggregation
from indicators.resolver.applicability import Matter, asked
from indicators.resolver.aspects import AspectProfile, aspect_profile, overall_profile
from indicators.resolver.groups import GroupResult, group_results, worst_off
from indicators.resolver.items import Item, ItemResult, item_result
from indicators.resolver.proposal import Proposal, propose
from indicators.scale import Scale
from indicators.schema import SetFile


@dataclass(frozen=True)
class Judgement:
    """What was said of one indicator. `ratings`: the experts', once opened; empty where nobody else has judged.
    `first`: those that they had sealed, in the same order, where some were revised."""

    own: str = ""
    mitigated: bool = False
    ratings: tuple[str, ...] = ()
    complete: bool = False
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What was said of one special group."""

    rating: str = ""
    complete: bool = False


@dataclass(frozen=True)
class Resolution:
    """What a file amounts to. `items` are the asked indicators with an impact, in the order of the edition; `words`
    those answered in words, which no figure counts; `hidden` those that this matter is not asked. `rule`: how the
    experts' scores of an item become one figure."""

    scale: Scale
    matter: Matter
    rule: Aggregation
    items: tuple[ItemResult, ...]
    words: tuple[str, ...]
    hidden: tuple[str, ...]
    aspects: tuple[AspectProfile, ...]
    overall: AspectProfile
    groups: tuple[GroupResult, ...]
    proposal: Proposal
    complete: int
    to_answer: int

    @property
    def provisional(self) -> bool:
        """Something is still to be written, so every figure may change."""
        return self.complete < self.to_answer

    @property
    def scored(self) -> bool:
        """Experts have judged, and their scores are open."""
        return any(result.item.ratings for result in self.items)

    @property
    def rated(self) -> bool:
        """Anything has been said on the scale."""
        return any(result.item.own for result in self.items) or any(group.rating for group in self.groups)

    @property
    def rated_aspects(self) -> list[AspectProfile]:
        """Without those that are answered in words alone."""
        return [profile for profile in self.aspects if profile.asked]

    @property
    def worst_off(self) -> tuple[str, ...]:
        return worst_off(self.groups)

    @cached_property
    def by_code(self) -> dict[str, ItemResult]:
        return {result.item.code: result for result in self.items}


def aggregation_of(file: SetFile, matter: Matter) -> Aggregation:
    """The rule of the panel on the matter's path; the median, which nobody will need, where there is no panel."""
    path = file.workflow.on_path(matter.tier, matter.depth)
    return path.stage("expert_panel").aggregation if path.has("expert_panel") else "median"


def resolve(
    file: SetFile, matter: Matter, judgements: Mapping[str, Judgement], findings: Mapping[str, Finding]
) -> Resolution:
    """The figures of a matter under an edition, from what was said of its indicators and special groups, by code.

    Only what the matter is asked counts, whatever else is handed in; what is missing counts as not answered.
    """
    rule = aggregation_of(file, matter)
    special = [group.code for group in file.groups if group.special]
    texts = [text for text in file.indicators.values() if asked(text, matter)]
    items = tuple(
        item_result(
            Item(
                code=text.code,
                aspect=file.aspect_of[text.code].code,
                red_line=text.red_line,
                mitigated=said.mitigated,
                own=said.own,
                ratings=said.ratings,
                weight=text.weight,
                first=said.first,
            ),
            file.scale,
            rule,
        )
        for text in texts
        if text.answer == "impact"
        for said in [judgements.get(text.code, Judgement())]
    )
    present = {file.aspect_of[text.code].code for text in texts}
    aspects = tuple(
        aspect_profile(aspect.code, items, weight=aspect.weight)
        for aspect in file.aspects
        if aspect.code in present
    )
    groups = group_results(special, {code: finding.rating for code, finding in findings.items()}, file.scale)
    said_of = [judgements.get(text.code, Judgement()) for text in texts]
    found_of = [findings.get(group, Finding()) for group in special]
    return Resolution(
        scale=file.scale,
        matter=matter,
        rule=rule,
        items=items,
        words=tuple(text.code for text in texts if text.answer == "text"),
        hidden=tuple(code for code, text in file.indicators.items() if not asked(text, matter)),
        aspects=aspects,
        overall=overall_profile(aspects, items),
        groups=groups,
        proposal=propose(items, groups),
        complete=sum(said.complete for said in said_of) + sum(found.complete for found in found_of),
        to_answer=len(said_of) + len(found_of),
    )
