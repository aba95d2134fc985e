"""What the sitting's pages and the report read."""

from fractions import Fraction

from django.utils.translation import gettext as _

from accounts.models import User
from committees.enums import ABSTAIN, CHOICES
from committees.models import Ballot, Meeting
from committees.voting import Tally, tally


def counted(meeting: Meeting) -> Tally:
    """The votes as they stand now."""
    ballots = list(meeting.ballots.values_list("choice", "required"))
    return tally(
        [choice for choice, _required in ballots],
        quorum=Fraction(meeting.quorum),
        majority=Fraction(meeting.majority),
        required=[choice for choice, required in ballots if required],
    )


def quorum_in_words(votes: Tally) -> str:
    """How far the vote is, and nothing of how anybody voted."""
    return _("%(cast)s of %(roll)s members have voted; %(needed)s make a quorum.") % {
        "cast": votes.cast,
        "roll": votes.roll,
        "needed": votes.needed_for_quorum,
    }


def turnout_in_words(meeting: Meeting, votes: Tally) -> str:
    """As `quorum_in_words`, with the vote that the procedure requires while it is not cast."""
    return " ".join(filter(None, [quorum_in_words(votes), awaited_in_words(meeting, votes)]))


def awaited_in_words(meeting: Meeting, votes: Tally) -> str:
    """Whose vote the procedure requires, while it is not cast; nothing otherwise."""
    if not votes.awaited:
        return ""
    post = meeting.assessment.profile.stage("committee").required_voter
    return _("Without the vote of “%(post)s”, still awaited, there is no result.") % {"post": post}


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
