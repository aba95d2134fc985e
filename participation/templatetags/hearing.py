"""The quality card of a session as one line of marks."""

from collections import Counter

from django import template
from django.utils.translation import gettext as _

from participation.enums import Verdict
from participation.queries.part import SessionCard

register = template.Library()


@register.inclusion_tag("participation/_quality_strip.html")
def quality_strip(card: SessionCard) -> dict[str, object]:
    """A mark for each question; the sentence beside it says the same."""
    said = Counter(cell.verdict for cell in card.quality)
    text = _("Quality: %(yes)s yes, %(partly)s in part, %(no)s no, %(open)s not said") % {
        "yes": said[Verdict.YES],
        "partly": said[Verdict.PARTLY],
        "no": said[Verdict.NO],
        "open": said[None],
    }
    return {"cells": card.quality, "text": text}
