"""The order of the report on paper: which parts a record has, what they are called, which template sets each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.tables import evidence_rows, heat_map

Data = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """`slug` names its template and is where links lead; an annex is counted apart and begins a sheet."""

    slug: str
    title: str
    is_annex: bool = False

    @property
    def template(self) -> str:
        return f"reports/pdf/_{self.slug}.html"


def parts(record: Data) -> list[Part]:
    """In the order of the sheets, only what the record has anything to say of; earlier formats say less."""
    aspects, panel, redactions = record["aspects"], record["panel"] or {}, record.get("redactions")
    found = [
        (True, Part("facts", _("The matter"))),
        (record.get("screening"), Part("screening", _("Screening"))),
        (record.get("children"), Part("scope", _("Children affected"))),
        (aspects, Part("findings", _("Findings"))),
        (heat_map(record) or record.get("groups"), Part("groups", _("Groups of children"))),
        (_voices(record), Part("voices", _("What children said, and what was done"))),
        (panel.get("aggregation"), Part("panel", _("Expert panel"))),
        (record.get("opinions"), Part("opinions", _("Opinions, and what became of them"))),
        (record["decision"], Part("decision", _("Decision"))),
        (record.get("steps"), Part("steps", _("How the conclusion was worked out"))),
        (aspects, Part("ratings", _("All ratings"), is_annex=True)),
        (evidence_rows(record), Part("evidence", _("Evidence"), is_annex=True)),
        (redactions, Part("withheld", _("What is withheld, and on what ground"), is_annex=True)),
        (True, Part("sources", _("Origin of the indicators"), is_annex=True)),
        (True, Part("course", _("How this report came about"), is_annex=True)),
        (True, Part("check", _("Check this document"), is_annex=True)),
    ]
    return [part for has, part in found if has]


def _voices(record: Data) -> bool:
    said = any(opinion["source"] == "children" for opinion in record.get("opinions", []))
    heard = record.get("heard") or {"links": [], "themes": []}
    told = heard["links"] or heard["themes"] or record.get("notice")
    return said or bool(told or record.get("participation"))
