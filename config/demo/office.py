"""What stands on the desks of a demonstration's city beside its cases: its calendar, and what everybody is told."""

from datetime import date

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, User
from notices.enums import NoticeKind
from notices.models import Notice
from workflows.clock import calendars
from workflows.days import Word, set_days
from workflows.models import CalendarDay
from workflows.reminders import escalate, send_digests


def keep_calendar(city: Organisation) -> None:
    """A day off of next year, whose holidays nobody has published yet; only where the city never said a word."""
    if not CalendarDay.objects.filter(city=city).exists():
        new_year = date(timezone.localdate().year + 1, 1, 1)
        office = User.objects.holding(Role.OFFICE, city).earliest("pk")
        set_days(
            city=city, days={new_year: Word(works=False, note="元旦（示例，待放假通知后核对）")}, actor=office
        )


def tell_everybody(city: Organisation) -> None:
    """Today's digests and what is long overdue, once; other days are the worker's."""
    told = Notice.objects.filter(kind=NoticeKind.DIGEST)
    if not told.filter(recipient__groups__post__organisation__in=city.with_children()).exists():
        today = timezone.localdate()
        send_digests([city.pk], today)
        escalate([city.pk], calendars(), today)
