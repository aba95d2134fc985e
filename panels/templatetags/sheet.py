"""The impact control as an expert has it."""

from django import template

from indicators.scale import CANNOT_JUDGE, Scale
from indicators.templatetags.ratings import rating_of
from panels.judging import needs_reason

register = template.Library()


@register.simple_tag
def judgement_levels(scale: Scale, own: str) -> list[dict[str, object]]:
    """The options of the impact control with "cannot judge" as the last; `far`: this one needs a reason, beside the
    department's own rating."""
    return [
        {**rating_of(code, scale), "far": needs_reason(scale, own, code)}
        for code in (*scale.codes, CANNOT_JUDGE)
    ]
