"""What the sitting's pages and the report read."""

from fractions import Fraction

from accounts.models import User
from committees.enums import ABSTAIN, CHOICES
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
    """Votes for something else than what was decided, and abstentions that say why; none while the sitting is open.

    In the order of their words, so that a list without names does not tell by its order who wrote which.
    """
    if not hasattr(meeting, "decision"):
        return []
    others = [
        ballot for ballot in meeting.ballots.all() if ballot.choice not in {"", meeting.decision.outcome}
    ]
    spoken = [ballot for ballot in others if ballot.opinion or ballot.choice != ABSTAIN]
    return sorted(spoken, key=lambda ballot: (ballot.choice, ballot.opinion))
