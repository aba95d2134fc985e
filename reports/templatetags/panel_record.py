"""What a published record says of the panel, its opinions and the decision's arithmetic, in words. Records of the first
three formats say less, and nothing is made up for them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _

from assessments.enums import Uptake
from committees.queries import majority_in_words
from committees.voting import Tally
from panels.enums import Source
from panels.wording import agreement_in_words, robustness_in_words
from reports.templatetags.record import exact, named

register = template.Library()
Data = dict[str, Any]


@register.filter
def judged(indicator: Data) -> Fraction | None:
    """The experts' figure by the rule of the edition; the first formats knew the median alone."""
    return exact(indicator.get("aggregate", indicator["median"]))


@register.filter
def rule_term(record: Data) -> str:
    """What the experts' figure is called."""
    rule = (record["panel"] or {}).get("aggregation", "median")
    names = {
        "median": _("Experts’ median"),
        "mean": _("Experts’ mean"),
        "trimmed_mean": _("Experts’ trimmed mean"),
    }
    return names[rule]


@register.filter
def agreement_words(panel: Data) -> list[str]:
    """How far the experts agree over the whole file."""
    return agreement_in_words(panel["agreement"]["scopes"][0]) if panel["agreement"] else []


@register.filter
def robustness_words(panel: Data) -> list[str]:
    return robustness_in_words(panel["robustness"]) if panel["robustness"] else []


@dataclass(frozen=True)
class Discussed:
    """An indicator that was discussed: the experts' figure and how far apart they were, before and after."""

    code: str
    name: str
    first: Fraction | None
    second: Fraction | None
    first_spread: int
    second_spread: int


@register.filter
def discussed(record: Data) -> list[Discussed]:
    rows = record["panel"]["discussed"]
    names = dict(named([row["code"] for row in rows], record))
    return [
        Discussed(
            code=row["code"],
            name=names[row["code"]],
            first=exact(row["first"]),
            second=exact(row["second"]),
            first_spread=row["first_spread"],
            second_spread=row["second_spread"],
        )
        for row in rows
    ]


@register.filter
def source_word(source: str) -> str:
    return str(Source(source).label)


@register.filter
def uptake_word(uptake: str) -> str:
    return str(Uptake(uptake).label)


@register.filter
def majority_words(decision: Data) -> str:
    """What an outcome needed; nothing in a record that does not say."""
    if "majority" not in decision:
        return ""
    votes = Tally(**decision["tally"], winner=decision["outcome"])
    return majority_in_words(votes, Fraction(decision["majority"]))


@register.filter
def months_words(months: list[int]) -> str:
    """As in "6, 12, 24"."""
    return _(", ").join(str(each) for each in months)
