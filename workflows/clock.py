"""The time a case has in each stage."""

from datetime import datetime, time

from django.utils import timezone

from workflows.calendar import after_working_days
from workflows.models import Case, StageClock


def start_clock(case: Case) -> None:
    """Stop the running clock and start the one of the stage that the case is in now, in the caller's transaction."""
    now = timezone.now()
    case.clocks.filter(left_at=None).update(left_at=now)
    profile = case.assessment.profile
    allowed = profile.stage(case.state).days if profile.has(case.state) else None
    day = after_working_days(timezone.localdate(now), allowed) if allowed else None
    case.stage_since = now
    case.due_at = timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None
    case.save(update_fields=["stage_since", "due_at"])
    StageClock.objects.create(
        case=case, stage=case.state, round=case.round, entered_at=now, allowed=allowed, due_at=case.due_at
    )
