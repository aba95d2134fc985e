"""The case file: the matter, what the department says of it, its evidence, and how several hands write it."""

from assessments.models.answers import Answer, ArchivedAnswer, GroupFinding
from assessments.models.evidence import Citation, Evidence
from assessments.models.file import (
    Assessment,
    AssessmentGroupPermission,
    AssessmentUserPermission,
    Screening,
)
from assessments.models.offline import OfflineCopy, Proposal
from assessments.models.scope import ChildCount, ParticipationPlan
from assessments.models.together import Assignment, Return, ReturnedItem

__all__ = [
    "Answer",
    "ArchivedAnswer",
    "Assessment",
    "AssessmentGroupPermission",
    "AssessmentUserPermission",
    "Assignment",
    "ChildCount",
    "Citation",
    "Evidence",
    "GroupFinding",
    "OfflineCopy",
    "ParticipationPlan",
    "Proposal",
    "Return",
    "ReturnedItem",
    "Screening",
]
