"""The rows that the committee's operations lock, and what their doors say. A session is locked before its sittings.

What a locked row points to is read after the lock where it may have changed meanwhile: PostgreSQL joins whoever waited
with the rows of before.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, User
from committees.models import Meeting, Session
from ledger.errors import Refused


def locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(pk=meeting.pk)
    )


def locked_session(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("city").get(pk=session.pk)


def refuse_closed(meeting: Meeting) -> None:
    if meeting.closed_at is not None:
        raise Refused(_("The vote is closed."))


def refuse_closed_session(session: Session) -> None:
    if session.closed_at is not None:
        raise Refused(_("The session is closed; its agenda and its list of those present stay as they are."))


def refuse_stranger(city: Organisation, actor: User) -> None:
    """Only the city's office keeps the committee's sessions."""
    if not User.objects.holding(Role.OFFICE, city).filter(pk=actor.pk).exists():
        raise PermissionDenied("keep_session")
