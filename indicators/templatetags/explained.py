"""Explain this number: the steps of a figure, folded beneath it."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from indicators.resolver.aspects import AspectProfile
from indicators.resolver.explanation import Explanation
from indicators.resolver.resolution import Resolution
from indicators.resolver.wording import names_of
from indicators.scale import MINUS
from indicators.schema import SetFile

register = template.Library()
_CODE = re.compile(rf"\b[A-Z]+(?:-[A-Z0-9]+)+(?: [+{MINUS}]?\d[\d.]*)?")


@register.simple_tag
def explanation(resolution: Resolution, file: SetFile) -> Explanation:
    return Explanation(resolution, names_of(file))


@register.inclusion_tag("ui/_explain.html")
def explain(told: Explanation, *abouts: str) -> dict[str, object]:
    return {"parts": [("", told.about(*abouts))]}


@register.inclusion_tag("ui/_explain.html")
def explain_aspects(told: Explanation, resolution: Resolution, file: SetFile) -> dict[str, object]:
    """Each aspect under its name, and the whole."""
    return {"parts": [(name, told.about(profile.about)) for name, profile in profiles(resolution, file)]}


@register.filter
def profiles(resolution: Resolution, file: SetFile) -> list[tuple[str, AspectProfile]]:
    """Each aspect that has anything to rate, under its name; where there are several, the whole as well."""
    names = {aspect.code: str(aspect.name) for aspect in file.aspects}
    found = [(names[each.aspect], each) for each in resolution.rated_aspects]
    return [*found, (_("Overall"), resolution.overall)] if len(found) > 1 else found


@register.filter
def worst_off_names(resolution: Resolution, file: SetFile) -> list[str]:
    return [str(group.name) for group in file.groups if group.code in resolution.worst_off]


@register.filter
def unbroken(sentence: str) -> SafeString:
    """A code stays on one line, with the figure beside it."""
    return mark_safe(_CODE.sub(r'<span class="unbroken">\g<0></span>', escape(sentence)))  # noqa: S308 - escaped
