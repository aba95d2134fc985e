"""The preview of a proposal."""

from collections.abc import Sequence
from typing import NamedTuple

from django import template
from django.utils.translation import get_language

from indicators.diff.words import Mark

register = template.Library()


class Wording(NamedTuple):
    language: str
    marks: list[Mark]


@register.filter
def wording(marks: list[Mark]) -> Wording:
    """Marks as the difference of two editions shows them."""
    return Wording("en" if (get_language() or "").startswith("en") else "zh", marks)


@register.filter
def is_ticked(name: str, ticked: Sequence[str] | None) -> bool:
    return name in (ticked or ())
