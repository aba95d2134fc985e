"""What a record says of the children affected, of their part, and of the kind of an effect, in words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.enums import Basis, Directness, Grade, Link, Reversibility, Term
from assessments.timing import timing_in_words
from indicators.resolver.timing import timing_of
from reports.templatetags.record import grouped, local

register = template.Library()
Data = dict[str, Any]


@register.filter
def effect_words(indicator: Data) -> list[str]:
    """Direct or indirect, when it is felt, whether it can be reversed; nothing in records that do not say it."""
    kinds = (("directness", Directness), ("term", Term), ("reversibility", Reversibility))
    return [str(kind(indicator[key]).label) for key, kind in kinds if indicator.get(key)]


@register.filter
def grade_word(grade: str) -> str:
    return str(Grade(grade).label)


@register.filter
def children_words(count: Data) -> str:
    """The number, or that it is too small to be published, that a small one could be worked out of it, or that it is
    not known."""
    if count.get("hidden"):
        return pgettext("number of children", "not told")
    if count["few"]:
        return _("fewer than 5")
    return _("not known") if count["number"] is None else grouped(count["number"])


@register.filter
def source_words(count: Data) -> str:
    """Where a number comes from; for one that is missing, which data are."""
    basis = str(Basis(count["basis"]).label) if count["basis"] else ""
    said = [count["source"], str(count["year"] or ""), basis, count["gap"]]
    return _("; ").join(words for words in said if words)


@register.filter
def timing_words(record: Data) -> str:
    """When the matter was screened, by the time its draft took; nothing in records that do not say it."""
    plain = record.get("timing")
    return timing_in_words(timing_of(plain)) if plain else ""


@register.filter
def link_words(plan: Data) -> str:
    """The city's name for the link, or the usual one."""
    return local(plan["name"]) if plan["name"] else str(Link(plan["link"]).label)


@register.filter
def plan_words(plan: Data) -> str:
    if plan["reason_for_none"]:
        return _("Children do not take part: %(reason)s") % {"reason": plan["reason_for_none"]}
    return _("; ").join(plan[key] for key in ("method", "when", "whom") if plan[key])
