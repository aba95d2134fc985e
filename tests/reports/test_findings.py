"""What the record says of the evidence."""

from datetime import date

from assessments.enums import Confidentiality
from assessments.operations import attach_evidence
from ledger.canonical import canonical_json
from reports.record import build_record
from tests import factories
from workflows.enums import Stage


def test_internal_files_are_counted_and_not_even_named(case, city):
    for number, kind in enumerate(Confidentiality):
        name = f"{kind.value}-资料.pdf"
        attach_evidence(
            assessment=case.assessment,
            indicator=factories.indicator(case, "A1"),
            file=factories.upload(factories.pdf_bytes(kind.value)),
            name=name,
            page=f"第{number + 1}页",
            dated=date(2025, 6, 30),
            confidentiality=kind,
            actor=city.drafter,
        )
    record = build_record(factories.bring_to(Stage.PUBLICATION, case, city))
    told = record["aspects"][0]["indicators"][0]
    assert [(each["name"], each["page"], each["dated"], each["on_request"]) for each in told["evidence"]] == [
        ("public-资料.pdf", "第1页", "2025-06-30", False),
        ("on_request-资料.pdf", "第2页", "2025-06-30", True),
    ]
    assert told["evidence_internal"] == 1
    internal = case.assessment.evidence.get(confidentiality=Confidentiality.INTERNAL)
    assert [word for word in (internal.name, internal.sha256) if word in canonical_json(record)] == []
