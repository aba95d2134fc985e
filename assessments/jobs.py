"""What the worker does for this room."""

from assessments.models import Evidence
from assessments.operations.scanning import SCAN_JOB, scan_evidence
from ledger.outbox import Payload, handles


@handles(SCAN_JOB)
def scan(payload: Payload) -> None:
    scan_evidence(evidence=Evidence.objects.get(pk=payload["evidence"]))
