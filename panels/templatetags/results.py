"""Opened scores as figures and tables."""

from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Assessment
from assessments.queries import Card, Questionnaire
from indicators.charts import Axis, radar, spread_strip
from indicators.resolver.items import ItemResult
from indicators.resolver.resolution import Resolution
from indicators.resolver.wording import outcome_name
from indicators.scale import CANNOT_JUDGE, NOT_APPLICABLE, UNCERTAIN, Scale, figure
from panels.models import Score

register = template.Library()


@register.simple_tag
def aspect_radar(results: Resolution, assessment: Assessment) -> SafeString:
    """The experts' series only where they have judged."""
    names = {aspect.code: str(aspect.name) for aspect in assessment.indicator_set.file.aspects}
    axes = [
        Axis(
            label=names[row.aspect],
            series={_("Self-rating"): row.own} | ({_("Experts"): row.experts} if results.scored else {}),
        )
        for row in results.rated_aspects
    ]
    return radar(axes=axes, minimum=results.scale.minimum, maximum=results.scale.maximum)


@register.simple_tag
def spread(item: ItemResult, scale: Scale) -> SafeString:
    return spread_strip(
        minimum=scale.minimum,
        maximum=scale.maximum,
        values=list(item.values),
        judged=item.aggregate,
        own=item.own,
    )


@register.simple_tag
def experts_figure(results: Resolution) -> str:
    """What the experts' scores of an item become: the head of a column."""
    return {
        "median": _("Experts’ median"),
        "mean": _("Experts’ mean"),
        "trimmed_mean": _("Experts’ trimmed mean"),
    }[results.rule]


class Counted(NamedTuple):
    """A strip in words: how many experts gave each answer."""

    code: str
    name: str
    answers: str
    item: ItemResult


@register.filter
def counted(board: Questionnaire, results: Resolution) -> list[Counted]:
    scale = results.scale
    names = {level.code: figure(level.value) for level in scale.levels} | {
        NOT_APPLICABLE: str(scale.not_applicable),
        UNCERTAIN: str(scale.uncertain),
        CANNOT_JUDGE: pgettext("rating", "Cannot judge"),
    }
    return [
        Counted(
            code=item.item.code,
            name=card.indicator.local.name,
            answers=_(", ").join(
                f"{name} × {count}"
                for code, name in names.items()
                if (count := item.item.ratings.count(code))
            ),
            item=item,
        )
        for card, item in beside(board, results)
    ]


@register.filter
def beside(board: Questionnaire, results: Resolution) -> Iterator[tuple[Card, ItemResult]]:
    """Each rated indicator's card with its result; an answer in words has none."""
    for section in board.sections:
        for card in section.cards:
            if card.indicator.code in results.by_code:
                yield card, results.by_code[card.indicator.code]


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
    return outcome_name(code)
