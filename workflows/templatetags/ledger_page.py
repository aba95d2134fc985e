"""Addresses of the ledger's filters, and its charts."""

from fractions import Fraction

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.charts import Bar, bars
from workflows.queries.figures import Figures
from workflows.queries.ledger import Filters

register = template.Library()


@register.simple_tag
def filtered(filters: Filters, **changes: str) -> str:
    """The end of an address with these filters changed."""
    return f"?{filters.address(**changes)}"


@register.filter
def days(value: Fraction | None) -> str:
    """Working days, with half of one where there is."""
    if value is None:
        return "–"
    return str(int(value)) if value.denominator == 1 else f"{int(value)}.5"


@register.simple_tag
def stage_bars(figures: Figures) -> SafeString:
    rows = [Bar(each.name, each.cases, str(each.cases)) for each in figures.stages]
    return bars(title=_("Cases by stage"), rows=rows)


@register.simple_tag
def waiting_bars(figures: Figures) -> SafeString:
    rows = [
        Bar(each.name, each.median or 0, _("%(days)s working days") % {"days": days(each.median)})
        for each in figures.stages
        if each.left
    ]
    return bars(title=_("Median time in a stage"), rows=rows)


@register.simple_tag
def indicator_bars(figures: Figures) -> SafeString:
    rows = [
        Bar(f"{each.code} {each.name}", each.total, str(each.total), each.negative)
        for each in figures.indicators
    ]
    return bars(title=_("Weak indicators"), rows=rows)


@register.simple_tag
def group_bars(figures: Figures) -> SafeString:
    rows = [Bar(each.name, each.answers, str(each.answers), each.negative) for each in figures.groups]
    return bars(title=_("Children most touched"), rows=rows)


@register.simple_tag
def late_bars(figures: Figures) -> SafeString:
    rows = [
        Bar(
            each.name,
            each.percent,
            ngettext("%(percent)s %% of %(count)s stay", "%(percent)s %% of %(count)s stays", each.stays)
            % {"percent": each.percent, "count": each.stays},
        )
        for each in figures.units
    ]
    return bars(title=_("Departments over time"), rows=rows)
