"""An expert's declaration, with the rights that follow from it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from panels.enums import Declared
from panels.models import Seat
from panels.operations import declaring
from workflows.grants import sync_grants
from workflows.models import Case
from workflows.operations import locked


@transaction.atomic
def declare(*, case: Case, declared: Declared, relation: str, actor: User) -> Seat:
    """As `panels.operations.declaring.declare`; who may judge can open the file from now on."""
    case = locked(case)
    if case.panel is None:
        raise PermissionDenied("declare")
    seat = declaring.declare(panel=case.panel, declared=declared, relation=relation, actor=actor)
    sync_grants(case)
    return seat
