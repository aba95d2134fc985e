"""The duty to report signs of harm at once (强制报告), and whom to call: data for every page that speaks of it."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

LAW = pgettext_lazy("duty to report", "Law on the Protection of Minors, article 11")


class Number(NamedTuple):
    """A telephone number, and who answers it."""

    digits: str
    who: str | Promise


NUMBERS = (
    Number("110", pgettext_lazy("duty to report", "Police, when a child is in danger now")),
    Number("12345", pgettext_lazy("duty to report", "City hotline, for civil affairs and child protection")),
    Number("12355", pgettext_lazy("duty to report", "Youth hotline, for advice and legal help")),
)
AUTHORITIES = (
    pgettext_lazy("duty to report", "Public security"),
    pgettext_lazy("duty to report", "Civil affairs"),
    pgettext_lazy("duty to report", "Education"),
)
