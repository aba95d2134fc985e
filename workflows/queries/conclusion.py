"""How a case came to its end, as the ledger tells it."""

from dataclasses import dataclass
from datetime import datetime

from accounts.enums import Role
from accounts.models import Organisation
from ledger.queries import timeline
from workflows.enums import Action
from workflows.models import Case


def moved_at(case: Case, action: Action) -> datetime | None:
    """When the case last made this move; None if it never did."""
    moves = timeline(case.assessment.subject).filter(name="case.moved", data__action=action)
    return moves.values_list("at", flat=True).first()


@dataclass(frozen=True)
class Countersignature:
    """Which post said, beside those who wrote the screening, that no assessment is needed; never which person."""

    role: Role
    organisation: Organisation
    at: datetime


def countersigned(case: Case) -> Countersignature | None:
    """The head's signature, or where the path has none the publication; None while it is missing, and for a case that
    is assessed."""
    profile, unit = case.assessment.profile, case.assessment.drafting_unit
    if not case.screened_out:
        return None
    action = Action.SIGN if profile.has("sign_off") else Action.ISSUE
    moves = timeline(case.assessment.subject).filter(name="case.moved", data__action=action)
    event = moves.select_related("actor").first()
    if event is None:
        return None
    if action == Action.SIGN or profile.stage("publication").by == "head":
        return Countersignature(Role.HEAD, unit, event.at)
    posts = event.actor.groups.filter(
        post__role=Role.OFFICE, post__organisation__in=unit.city.with_children()
    )
    group = posts.select_related("post__organisation").first()
    return Countersignature(Role.OFFICE, group.post.organisation if group else unit.city, event.at)
