"""The register's filters, as its page offers them."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committees.followup import Standing
from reports.enums import RESULTS
from reports.queries.register import Choice, Question, Register

register = template.Library()


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    everything: str
    choices: list[Choice]
    chosen: str


@register.simple_tag
def filters_of(found: Register) -> list[Filter]:
    """Those with something to choose from; what was chosen stays, even where nothing has it."""
    words = {
        "year": (_("Year"), _("All years")),
        "area": (_("Class of matter"), _("All classes")),
        "city": (_("City"), _("All cities")),
        "unit": (_("Drafting unit"), _("All units")),
        "outcome": (_("Outcome"), _("All outcomes")),
        "conditions": (_("Conditions"), pgettext("conditions", "Any or none")),
    }
    choices = dict(found.choices) | {"conditions": _standings()}
    filters = []
    for name, (label, everything) in words.items():
        chosen = getattr(found.question, name)
        offered = list(choices[name])
        if chosen and chosen not in {each.value for each in offered}:
            offered.append(Choice(chosen, str(dict(RESULTS).get(chosen, chosen)), 0))
        if len(offered) > 1 or chosen:
            filters.append(Filter(name, label, everything, offered, chosen))
    return filters


def _standings() -> list[Choice]:
    return [
        Choice(Standing.MET, pgettext("conditions", "All met"), -1),
        Choice(Standing.OPEN, pgettext("conditions", "Some open, none overdue"), -1),
        Choice(Standing.OVERDUE, pgettext("conditions", "Some overdue"), -1),
    ]


@register.simple_tag
def chosen_filters(found: Register) -> list[tuple[str, str]]:
    """What narrows the list, in words, each with the address without it."""
    narrowed = [("“" + found.question.q + "”", found.question.but(q=""))] if found.question.q else []
    for each in filters_of(found):
        if each.chosen:
            label = next(choice.label for choice in each.choices if choice.value == each.chosen)
            narrowed.append((label, found.question.but(**{each.name: ""})))
    return narrowed


@register.simple_tag
def turned(question: Question, page: int) -> str:
    """The address's end for another page of the same question."""
    start = question.but()
    return f"{start}&page={page}" if question.asked else f"?page={page}"
