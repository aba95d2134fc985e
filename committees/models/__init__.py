from committees.models.decision import Condition, Decision
from committees.models.followup import FollowUp, Fulfilment, Review
from committees.models.session import Attendance, Session
from committees.models.sitting import (
    Ballot,
    Meeting,
    MeetingGroupPermission,
    MeetingUserPermission,
    Speech,
)

__all__ = [
    "Attendance",
    "Ballot",
    "Condition",
    "Decision",
    "FollowUp",
    "Fulfilment",
    "Meeting",
    "MeetingGroupPermission",
    "MeetingUserPermission",
    "Review",
    "Session",
    "Speech",
]
