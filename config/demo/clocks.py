"""The past of a demonstration case: it was walked in a moment, and its clocks say that it took weeks."""

from datetime import date, datetime, time

from django.utils import timezone

from committees.models import Decision, Session
from workflows.calendar import DAY, Calendar, last_second
from workflows.clock import calendar_of
from workflows.enums import Stage
from workflows.models import Case, StageClock
from workflows.summaries import refresh

LASTED = (2, 4, 3)  # quarters of the days allowed, in turn
MORNING = time(9, 30)


def live_through(case: Case, days_left: int | None, published_days_ago: int = 0) -> None:
    """Put the case's stays into the past, one before the other; the present one so far that these working days are
    left, below zero when it is late, or that it was published so many days ago."""
    calendar = calendar_of(case.assessment.drafting_unit.city)
    *earlier, present = case.clocks.order_by("pk")
    if days_left is not None and present.allowed is not None:
        entered = _entered(calendar, present.allowed, days_left)
        _set(present, entered, present.left_at, calendar)
    if published_days_ago:
        _set(present, timezone.localdate() - published_days_ago * DAY, present.left_at, calendar)
    left = present.entered_at
    for turn, stay in enumerate(reversed(earlier)):
        _set(stay, _back(calendar, timezone.localdate(left), _lasted(stay, turn)), left, calendar)
        left = stay.entered_at
    case.stage_since, case.due_at = present.entered_at, present.due_at
    case.save(update_fields=["stage_since", "due_at"])
    refresh(case)


def date_decision(case: Case, published_days_ago: int) -> None:
    """Session and decision of a case that waits to be published are of the day on which it will have left the
    committee, and what came after them of the days that followed. Before anybody signs what is public: these days are
    part of it."""
    calendar = calendar_of(case.assessment.drafting_unit.city)
    day = timezone.localdate() - published_days_ago * DAY
    for turn, stay in enumerate(case.clocks.order_by("-pk")):
        if stay.stage == Stage.COMMITTEE:
            break
        day = _back(calendar, day, _lasted(stay, turn))
        _set(stay, day, stay.left_at, calendar)
    decided = _morning(day)
    Decision.objects.filter(meeting=case.meeting).update(recorded_at=decided)
    Session.objects.filter(sittings=case.meeting).update(held_at=decided)


def _lasted(stay: StageClock, turn: int) -> int:
    """Working days that a stay has taken, the one before the present one being turn 0."""
    return max(1, (stay.allowed or 0) * LASTED[turn % len(LASTED)] // 4)


def _entered(calendar: Calendar, allowed: int, days_left: int) -> date:
    """The day after which the days allowed end when they should."""
    today = day = timezone.localdate()
    while calendar.remaining(today, calendar.after_working_days(day, allowed)) > days_left:
        day -= DAY
    return day


def _back(calendar: Calendar, day: date, days: int) -> date:
    """The working day that lies so many working days before."""
    while days:
        day -= DAY
        days -= calendar.works(day)
    return day


def _set(stay: StageClock, entered: date, left: datetime | None, calendar: Calendar) -> None:
    stay.entered_at, stay.left_at = _morning(entered), left
    if stay.allowed is not None:
        stay.due_at = last_second(calendar.after_working_days(entered, stay.allowed))
    stay.save(update_fields=["entered_at", "left_at", "due_at"])


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))
