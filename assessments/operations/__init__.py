"""Every write to a case file."""

from assessments.operations.answers import refresh_completeness, save_answer
from assessments.operations.assigning import assign_indicators, give_back, take_back
from assessments.operations.depth import settle_depth
from assessments.operations.doors import (
    close_screening,
    lock_assessment,
    open_screening,
    unlock_assessment,
)
from assessments.operations.evidence import (
    attach_evidence,
    cite_evidence,
    describe_evidence,
    record_download,
    remove_evidence,
    uncite_evidence,
)
from assessments.operations.groups import save_finding
from assessments.operations.opening import MatterFacts, open_assessment
from assessments.operations.proposals import accept_proposal, propose, take_out
from assessments.operations.scanning import retry_scan
from assessments.operations.scope import remove_count, save_applicability, save_count, save_plan
from assessments.operations.screening import save_screening

__all__ = [
    "MatterFacts",
    "accept_proposal",
    "assign_indicators",
    "attach_evidence",
    "cite_evidence",
    "close_screening",
    "describe_evidence",
    "give_back",
    "lock_assessment",
    "open_assessment",
    "open_screening",
    "propose",
    "record_download",
    "refresh_completeness",
    "remove_count",
    "remove_evidence",
    "retry_scan",
    "save_answer",
    "save_applicability",
    "save_count",
    "save_finding",
    "save_plan",
    "save_screening",
    "settle_depth",
    "take_back",
    "take_out",
    "uncite_evidence",
    "unlock_assessment",
]
