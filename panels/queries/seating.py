"""What the seating of a panel and the guards read."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.models import User
from panels.conflicts import conflicts_of_interest
from panels.models import Panel


def seats_missing(panel: Panel | None) -> int:
    """How many experts the panel still needs."""
    return max(0, panel.smallest - panel.seats.counting().count()) if panel else 0


def unsealed_count(panel: Panel | None) -> int:
    return panel.seats.counting().filter(sealed_at=None).count() if panel else 0


@dataclass(frozen=True)
class Candidate:
    """Somebody in the city's expert pool; `conflict` says why this person may not be seated, or nothing."""

    expert: User
    seated: bool
    conflict: str


def candidates(panel: Panel) -> list[Candidate]:
    seated = set(panel.seats.values_list("expert_id", flat=True))
    pool = User.objects.holding(Role.EXPERT, panel.assessment.drafting_unit.city).order_by("pk")
    conflicts = conflicts_of_interest(panel.assessment, pool)
    return [Candidate(each, each.pk in seated, conflicts.get(each.pk, "")) for each in pool]
