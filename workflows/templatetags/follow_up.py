"""Foreseen and measured effects as figures and words."""

from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from indicators.comparison import Compared, comparison
from indicators.scale import UNCERTAIN, Scale, figure
from workflows.queries.followup import ReviewRow

register = template.Library()


@register.simple_tag
def comparison_of(row: ReviewRow, scale: Scale) -> SafeString | str:
    """Of the indicators with a measured figure; nothing where there is none."""
    rows = [
        Compared(each.code, _exact(each.predicted), scale.value(each.measured))
        for each in row.effects
        if each.measured and scale.value(each.measured) is not None
    ]
    return comparison(rows=rows, minimum=scale.minimum, maximum=scale.maximum) if rows else ""


@register.simple_tag
def effect_word(value: str, scale: Scale) -> str:
    """A figure, or the scale's word for one that nobody knows; a dash for nothing."""
    if value == UNCERTAIN:
        return str(scale.uncertain)
    return figure(_exact(value))


def _exact(value: str) -> Fraction | None:
    return Fraction(value) if value and value != UNCERTAIN else None
