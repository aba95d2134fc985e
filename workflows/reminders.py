"""Each working morning: what waits for whom in one digest, and word to whoever answers for what is long overdue.

An expert is told of the own work alone; who else sits on a panel, and how far they are, is in no notice.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.enums import Level, Role
from accounts.localised import Local
from accounts.models import Organisation, Post, User
from ledger.outbox import Payload, handles
from ledger.queries import database_now
from notices.enums import NoticeKind
from notices.operations import LANGUAGES, Line, notify
from workflows.calendar import Calendar
from workflows.clock import calendars
from workflows.enums import Stage
from workflows.lights import Light
from workflows.models import CaseSummary
from workflows.queries.waiting import DeskRow, waiting_for
from workflows.roles import Party

REMIND_JOB = "workflows.remind"
SOON = 3  # working days
PATIENCE = 2  # working days over the deadline before anybody else is told
OF_THE_UNIT = (Party.DRAFTERS, Party.HEADS)


@handles(REMIND_JOB)
def remind(payload: Payload) -> None:
    """Of the day that was asked for; one that is over is left out. Safe to be run again: keys hold person and day."""
    today = timezone.localdate(database_now())
    if payload["day"] != today.isoformat():
        return
    cities = calendars()
    working = [
        city.pk for city in Organisation.objects.filter(level=Level.CITY) if cities[city.pk].works(today)
    ]
    send_digests(working, today)
    escalate(working, cities, today)


def send_digests(cities: Iterable[int], today: date) -> None:
    """To everybody with a post in these cities for whom something waits."""
    at_work = Post.objects.filter(organisation__in=_places(cities)).values("group")
    people = list(User.objects.filter(is_active=True, groups__in=at_work).distinct().order_by("pk"))
    waiting = waiting_for(people)
    for person in people:
        if rows := waiting[person.pk]:
            _send_digest(person, sorted(rows, key=lambda row: (row.due or date.max, row.code)), today)


def escalate(cities: Iterable[int], calendars: dict[int, Calendar], today: date) -> None:
    """Once for each deadline: the head of the unit is told of what its people have left lying, the committee's office
    of everything else, its own delays and the experts' among it."""
    overdue = CaseSummary.objects.filter(ended=False, due_at__isnull=False, city__in=cities)
    heads, offices = _answerable()
    for row in overdue.order_by("order", "pk"):
        due = timezone.localdate(row.due_at)
        late = -calendars[row.city_id].remaining(today, due)
        if late >= PATIENCE:
            office = offices[row.city_id]
            people = (heads[row.unit_id] or office) if row.waits_for in OF_THE_UNIT else office
            _tell_overdue(people, row, due, late)


def _send_digest(person: User, rows: list[DeskRow], today: date) -> None:
    late = sum(row.left.light == Light.LATE for row in rows)
    soon = sum(row.left.light in (Light.SOON, Light.FINE) and row.left.days <= SOON for row in rows)

    def title() -> str:
        said = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", len(rows))
        return said % {"count": len(rows)}

    def text() -> str:
        found = []
        if late:
            found.append(ngettext("%(count)s is overdue.", "%(count)s are overdue.", late) % {"count": late})
        if soon:
            said = ngettext(
                "%(count)s is due within three working days.",
                "%(count)s are due within three working days.",
                soon,
            )
            found.append(said % {"count": soon})
        return "\n".join(found)

    notify(
        recipients=[person],
        kind=NoticeKind.DIGEST,
        key=f"digest:{today.isoformat()}",
        title=title,
        text=text,
        lines=[_line(row) for row in rows],
        url=reverse("workflows:desk"),
    )


def _line(row: DeskRow) -> Line:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(_("%(title)s: %(what)s") % {"title": row.local.title, "what": row.waits})
    due = row.due.isoformat() if row.due else ""
    return {"text": said[0], "text_en": said[1], "url": row.url, "due": due}


def _tell_overdue(people: Iterable[User], row: CaseSummary, due: date, late: int) -> None:
    words = Local(row)

    def title() -> str:
        return _("Overdue: %(title)s") % {"title": words.title}

    def text() -> str:
        stage = words.stage_name or Stage(row.stage).label
        said = ngettext(
            "“%(stage)s” was due on %(date)s, %(count)s working day ago.",
            "“%(stage)s” was due on %(date)s, %(count)s working days ago.",
            late,
        )
        return said % {"stage": stage, "date": date_format(due), "count": late}

    notify(
        recipients=people,
        kind=NoticeKind.ESCALATION,
        key=f"overdue:{row.code}:{due.isoformat()}",
        title=title,
        text=text,
        url=reverse("workflows:show_case", args=[row.code]),
    )


def _answerable() -> tuple[dict[int, list[User]], dict[int, list[User]]]:
    """The heads of each unit, and the people of each city's office."""
    heads: dict[int, list[User]] = defaultdict(list)
    offices: dict[int, list[User]] = defaultdict(list)
    posts = Post.objects.filter(role__in=(Role.HEAD, Role.OFFICE)).select_related("organisation__parent")
    for post in posts.prefetch_related("group__user_set").order_by("pk"):
        unit = post.organisation
        place = heads[unit.pk] if post.role == Role.HEAD else offices[unit.city.pk]
        place.extend(person for person in post.group.user_set.all() if person.is_active)
    return heads, offices


def _places(cities: Iterable[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(Q(pk__in=cities) | Q(parent__in=cities))
