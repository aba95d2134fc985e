"""One link's reason for hearing no children, with what this person may do about it."""

from dataclasses import dataclass

from accounts.models import User
from assessments.enums import Link
from assessments.models import Assessment
from participation.closing import closed
from participation.gates import Gate, State, gates_of
from participation.models import Absence


@dataclass(frozen=True)
class AbsencePage:
    """`closed` says why nothing is written any more; `is_own` that this person wrote what waits for a signature."""

    gate: Gate
    absence: Absence | None
    may_write: bool
    may_sign: bool
    is_own: bool
    closed: str

    @property
    def is_superseded(self) -> bool:
        """Children were heard after all."""
        return self.absence is not None and self.gate.state == State.HEARD


def absence_page(assessment: Assessment, link: str, user: User) -> AbsencePage | None:
    """Nothing where the case's edition has no such link."""
    gate = next((each for each in gates_of(assessment) if each.link == link), None)
    if gate is None:
        return None
    absence = (
        Absence.objects.select_related("updated_by", "signed_by")
        .filter(assessment=assessment, link=Link(link))
        .first()
    )
    shut = closed(assessment)
    is_open = not shut and gate.state != State.HEARD
    waits = absence is not None and absence.signed_at is None
    is_own = absence is not None and absence.updated_by_id == user.pk
    return AbsencePage(
        gate=gate,
        absence=absence,
        may_write=is_open and user.has_perm("assessments.hear_assessment", assessment),
        may_sign=is_open
        and waits
        and not is_own
        and user.has_perm("assessments.excuse_assessment", assessment),
        is_own=is_own and waits,
        closed=shut,
    )
