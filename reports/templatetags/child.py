"""The child edition's words as the sheets and the page show them."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.templatetags.record import paragraphs
from reports.widths import columns

register = template.Library()
TITLES: dict[str, Promise] = {
    "decided": _("What was decided?"),
    "said": _("What did children say?"),
    "changes": _("What will change?"),
    "stays": _("What will not change, and why?"),
}
QUOTES = ("“", "「", "『", '"')


@register.filter
def part_title(part: str) -> Promise:
    return TITLES[part]


@register.filter
def said(record: dict[str, Any], part: str) -> list[str]:
    """Line by line."""
    return paragraphs(record["child"][part])


@register.filter
def title_size(title: str) -> str:
    """A class for what would not stand on three lines of the band."""
    wide = columns(title)
    return "" if wide <= 45 else "is-long" if wide <= 115 else "is-longer"


@register.filter
def is_voice(line: str) -> bool:
    """Whether a line is what a child said, in quotation marks."""
    return line.startswith(QUOTES)
