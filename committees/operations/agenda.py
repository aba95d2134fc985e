"""What a session takes up, and in which order."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Meeting, Session
from committees.operations.locks import (
    locked,
    locked_session,
    refuse_closed,
    refuse_closed_session,
    refuse_stranger,
)
from committees.operations.voting import void_votes
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def put_on_agenda(*, session: Session, meeting: Meeting, actor: User) -> Meeting:
    """At the end. Votes given in writing before are void: who is present votes in the session."""
    session, meeting = _both(session, meeting, actor)
    refuse_closed(meeting)
    if meeting.session == session:
        return meeting
    if meeting.session is not None:
        raise Refused(_("This case is on the agenda of another session."))
    if meeting.assessment.drafting_unit.city != session.city:
        raise Refused(_("This case belongs to another city."))
    last = session.sittings.aggregate(last=Max("position"))["last"] or 0
    meeting.session, meeting.position = session, last + 1
    meeting.save(update_fields=["session", "position"])
    void_votes(meeting, actor=actor)
    return _recorded("session.item_added", session, meeting, actor)


@transaction.atomic
def take_off_agenda(*, session: Session, meeting: Meeting, actor: User) -> Meeting:
    """Undecided; its votes and what was said go with the session in which they were given."""
    session, meeting = _both(session, meeting, actor)
    refuse_closed(meeting)
    if meeting.session != session:
        raise Refused(_("This case is not on the agenda."))
    meeting.session, meeting.position = None, 0
    meeting.save(update_fields=["session", "position"])
    void_votes(meeting, actor=actor)
    meeting.speeches.all().delete()
    return _recorded("session.item_removed", session, meeting, actor)


@transaction.atomic
def move_on_agenda(*, session: Session, meeting: Meeting, down: bool, actor: User) -> Meeting:
    """One place up or down; at the end of the list it stays where it is."""
    session, meeting = _both(session, meeting, actor)
    order = list(session.sittings.order_by("position", "pk"))
    if meeting not in order:
        raise Refused(_("This case is not on the agenda."))
    place = order.index(meeting)
    other = place + 1 if down else place - 1
    if not 0 <= other < len(order):
        return meeting
    order[place], order[other] = order[other], order[place]
    for position, each in enumerate(order, start=1):
        each.position = position
    Meeting.objects.bulk_update(order, ["position"])
    return _recorded("session.item_moved", session, meeting, actor)


def _both(session: Session, meeting: Meeting, actor: User) -> tuple[Session, Meeting]:
    session = locked_session(session)
    refuse_stranger(session.city, actor)
    refuse_closed_session(session)
    return session, locked(meeting)


def _recorded(name: str, session: Session, meeting: Meeting, actor: User) -> Meeting:
    order = session.sittings.order_by("position").values_list("assessment__code", flat=True)
    data: dict[str, object] = {"sitting": meeting.subject, "order": list(order)}
    record(name=name, subject=session.subject, actor=actor, data=data)
    return meeting
