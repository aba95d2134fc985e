"""Closing a vote and recording what it decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from committees.enums import Outcome
from committees.models import Condition, Decision, Meeting
from committees.operations.locks import locked
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
    unit: Organisation | None = None
    proof: str = ""


@transaction.atomic
def record_decision(
    *, meeting: Meeting, note: str, obligations: Sequence[Obligation], actor: User
) -> Decision:
    """Close the vote and write down what it decided; the outcome follows from the votes, never from the caller.

    Refused: no quorum, a required vote not cast, no majority, approval with changes without a condition, a result that
    differs from the proposed one without a note that says why.
    """
    meeting = locked(meeting)
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
            unit=each.unit,
            proof=each.proof,
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
