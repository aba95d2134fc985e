"""The committee's decision as the record writes it: one object with its arithmetic; members are counted, not named."""

from committees.models import Decision
from committees.queries import dissents
from reports.plain import Data, day


def decision_data(decision: Decision) -> Data:
    meeting = decision.meeting
    return {
        "outcome": decision.outcome,
        "proposed": meeting.proposed,
        "note": decision.note,
        "deviation": decision.deviation,
        "date": day(decision.recorded_at),
        "lapses_on": decision.lapses_on.isoformat() if decision.lapses_on else None,
        "quorum": meeting.quorum,
        "majority": meeting.majority,
        "recused": meeting.ballots.exclude(recused_at=None).count(),
        "tally": decision.tally,
        "superseded": _superseded(decision),
        "conditions": [
            {
                "text": condition.text,
                "indicator": condition.indicator.code if condition.indicator else "",
                "owner": condition.owner,
                "due": condition.due.isoformat(),
                "proof": condition.proof,
            }
            for condition in decision.conditions.select_related("indicator")
        ],
        "dissents": [{"choice": ballot.choice, "opinion": ballot.opinion} for ballot in dissents(meeting)],
    }


def _superseded(decision: Decision) -> list[Data]:
    """What earlier sittings of the round decided, the first of them first."""
    found: list[Data] = []
    earlier = decision.supersedes
    while earlier is not None:
        found.insert(0, {"outcome": earlier.outcome, "date": day(earlier.recorded_at)})
        earlier = earlier.supersedes
    return found
