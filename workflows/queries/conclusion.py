"""How a case came to its end, as the ledger tells it."""

from datetime import datetime

from ledger.queries import timeline
from workflows.enums import Action
from workflows.models import Case


def moved_at(case: Case, action: Action) -> datetime | None:
    """When the case last made this move; None if it never did."""
    moves = timeline(case.assessment.subject).filter(name="case.moved", data__action=action)
    return moves.values_list("at", flat=True).first()
