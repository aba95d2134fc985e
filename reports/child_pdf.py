"""The child edition on paper: two sheets, large type, the record's own words for children and nothing else.

As pure as the report: the record, its code and its checking address are all it depends on.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from indicators.localised import LOCALES
from reports.child import roomy
from reports.models import Publication
from reports.pdf import typeset

STYLE = "child_style"


def render(publication: Publication) -> bytes:
    """In the language of the record's set, in which the office wrote for children."""
    return typeset(page_of(publication), publication, style=STYLE)


def page_of(publication: Publication) -> str:
    record: dict[str, Any] = publication.content
    language = record["language"]
    context = {
        "publication": publication,
        "record": record,
        "language": language,
        "size": roomy(record["child"]),
    }
    with translation.override(LOCALES[language]):
        return render_to_string("reports/pdf/child.html", context)
