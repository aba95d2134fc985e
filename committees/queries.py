"""What the sitting's pages and the report read."""

from fractions import Fraction

from accounts.models import User
from committees.enums import CHOICES
from committees.models import Ballot, Meeting
from committees.voting import Tally, tally


def counted(meeting: Meeting) -> Tally:
    """The votes as they stand now."""
    choices = list(meeting.ballots.values_list("choice", flat=True))
    return tally(choices, quorum=Fraction(meeting.quorum), majority=Fraction(meeting.majority))


def own_ballot(meeting: Meeting, user: User) -> Ballot | None:
    return meeting.ballots.filter(member=user).first()


def open_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """What may be voted for, in order, without what a red line bars."""
    return [(code, str(label)) for code, label in CHOICES if code not in meeting.barred]


def dissents(meeting: Meeting) -> list[Ballot]:
    """Votes against what was decided, with their reasons; empty while the sitting is open."""
    if not hasattr(meeting, "decision"):
        return []
    return [
        ballot
        for ballot in meeting.ballots.all()
        if ballot.choice and ballot.choice != meeting.decision.outcome
    ]
