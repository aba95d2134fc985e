from django.utils.translation import pgettext_lazy

from committees.enums import Outcome

SIGNED, NOT_NEEDED = "signed", "not_needed"
# How a published case ended: as the committee decided, or without a committee.
RESULTS = [
    *Outcome.choices,
    (SIGNED, pgettext_lazy("result", "Signed by the head of the unit")),
    (NOT_NEEDED, pgettext_lazy("result", "No assessment needed")),
]
