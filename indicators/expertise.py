"""What an expert knows: one vocabulary for the pools of all cities and for the rules of all sets."""

from typing import Literal, get_args

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Expertise = Literal[
    "education",
    "health",
    "mental_health",
    "law",
    "planning",
    "social_work",
    "safety",
    "transport",
    "disability",
    "statistics",
    "participation",
    "early_years",
]
FIELDS: tuple[Expertise, ...] = get_args(Expertise)
NAMES: dict[str, Promise] = {
    "education": pgettext_lazy("expertise", "Education"),
    "health": pgettext_lazy("expertise", "Child health"),
    "mental_health": pgettext_lazy("expertise", "Mental health"),
    "law": pgettext_lazy("expertise", "Law"),
    "planning": pgettext_lazy("expertise", "Planning and building"),
    "social_work": pgettext_lazy("expertise", "Social work"),
    "safety": pgettext_lazy("expertise", "Safety"),
    "transport": pgettext_lazy("expertise", "Transport"),
    "disability": pgettext_lazy("expertise", "Disability"),
    "statistics": pgettext_lazy("expertise", "Statistics and evaluation"),
    "participation": pgettext_lazy("expertise", "Children’s participation"),
    "early_years": pgettext_lazy("expertise", "Early years and childcare"),
}
