"""A sitting's votes: the count, what it means in words, who may still vote for what."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from committees.enums import ABSTAIN, CHOICES
from committees.models import Ballot, Decision, Meeting
from committees.voting import Tally, tally


def counted(meeting: Meeting) -> Tally:
    """The votes as they stand now; the recused stand in no base."""
    ballots = list(meeting.ballots.values_list("choice", "required", "recused_at"))
    standing = [(choice, required) for choice, required, recused_at in ballots if recused_at is None]
    gone = [required for _choice, required, recused_at in ballots if recused_at is not None]
    return tally(
        [choice for choice, _required in standing],
        quorum=Fraction(meeting.quorum),
        majority=Fraction(meeting.majority),
        required=[choice for choice, required in standing if required],
        recused=len(gone),
        required_recused=sum(gone),
    )


def tally_of(decision: Decision) -> Tally:
    """The arithmetic as it stood when the sitting closed."""
    return Tally(winner=decision.outcome, **decision.tally)


def together(first: str, second: str) -> str:
    """Two sentences, one after the other as the language does it; Chinese has no space between them."""
    if not second:
        return first
    return _("%(first)s %(second)s") % {"first": first, "second": second}


def quorum_in_words(votes: Tally) -> str:
    """How far the vote is, and nothing of how anybody voted."""
    said = _("%(cast)s of %(roll)s members have voted; %(needed)s make a quorum.") % {
        "cast": votes.cast,
        "roll": votes.roll,
        "needed": votes.needed_for_quorum,
    }
    if not votes.recused:
        return said
    recused = ngettext(
        "%(count)s member is recused and stands in no base.",
        "%(count)s members are recused and stand in no base.",
        votes.recused,
    )
    return together(said, recused % {"count": votes.recused})


def majority_in_words(votes: Tally, majority: Fraction) -> str:
    """How many votes an outcome needs, from how many were cast."""
    return _("An outcome needs more than %(share)s of the %(cast)s votes cast, abstentions included.") % {
        "share": majority,
        "cast": votes.cast,
    }


def turnout_in_words(meeting: Meeting, votes: Tally) -> str:
    """As `quorum_in_words`, with the vote that the procedure requires while it is not cast."""
    return together(quorum_in_words(votes), awaited_in_words(meeting, votes))


def awaited_in_words(meeting: Meeting, votes: Tally) -> str:
    """Whose vote the procedure requires, while it is not cast or cannot be; nothing otherwise."""
    if not (votes.awaited or votes.vacant):
        return ""
    post = {"post": meeting.assessment.profile.stage("committee").required_voter}
    if votes.vacant:
        return (
            _(
                "The procedure requires the vote of “%(post)s”, and everybody on the roll who holds that post is "
                "recused: this sitting cannot decide until another holder of the post is called in."
            )
            % post
        )
    return _("Without the vote of “%(post)s”, still awaited, there is no result.") % post


def own_ballot(meeting: Meeting, user: User) -> Ballot | None:
    """The vote that is the user's to cast; none for who is recused."""
    return meeting.ballots.counting().filter(member=user).first()


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
