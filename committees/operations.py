"""Every write to a sitting of the committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from committees.enums import Outcome
from committees.models import Ballot, Condition, Decision, Meeting
from committees.queries import awaited_in_words, counted
from committees.voting import Tally
from indicators.models import Indicator
from ledger.errors import Refused
from ledger.operations import record


@dataclass(frozen=True)
class Obligation:
    """A condition still to be recorded."""

    text: str
    owner: str
    due: date
    indicator: Indicator | None = None


@transaction.atomic
def convene(
    *,
    assessment: Assessment,
    round: int,
    members: Sequence[User],
    required: Sequence[User] = (),
    quorum: Fraction,
    majority: Fraction,
    proposed: str,
    barred: Sequence[str],
) -> Meeting:
    """Open the round's sitting with a ballot for each member, those whose vote is `required` among them or besides;
    the caller leaves out the conflicted and records why."""
    roll = sorted({*members, *required}, key=lambda member: member.pk)
    if not roll:
        raise Refused(
            _("The committee has no member who may vote on this case. Please appoint members first.")
        )
    meeting = Meeting.objects.create(
        assessment=assessment,
        round=round,
        quorum=str(quorum),
        majority=str(majority),
        proposed=proposed,
        barred=list(barred),
    )
    Ballot.objects.bulk_create(
        Ballot(meeting=meeting, member=member, required=member in required) for member in roll
    )
    return meeting


@transaction.atomic
def cast_vote(*, meeting: Meeting, choice: str, opinion: str, actor: User) -> Ballot:
    """Set the actor's vote; until the sitting closes it may be changed, and the ledger keeps both.

    Refused: the sitting is closed, the choice is barred by a red line, a vote against needs its reason.
    """
    meeting = _locked(meeting)
    ballot = Ballot.objects.filter(meeting=meeting, member=actor).first()
    if ballot is None or not actor.has_perm("committees.vote_meeting", meeting):
        raise PermissionDenied("vote_meeting")
    _refuse_closed(meeting)
    if choice in meeting.barred:
        raise Refused(_("A red line is touched: approval without changes is not open to the vote."))
    if choice in {Outcome.RETURN, Outcome.REJECT} and not opinion:
        raise Refused(
            _("Please give a reason for a vote to return or not to approve; it is kept in the record.")
        )
    before = {"choice": ballot.choice, "opinion": ballot.opinion}
    after = {"choice": choice, "opinion": opinion}
    if before == after:
        return ballot
    ballot.choice, ballot.opinion, ballot.cast_at = choice, opinion, timezone.now()
    ballot.save(update_fields=["choice", "opinion", "cast_at"])
    subject = f"{meeting.subject}:ballot:{ballot.pk}"
    record(name="vote.cast", subject=subject, actor=actor, data={"old": before, "new": after})
    return ballot


@transaction.atomic
def record_decision(
    *, meeting: Meeting, note: str, obligations: Sequence[Obligation], actor: User
) -> Decision:
    """Close the vote and write down what it decided; the outcome follows from the votes, never from the caller.

    Refused: no quorum, a required vote not cast, no majority, approval with changes without a condition, a result that
    differs from the proposed one without a note that says why.
    """
    meeting = _locked(meeting)
    if not actor.has_perm("committees.close_meeting", meeting):
        raise PermissionDenied("close_meeting")
    if meeting.closed_at is not None:
        raise Refused(_("The decision has already been recorded."))
    votes = counted(meeting)
    outcome = _outcome(meeting, votes)
    if outcome == Outcome.APPROVE_WITH_CHANGES and not obligations:
        raise Refused(_("Approval with changes needs at least one condition."))
    if outcome != meeting.proposed and not note:
        raise Refused(_("The result differs from the proposed conclusion. Please note why."))
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])
    arithmetic = {
        "roll": votes.roll,
        "cast": votes.cast,
        "needed_for_quorum": votes.needed_for_quorum,
        "counts": votes.counts,
        "required": votes.required,
        "awaited": votes.awaited,
    }
    decision = Decision.objects.create(
        meeting=meeting, outcome=outcome, note=note, tally=arithmetic, recorded_by=actor
    )
    Condition.objects.bulk_create(
        Condition(
            decision=decision,
            position=position,
            text=each.text,
            indicator=each.indicator,
            owner=each.owner,
            due=each.due,
        )
        for position, each in enumerate(obligations, start=1)
    )
    data: dict[str, object] = {"outcome": outcome, "tally": arithmetic, "conditions": len(obligations)}
    record(name="decision.recorded", subject=meeting.assessment.subject, actor=actor, data=data)
    return decision


def _outcome(meeting: Meeting, votes: Tally) -> str:
    if not votes.quorate:
        raise Refused(
            _("No quorum: %(cast)s of %(roll)s members have voted; %(needed)s are needed.")
            % {"cast": votes.cast, "roll": votes.roll, "needed": votes.needed_for_quorum}
        )
    if awaited := awaited_in_words(meeting, votes):
        raise Refused(awaited)
    if votes.winner is None:
        raise Refused(
            _("No outcome has the majority yet. Members may change their votes until the sitting closes.")
        )
    return votes.winner


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(pk=meeting.pk)
    )


def _refuse_closed(meeting: Meeting) -> None:
    if meeting.closed_at is not None:
        raise Refused(_("The vote is closed."))
