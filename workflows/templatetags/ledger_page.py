"""Addresses of the ledger's filters, its rows, and its charts."""

from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.charts import Bar, bars
from workflows.lights import Light
from workflows.models import CaseSummary
from workflows.queries.figures import Figures
from workflows.queries.ledger import Filters, Ledger, LedgerRow

register = template.Library()


@register.simple_tag
def filtered(filters: Filters, **changes: str) -> str:
    """The end of an address with these filters changed."""
    return f"?{filters.address(**changes)}"


# A row of the table. Fifty of them as nodes of a template would be more than half of the page's time.
ROW = (
    '<tr>{tick}<th scope="row"><a class="row-link" href="{url}">{title}</a><span class="meta">'
    '<span class="code">{code}</span>{depth}{intake}</span></th>'
    '<td data-label="{unit_label}">{unit}</td><td data-label="{stage_label}"><span>{stage}{held}</span></td>'
    '<td data-label="{waits_label}">{waits}</td>'
    '<td data-label="{left_label}">{left}</td><td data-label="{answered_label}">{answered}</td>'
    '<td data-label="{returns_label}" class="num">{returns}</td></tr>'
)


@register.simple_tag
def ledger_rows(ledger: Ledger) -> SafeString:
    """The rows of the page, each a link, with its names for a phone, where it becomes a card."""
    labels = {
        "unit_label": _("Drafting unit"),
        "stage_label": _("Stage"),
        "waits_label": _("Waits for"),
        "left_label": _("Time left"),
        "answered_label": _("Answered"),
        "returns_label": _("Sent back"),
    }
    return mark_safe("".join(_row(row, labels, manages=ledger.manages) for row in ledger.rows))  # noqa: S308 - escaped below


def _row(row: LedgerRow, labels: dict[str, str], *, manages: bool) -> SafeString:
    case, light = row.summary, row.left.light
    return format_html(
        ROW,
        tick=_tick(case) if manages else "",
        url=case.get_absolute_url(),
        title=case.local.title,
        code=case.code,
        depth=_span("", row.depth),
        intake=_span("tag" if case.triggered else "", row.intake),
        unit=case.unit,
        stage=case.stage_label,
        held=_span("ledger-held", row.held),
        waits=_span("", format_html("{}{}", row.waits_for, _span("handled", case.handler or ""))),
        left=_span(f"light is-{light}", row.left if light != Light.NONE else ""),
        answered=_progress(case),
        returns=case.returns or "",
        **labels,
    )


def _tick(case: CaseSummary) -> SafeString:
    box = '<td class="ledger-tick"><input type="checkbox" name="case" value="{}" aria-label="{}"></td>'
    return format_html(box, case.pk, case.code)


def _span(name: str, text: object) -> SafeString | str:
    return format_html('<span class="{}">{}</span>', name, text) if str(text) else ""


def _progress(case: CaseSummary) -> SafeString | str:
    if not case.answers_total:
        return ""
    bar = '<span class="ledger-progress"><progress max="{1}" value="{0}" aria-hidden="true"></progress>{0}/{1}</span>'
    return format_html(bar, case.answers_complete, case.answers_total)


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
