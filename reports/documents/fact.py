"""One fact of a report, as it is and in words, in the active language."""

from datetime import date
from fractions import Fraction
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format

from assessments.offline.spelling import normal
from indicators.scale import figure
from reports.documents.filling import Words
from reports.templatetags.record import grouped

Data = dict[str, Any]
Fact = str | int | Fraction | date | None | list["Facts"]
Facts = dict[str, Fact]


def worded(facts: Facts) -> Words:
    """All of them in words."""
    return {
        key: [worded(each) for each in fact] if isinstance(fact, list) else said(fact)
        for key, fact in facts.items()
    }


def said(fact: Fact) -> str:
    """In words, as a document says it: without what no document can hold."""
    match fact:
        case None:
            return ""
        case date():
            return date_format(fact)
        case Fraction():
            return figure(fact)
        case int():
            return grouped(fact)
    return normal(str(fact))


def rendered(template: str, record: Data) -> str:
    """What the report's pages say in the same place, as plain text."""
    return " ".join(unescape(render_to_string(template, {"record": record})).split())
