"""Every write to a case file."""

from assessments.operations.answers import refresh_completeness, save_answer
from assessments.operations.doors import (
    close_screening,
    lock_assessment,
    open_screening,
    unlock_assessment,
)
from assessments.operations.evidence import attach_evidence, remove_evidence
from assessments.operations.groups import save_finding
from assessments.operations.opening import MatterFacts, open_assessment
from assessments.operations.screening import save_screening

__all__ = [
    "MatterFacts",
    "attach_evidence",
    "close_screening",
    "lock_assessment",
    "open_assessment",
    "open_screening",
    "refresh_completeness",
    "remove_evidence",
    "save_answer",
    "save_finding",
    "save_screening",
    "unlock_assessment",
]
