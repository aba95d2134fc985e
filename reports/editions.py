"""Which editions a record has, and who makes each. A maker depends on nothing but the publication it is given."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.locker.content import TYPES
from reports import child_pdf, pdf
from reports.documents import word, workbook
from reports.enums import EditionKind
from reports.models import Publication


@dataclass(frozen=True)
class Maker:
    make: Callable[[Publication], bytes]
    suffix: str
    media_type: str


MAKERS = {
    EditionKind.FORMAL: Maker(pdf.render, ".pdf", "application/pdf"),
    EditionKind.OTHER: Maker(pdf.render_other, ".pdf", "application/pdf"),
    EditionKind.CHILD: Maker(child_pdf.render, ".pdf", "application/pdf"),
    EditionKind.WORD: Maker(word.render, ".docx", TYPES["docx"]),
    EditionKind.WORKBOOK: Maker(workbook.render, ".xlsx", TYPES["xlsx"]),
}


def kinds_of(publication: Publication) -> list[EditionKind]:
    """Those that are made before the report is public, in this order; one frozen before there were words for children
    has no edition for them."""
    return [kind for kind in MAKERS if kind != EditionKind.CHILD or "child" in publication.content]
