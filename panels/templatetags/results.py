"""Opened scores as figures and tables."""

from collections.abc import Iterator

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.queries import Card, Questionnaire
from indicators.charts import Axis, radar, spread_strip
from indicators.scale import Scale
from panels.models import Score
from panels.queries import Results
from panels.scoring import ItemResult

register = template.Library()


@register.simple_tag
def aspect_radar(results: Results, assessment: Assessment) -> SafeString:
    names = {aspect.code: aspect.local.name for aspect in assessment.indicator_set.aspects.all()}
    axes = [
        Axis(label=names[row.aspect], series={_("Self-rating"): row.own, _("Experts"): row.experts})
        for row in results.aspects
    ]
    scale = assessment.indicator_set.scale
    return radar(axes=axes, minimum=scale.minimum, maximum=scale.maximum)


@register.simple_tag
def spread(item: ItemResult, scale: Scale) -> SafeString:
    return spread_strip(
        minimum=scale.minimum,
        maximum=scale.maximum,
        values=list(item.values),
        median=item.median,
        own=item.own,
    )


@register.filter
def with_names(results: Results, assessment: Assessment) -> list[dict[str, object]]:
    names = {aspect.code: aspect.local.name for aspect in assessment.indicator_set.aspects.all()}
    return [{"name": names[profile.aspect], "profile": profile} for profile in results.aspects]


@register.filter
def beside(board: Questionnaire, results: Results) -> Iterator[tuple[Card, ItemResult]]:
    """Each indicator's card with its result."""
    by_code = {result.item.code: result for result in results.items}
    for section in board.sections:
        for card in section.cards:
            yield card, by_code[card.indicator.code]


@register.filter
def of(reasons: dict[str, list[Score]], code: str) -> list[Score]:
    """The reasons written about one indicator."""
    return reasons.get(code, [])


@register.filter
def named(codes: tuple[str, ...], board: Questionnaire) -> list[tuple[str, str]]:
    """Each code with the indicator's name, for readers who know no codes."""
    names = {
        card.indicator.code: card.indicator.local.name for section in board.sections for card in section.cards
    }
    return [(code, names[code]) for code in codes]


@register.simple_tag
def outcome(code: str) -> str:
    """The proposed conclusion in words."""
    return {
        "approve": _("Approve"),
        "approve_with_changes": _("Approve with changes"),
        "return": _("Return for a new assessment"),
    }[code]
