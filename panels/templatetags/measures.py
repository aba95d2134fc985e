"""How far a panel agrees and how firm its conclusion is, as sentences and rows."""

from typing import Any, NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from indicators.schema import SetFile
from panels.queries.measures import Measures
from panels.wording import (
    COEFFICIENTS,
    UNDEFINED,
    agreement_in_words,
    coefficient,
    robustness_in_words,
    severity_in_words,
)

register = template.Library()
register.filter(severity_in_words)


class Coefficient(NamedTuple):
    name: str | Promise
    value: str
    interval: str
    items: int


class Aspect(NamedTuple):
    """Two coefficients; all those of every aspect are in the figures for programs."""

    name: str
    raters: int
    items: int
    alpha: str
    ac2: str
    said: list[str]


@register.filter
def agreement_words(measures: Measures) -> list[str]:
    return agreement_in_words(measures.agreement["scopes"][0])


@register.filter
def coefficients(measures: Measures) -> list[Coefficient]:
    """Of the whole file."""
    return [
        Coefficient(COEFFICIENTS[each["name"]], _value(each), _interval(each), each["items"])
        for each in measures.agreement["scopes"][0]["coefficients"]
    ]


@register.simple_tag
def aspect_agreement(measures: Measures, file: SetFile) -> list[Aspect]:
    names = {f"aspect:{aspect.code}": str(aspect.name) for aspect in file.aspects}
    found = []
    for scope in measures.agreement["scopes"][1:]:
        values = {each["name"]: coefficient(each["value"]) for each in scope["coefficients"]}
        said = agreement_in_words(scope)
        row = Aspect(
            names[scope["about"]],
            scope["raters"],
            scope["items"],
            values["alpha_ordinal"],
            values["ac2"],
            said,
        )
        found.append(row)
    return found


@register.simple_tag
def robustness_words(measures: Measures) -> list[str]:
    return robustness_in_words(measures.robustness)


def _value(plain: dict[str, Any]) -> str:
    return coefficient(plain["value"]) if plain["value"] is not None else str(UNDEFINED[plain["undefined"]])


def _interval(plain: dict[str, Any]) -> str:
    if plain["low"] is None:
        return coefficient(None)
    return _("%(low)s to %(high)s") % {"low": coefficient(plain["low"]), "high": coefficient(plain["high"])}
