"""The time a case has in each stage.

Whether a stay was late is decided by one clock, the database's: it stamps when a stage is entered and left, however the
clocks of web servers differ. Pages, which only count days, read the server's own.
"""

from collections import defaultdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from ledger.errors import Refused
from ledger.operations import record
from ledger.queries import database_now
from participation.operations.notice import move_closing
from workflows.calendar import DAY, Calendar, last_second
from workflows.enums import Stage
from workflows.models import CalendarDay, Case, StageClock
from workflows.summaries import refresh

LONGEST_EXTENSION = 60


def calendar_of(city: Organisation) -> Calendar:
    """In one query."""
    return Calendar(dict(CalendarDay.objects.filter(city=city).values_list("day", "works")))


def calendars() -> dict[int, Calendar]:
    """Every city's, by its key, in one query."""
    words: dict[int, dict[date, bool]] = defaultdict(dict)
    for city, day, works in CalendarDay.objects.values_list("city", "day", "works"):
        words[city][day] = works
    found: dict[int, Calendar] = defaultdict(Calendar)
    found.update((city, Calendar(said)) for city, said in words.items())
    return found


def start_clock(case: Case) -> None:
    """Stop the running clock and start the one of the stage that the case is in now, in the caller's transaction."""
    now = database_now()
    case.clocks.filter(left_at=None).update(left_at=now)
    calendar = calendar_of(case.assessment.drafting_unit.city)
    allowed = _allowed(case, calendar)
    case.stage_since, case.due_at = now, _due(calendar, now, allowed)
    case.save(update_fields=["stage_since", "due_at"])
    StageClock.objects.create(
        case=case, stage=case.state, round=case.round, entered_at=now, allowed=allowed, due_at=case.due_at
    )


def _allowed(case: Case, calendar: Calendar) -> int | None:
    """What the stage has by the case's path; what it had left where it was only interrupted: the office's check while
    the file was returned, and any stage while the matter was withdrawn."""
    stays = list(case.clocks.order_by("-pk"))
    reopened = bool(stays) and stays[0].stage == Stage.WITHDRAWN
    if reopened or case.state == Stage.OFFICE_CHECK:
        here = (stay for stay in stays if (stay.stage, stay.round) == (case.state, case.round))
        if (stay := next(here, None)) is not None:
            return _left(stay, calendar)
    profile = case.assessment.profile
    return profile.stage(case.state).days if profile.has(case.state) else None


def _left(stay: StageClock, calendar: Calendar) -> int | None:
    """Working days that were left when the stay ended, at least one."""
    if stay.due_at is None or stay.left_at is None:
        return None
    left_on, due = timezone.localdate(stay.left_at), timezone.localdate(stay.due_at)
    return max(1, calendar.working_days_between(left_on, due))


def _due(calendar: Calendar, entered_at: datetime, allowed: int | None) -> datetime | None:
    if allowed is None:
        return None
    return last_second(calendar.after_working_days(timezone.localdate(entered_at), allowed))


@transaction.atomic
def extend_deadline(*, case: Case, days: int, reason: str, actor: User, due: date | None = None) -> Case:
    """The office gives whoever has the case more working days, and says why. Refused where the deadline is no longer
    the one that was read, `due`: a form sent twice, or two officers at once, give the time once."""
    case = Case.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=case.pk)
    if not actor.has_perm("workflows.manage_case", case):
        raise PermissionDenied("extend_deadline")
    if case.due_at is None:
        raise Refused(_("The case has no deadline now."))
    if due not in {None, case.due}:
        raise Refused(
            _("The deadline has moved meanwhile; no more time was added. Please look at it once more.")
        )
    if not 1 <= days <= LONGEST_EXTENSION:
        raise Refused(_("Between 1 and %(most)s working days can be added.") % {"most": LONGEST_EXTENSION})
    if not reason.strip():
        raise Refused(_("Please say why there is more time; the reason stays with the case."))
    stay = case.clocks.get(left_at=None)
    stay.allowed = (stay.allowed or 0) + days
    old = _set(case, stay, calendar_of(case.assessment.drafting_unit.city))
    data: dict[str, object] = {"stage": case.state, "days": days, "note": reason, **_moved(old, case)}
    record(name="deadline.extended", subject=case.assessment.subject, actor=actor, data=data)
    return case


def move_deadlines(*, city: Organisation, actor: User) -> int:
    """Work out the city's running deadlines anew after its calendar has changed, in the caller's transaction. Returns
    how many have moved; each is told in its case."""
    calendar, moved = calendar_of(city), []
    for case, stay in _running(city, lock=True):
        if (old := _set(case, stay, calendar)) != case.due_at:
            moved.append((case, old))
    for case, old in moved:
        data: dict[str, object] = {"stage": case.state, **_moved(old, case)}
        record(name="deadline.moved", subject=case.assessment.subject, actor=actor, data=data)
    return len(moved)


def would_move(*, city: Organisation, calendar: Calendar) -> int:
    """How many running deadlines of the city would fall on another day under this calendar."""
    return sum(
        _due(calendar, stay.entered_at, stay.allowed) != stay.due_at
        for _case, stay in _running(city, lock=False)
    )


def _running(city: Organisation, *, lock: bool) -> list[tuple[Case, StageClock]]:
    """The city's cases that have a deadline, with the clock that runs."""
    cases = Case.objects.filter(
        assessment__drafting_unit__in=city.with_children(), due_at__isnull=False
    ).select_related("assessment")
    if lock:
        cases = cases.select_for_update(of=("self",))
    found = {case.pk: case for case in cases.order_by("pk")}
    clocks = StageClock.objects.filter(case__in=found, left_at=None, allowed__isnull=False).order_by("case")
    return [(found[clock.case_id], clock) for clock in clocks]


def _set(case: Case, stay: StageClock, calendar: Calendar) -> datetime | None:
    """Give both rows the deadline that follows from the days allowed; returns the one before."""
    old, case.due_at = case.due_at, _due(calendar, stay.entered_at, stay.allowed)
    if case.due_at != old:
        stay.due_at = case.due_at
        stay.save(update_fields=["allowed", "due_at"])
        case.save(update_fields=["due_at"])
        refresh(case)
        if case.state == Stage.PUBLIC_NOTICE and case.due:
            entered = timezone.localdate(stay.entered_at)
            move_closing(
                assessment=case.assessment,
                closes_on=case.due,
                days=calendar.working_days_between(entered, case.due),
                breaks=calendar.breaks(entered + DAY, case.due),
            )
    return old


def _moved(old: datetime | None, case: Case) -> dict[str, object]:
    said = [timezone.localtime(moment).isoformat() if moment else "" for moment in (old, case.due_at)]
    return dict(zip(("old", "new"), said, strict=True))
