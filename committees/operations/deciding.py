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
    """A condition still to be recorded. `owner` may be left out where a `unit` is responsible."""

    text: str
    owner: str
    due: date
    indicator: Indicator | None = None
    unit: Organisation | None = None
    proof: str = ""

    @property
    def responsible(self) -> str:
        return self.owner or (self.unit.name if self.unit else "")

    def terms(self) -> dict[str, object]:
        """For the ledger."""
        return {
            "text": self.text,
            "owner": self.responsible,
            "unit": self.unit.code if self.unit else "",
            "indicator": self.indicator.code if self.indicator else "",
            "due": self.due.isoformat(),
            "proof": self.proof,
        }


@transaction.atomic
def record_decision(
    *,
    meeting: Meeting,
    obligations: Sequence[Obligation],
    actor: User,
    note: str = "",
    deviation: str = "",
    lapses_on: date | None = None,
) -> Decision:
    """Close the vote and write down what it decided; the outcome follows from the votes, never from the caller. What an
    earlier sitting of the round decided is superseded, and stays as it is.

    Refused: no quorum, a required vote not cast or not to be cast, no majority, approval with changes without a
    condition, a condition for which nobody is responsible, a result that differs from the proposed one without a
    `deviation` that says why, a lapse of what was not approved or that does not lie ahead.
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
    if not all(each.responsible for each in obligations):
        raise Refused(_("Please say of each condition who is responsible."))
    if outcome != meeting.proposed and not deviation:
        raise Refused(_("The result differs from the proposed conclusion. Please say why."))
    _check_lapse(outcome, lapses_on)
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])
    arithmetic = {
        "roll": votes.roll,
        "cast": votes.cast,
        "needed_for_quorum": votes.needed_for_quorum,
        "counts": votes.counts,
        "required": votes.required,
        "awaited": votes.awaited,
        "recused": votes.recused,
    }
    earlier = Decision.objects.filter(
        meeting__assessment=meeting.assessment, meeting__round=meeting.round, superseded_by=None
    ).first()
    decision = Decision.objects.create(
        meeting=meeting,
        outcome=outcome,
        note=note,
        deviation=deviation if outcome != meeting.proposed else "",
        lapses_on=lapses_on,
        supersedes=earlier,
        tally=arithmetic,
        recorded_by=actor,
    )
    Condition.objects.bulk_create(
        Condition(
            decision=decision,
            position=position,
            text=each.text,
            indicator=each.indicator,
            owner=each.responsible,
            due=each.due,
            unit=each.unit,
            proof=each.proof,
        )
        for position, each in enumerate(obligations, start=1)
    )
    data: dict[str, object] = {
        "outcome": outcome,
        "tally": arithmetic,
        "conditions": [each.terms() for each in obligations],
        "deviation": decision.deviation,
        "lapses_on": lapses_on.isoformat() if lapses_on else "",
        "supersedes": earlier.meeting.subject if earlier else "",
    }
    record(name="decision.recorded", subject=meeting.assessment.subject, actor=actor, data=data)
    return decision


def _check_lapse(outcome: str, lapses_on: date | None) -> None:
    if lapses_on is None:
        return
    if outcome not in {Outcome.APPROVE, Outcome.APPROVE_WITH_CHANGES}:
        raise Refused(_("Only an approval can lapse."))
    if lapses_on <= timezone.localdate():
        raise Refused(
            _("The approval has to hold at least until tomorrow. Please give a later day on which it lapses.")
        )


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
