"""The office's words on its city's calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from ledger.errors import Refused
from ledger.operations import record
from workflows.clock import move_deadlines
from workflows.models import CalendarDay

YEARS_BACK, YEARS_AHEAD = 1, 3


@dataclass(frozen=True)
class Word:
    """What the office says of a day."""

    works: bool
    note: str = ""


def keeps_calendar(user: User, city: Organisation) -> bool:
    """Whether the person holds a post in the city's committee office."""
    return Post.objects.filter(
        group__user=user, role=Role.OFFICE, organisation__in=city.with_children()
    ).exists()


@transaction.atomic
def set_days(*, city: Organisation, days: Mapping[date, Word | None], actor: User) -> int:
    """Say of these days whether people work; None takes the office's word back. Running deadlines follow: how many have
    moved is returned."""
    if not keeps_calendar(actor, city):
        raise PermissionDenied("set_days")
    this_year = timezone.localdate().year
    if any(not this_year - YEARS_BACK <= day.year <= this_year + YEARS_AHEAD for day in days):
        raise Refused(
            _("The calendar can be changed from %(first)s to %(last)s.")
            % {"first": this_year - YEARS_BACK, "last": this_year + YEARS_AHEAD}
        )
    Organisation.objects.select_for_update().get(pk=city.pk)
    stored = {row.day: row for row in CalendarDay.objects.filter(city=city, day__in=days)}
    before = {day: Word(row.works, row.note) for day, row in stored.items()}
    changed = {day: word for day, word in days.items() if before.get(day) != word}
    if not changed:
        return 0
    CalendarDay.objects.filter(pk__in=[stored[day].pk for day in changed if day in stored]).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(city=city, day=day, works=word.works, note=word.note)
        for day, word in changed.items()
        if word is not None
    )
    moved = move_deadlines(city=city, actor=actor)
    data: dict[str, object] = {
        "days": [
            {"day": day.isoformat(), "old": _plain(before.get(day)), "new": _plain(changed[day])}
            for day in sorted(changed)
        ],
        "moved": moved,
    }
    record(name="calendar.changed", subject=f"organisation:{city.code}", actor=actor, data=data)
    return moved


def _plain(word: Word | None) -> dict[str, object] | None:
    return None if word is None else {"works": word.works, "note": word.note}
