"""The pages on which experts declare, and on which chair and office read it."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from panels.models import Panel, Seat
from panels.queries.declarations import Declaration, acting_chair, declarations
from panels.queries.seating import nominees, panel_lacks
from workflows.clock import calendar_of
from workflows.enums import Stage
from workflows.lights import Left, Lights
from workflows.models import Case


def own_seat(user: User, code: str) -> Seat | None:
    """The person's seat on the panel that scores this case now, declared or not; none once it is given up."""
    seats = Seat.objects.counting().filter(
        expert=user,
        panel__assessment__code=code,
        panel__assessment__case__state=Stage.EXPERT_PANEL,
        panel__opened_at__isnull=False,
        panel__opened_scores_at=None,
    )
    return seats.select_related("panel__assessment__drafting_unit__parent", "panel__assessment__case").first()


def time_left(case: Case) -> Left:
    calendar = calendar_of(case.assessment.drafting_unit.city)
    return Lights(calendar, timezone.localdate()).at(case.due_at)


@dataclass(frozen=True)
class DeclarationsPage:
    """`lacking` is what the panel needs after some have left it, and `others` who could come; both for the office
    alone, while the panel scores."""

    panel: Panel
    rows: list[Declaration]
    is_office: bool
    is_scoring: bool
    lacking: list[str]
    others: list[User]


def declarations_page(assessment: Assessment, user: User) -> DeclarationsPage | None:
    """Nothing for whoever is neither of the office nor chair of the panel."""
    panel = assessment.case.panel
    if panel is None or panel.opened_at is None:
        return None
    panel.assessment = assessment
    is_office, chair = user.has_perm("panels.seat_panel", panel), acting_chair(panel)
    if not is_office and (chair is None or chair.expert_id != user.pk):
        return None
    is_scoring = assessment.case.state == Stage.EXPERT_PANEL
    lacking = panel_lacks(panel) if is_office and is_scoring else []
    free = [each for each in nominees(panel) if each.seat is None and not each.why_not] if lacking else []
    return DeclarationsPage(
        panel=panel,
        rows=declarations(panel, user),
        is_office=is_office,
        is_scoring=is_scoring,
        lacking=lacking,
        others=[each.entry.user for each in free],
    )
