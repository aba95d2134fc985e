"""Which editions a record has, and who makes each. A maker depends on nothing but the publication it is given."""

from collections.abc import Callable
from dataclasses import dataclass

from reports import pdf
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
}


def kinds_of(publication: Publication) -> list[EditionKind]:
    """Those that are made before the report is public, in this order."""
    return list(MAKERS)
