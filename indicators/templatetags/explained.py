"""Explain this number: the steps of a figure, folded beneath it."""

from django import template
from django.utils.translation import gettext as _

from indicators.resolver.explanation import Explanation
from indicators.resolver.resolution import Resolution
from indicators.resolver.wording import names_of
from indicators.schema import SetFile

register = template.Library()


@register.simple_tag
def explanation(resolution: Resolution, file: SetFile) -> Explanation:
    return Explanation(resolution, names_of(file))


@register.inclusion_tag("ui/_explain.html")
def explain(told: Explanation, *abouts: str) -> dict[str, object]:
    return {"parts": [("", told.about(*abouts))]}


@register.inclusion_tag("ui/_explain.html")
def explain_aspects(told: Explanation, resolution: Resolution, file: SetFile) -> dict[str, object]:
    """Each aspect under its name, and the whole."""
    names = {aspect.code: str(aspect.name) for aspect in file.aspects} | {"": _("Overall")}
    profiles = [*resolution.rated_aspects, resolution.overall]
    return {"parts": [(names[each.aspect], told.about(each.about)) for each in profiles]}
