"""What changes a sitting's roll, with the rights that follow from it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from committees.models import Ballot, Meeting
from committees.operations import recusing
from workflows.doors import unbiased
from workflows.grants import sync_grants
from workflows.models import Case
from workflows.operations import locked


@transaction.atomic
def recuse(*, case: Case, member: User, reason: str, actor: User) -> Ballot:
    """As `committees.operations.recusing.recuse`; who is recused does not open the file any more."""
    case = locked(case)
    ballot = recusing.recuse(meeting=_sitting(case), member=member, reason=reason, actor=actor)
    sync_grants(case)
    return ballot


@transaction.atomic
def call_in(*, case: Case, actor: User) -> list[Ballot]:
    """Whoever holds the required post by now and may vote on this case."""
    case = locked(case)
    holders = unbiased(case, Role.RIGHTS_MEMBER)
    ballots = recusing.call_in(meeting=_sitting(case), members=holders, actor=actor)
    sync_grants(case)
    return ballots


def _sitting(case: Case) -> Meeting:
    if case.meeting is None:
        raise PermissionDenied("sitting")
    return case.meeting
