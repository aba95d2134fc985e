"""The committee's sessions: their list, and the page of one with its agenda and who came."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.enums import Role
from accounts.models import Organisation, User
from assessments.models import Assessment
from committees.enums import Presence
from committees.models import Attendance, Meeting, Session
from committees.queries.sessions import called_to
from workflows.enums import Stage


@dataclass(frozen=True)
class AgendaItem:
    """One sitting. Somebody who may not open the file learns only that there is one."""

    meeting: Meeting
    readable: bool

    @property
    def decided(self) -> bool:
        return self.meeting.closed_at is not None


@dataclass(frozen=True)
class Attended:
    member: User
    presence: str
    words: str


@dataclass(frozen=True)
class SessionPage:
    """`keeps`: whether this reader may change it now. `waiting` could be put on the agenda."""

    session: Session
    keeps: bool
    is_office: bool
    agenda: list[AgendaItem]
    waiting: list[Meeting]
    members: list[User]
    attended: list[Attended]

    @property
    def present(self) -> int:
        return sum(each.presence == Presence.PRESENT for each in self.attended)


def visible_sessions(user: User) -> "QuerySet[Session]":
    return Session.objects.visible_to(user).select_related("city", "chair")


def session_rows(user: User) -> "QuerySet[Session]":
    """Newest first, each with how many cases it takes up and how many of them are decided."""
    decided = Count("sittings", filter=Q(sittings__closed_at__isnull=False))
    rows = visible_sessions(user).annotate(cases=Count("sittings"), decided=decided)
    return rows.order_by("-held_at", "-pk")


def cities_kept_by(user: User) -> list[Organisation]:
    """The cities whose sessions this person calls."""
    posts = [post for post in user.posts if post.role == Role.OFFICE]
    return list({post.organisation.city.pk: post.organisation.city for post in posts}.values())


def session_page(session: Session, user: User) -> SessionPage:
    is_office = session.city in cities_kept_by(user)
    sittings = list(
        session.sittings.select_related("assessment__drafting_unit", "decision").order_by("position", "pk")
    )
    readable = _readable(sittings, user)
    members = list(called_to(session))
    keeps = is_office and session.closed_at is None
    return SessionPage(
        session=session,
        keeps=keeps,
        is_office=is_office,
        agenda=[AgendaItem(each, each.assessment_id in readable) for each in sittings],
        waiting=list(_waiting(session.city)) if keeps else [],
        members=members,
        attended=_attended(session),
    )


def _readable(sittings: Iterable[Meeting], user: User) -> set[int]:
    files = [each.assessment_id for each in sittings]
    return set(Assessment.objects.visible_to(user).filter(pk__in=files).values_list("pk", flat=True))


def _waiting(city: Organisation) -> "QuerySet[Meeting]":
    """Sittings of cases before the committee that no session takes up yet, the longest waiting first."""
    return (
        Meeting.objects.filter(
            closed_at=None,
            session=None,
            assessment__case__state=Stage.COMMITTEE,
            assessment__drafting_unit__in=city.with_children(),
        )
        .select_related("assessment__drafting_unit")
        .order_by("opened_at", "pk")
    )


def _attended(session: Session) -> list[Attended]:
    rows = Attendance.objects.filter(session=session).select_related("member")
    return [Attended(each.member, each.presence, each.get_presence_display()) for each in rows]
