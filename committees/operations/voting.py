"""Convening a sitting, and voting in it."""

from collections.abc import Sequence
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from committees.enums import Outcome
from committees.models import Ballot, Meeting
from committees.operations.locks import locked, refuse_closed
from committees.queries.sessions import present_voters
from ledger.errors import Refused
from ledger.operations import record


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
    """Open the round's next sitting with a ballot for each member, those whose vote is `required` among them or
    besides; the caller leaves out the conflicted and records why."""
    roll = sorted({*members, *required}, key=lambda member: member.pk)
    if not roll:
        raise Refused(
            _("The committee has no member who may vote on this case. Please appoint members first.")
        )
    meeting = Meeting.objects.create(
        assessment=assessment,
        round=round,
        number=assessment.meetings.filter(round=round).count() + 1,
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

    Refused: the sitting is closed, the member is not at the session that takes it up, the choice is barred by a red
    line, a vote against needs its reason.
    """
    meeting = locked(meeting)
    ballot = meeting.ballots.counting().filter(member=actor).first()
    if ballot is None or not actor.has_perm("committees.vote_meeting", meeting):
        raise PermissionDenied("vote_meeting")
    refuse_closed(meeting)
    if meeting.session is not None and actor not in present_voters(meeting):
        raise Refused(
            _(
                "A session takes up this case, and only those present vote. You are not on its list of those present."
            )
        )
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


def void_votes(meeting: Meeting, *, members: Sequence[User] | None = None, actor: User) -> None:
    """Take out the votes cast so far, of all or of these members; the ledger keeps them. The caller has locked the
    sitting."""
    cast = meeting.ballots.exclude(choice="")
    for ballot in cast if members is None else cast.filter(member__in=members):
        before: dict[str, object] = {"choice": ballot.choice, "opinion": ballot.opinion}
        ballot.choice, ballot.opinion, ballot.cast_at = "", "", None
        ballot.save(update_fields=["choice", "opinion", "cast_at"])
        record(
            name="vote.voided",
            subject=f"{meeting.subject}:ballot:{ballot.pk}",
            actor=actor,
            data={"old": before},
        )
