"""How a document says what it is and what each of its rows is: small marks in square brackets that survive whatever a
word processor does with the rows."""

import re
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import OfflineCopy
from assessments.offline.outline import key_of

CASE, COPY = "file:case", "file:copy"
MARK = re.compile(r"\[(?:(answer|group):([A-Z0-9-]{1,20})(?::([a-z]{1,20}))?|(file:[a-z]{1,20}))\]")
# How to write, which depends on the document, and what holds for both.
IN_DOCX = gettext_lazy("Write in the right-hand column. To choose, click a box, or put √ in its place.")
IN_XLSX = gettext_lazy(
    "Write in the white cells. To choose, pick from the list of the cell; where several may be chosen, write them with "
    "、 between them."
)
ADVICE = (
    gettext_lazy("The small grey marks tell what each row is: leave them as they are."),
    gettext_lazy(
        "Rows may be moved or left out. A row that is left out changes nothing; one that you empty is shown to you "
        "before it is emptied."
    ),
    gettext_lazy("No names of children, no identity numbers. Evidence is attached on the pages of the case."),
    gettext_lazy(
        "When you have finished, hand this file back under “Offline” on the case’s pages. You will be shown what would "
        "change; nothing is written before you accept it."
    ),
)


class Mark(NamedTuple):
    """`item` is an item's key, with one of its fields or, where the row only says what is asked, without; or a fact of
    the document itself, such as CASE."""

    item: str
    field: str = ""


def mark_in(text: str) -> tuple[Mark, int] | None:
    """The first mark in a text, and where it ends."""
    found = MARK.search(text)
    if found is None:
        return None
    mark = Mark(found[4]) if found[4] else Mark(key_of(found[1], found[2]), found[3] or "")
    return mark, found.end()


def written_mark(item: str, field: str = "") -> str:
    return f"[{item}:{field}]" if field else f"[{item}]"


def facts_of(copy: OfflineCopy) -> list[tuple[str, str, str]]:
    """What page 1 says of the copy: label, mark and words."""
    assessment = copy.assessment
    edition = assessment.indicator_set
    taken = timezone.localtime(copy.taken_at)
    return [
        (_("Case number"), CASE, assessment.code),
        (_("Matter"), "file:matter", assessment.local.title),
        (_("Drafting unit"), "file:unit", str(assessment.drafting_unit)),
        (_("Indicator set"), "file:set", f"{edition.local.name} · {edition.edition}"),
        (_("Copy number"), COPY, str(copy.number)),
        (_("Taken out"), "file:taken", f"{taken:%Y-%m-%d %H:%M}"),
    ]
