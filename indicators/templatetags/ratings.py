"""How the answers of a scale look: the same figures, words and shapes on every page."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.scale import CANNOT_JUDGE, NOT_APPLICABLE, UNCERTAIN, Scale, figure

LOOKS = {NOT_APPLICABLE: "na", UNCERTAIN: "unsure", CANNOT_JUDGE: "unsure"}

register = template.Library()
register.filter(figure)


@register.simple_tag
def impact_levels(scale: Scale) -> list[dict[str, str]]:
    """The options of the impact control: what is posted, how it looks, its figure and its word."""
    return [rating_of(code, scale) for code in scale.codes]


@register.inclusion_tag("ui/_rating.html")
def rating(code: str, scale: Scale, *, compact: bool = False) -> dict[str, object]:
    return {"rating": rating_of(code, scale) if code else _unrated(), "compact": compact}


def rating_of(code: str, scale: Scale) -> dict[str, str]:
    value = scale.value(code)
    look = LOOKS.get(code) or str(max(-2, min(2, value or 0)))
    return {
        "value": code,
        "level": look,
        "figure": "" if value is None else figure(value),
        "word": pgettext("rating", "Cannot judge") if code == CANNOT_JUDGE else str(scale.label(code)),
        "anchor": _anchor(code, scale),
    }


def _unrated() -> dict[str, str]:
    return {"value": "", "level": "na", "figure": "", "word": _("not answered")}


def _anchor(code: str, scale: Scale) -> str:
    """What must be the case for this level to be chosen."""
    return next((str(level.anchor) for level in scale.levels if level.code == code and level.anchor), "")
