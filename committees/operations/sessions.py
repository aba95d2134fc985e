"""Calling a session, saying who came, closing it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from committees.enums import Presence
from committees.models import Attendance, Meeting, Session
from committees.operations.locks import locked_session, refuse_closed_session, refuse_stranger
from committees.operations.voting import void_votes
from committees.queries.sessions import called_to, committee_of
from ledger.errors import Conflict, Refused
from ledger.operations import record


@transaction.atomic
def open_session(*, city: Organisation, held_at: datetime, place: str, chair: User, actor: User) -> Session:
    """The city's next session of the year. The city's row is locked, so that two never get the same number."""
    city = Organisation.objects.select_for_update().get(pk=city.pk)
    refuse_stranger(city, actor)
    _refuse_outsider(city, chair)
    year = timezone.localtime(held_at).year
    last = Session.objects.filter(city=city, year=year).aggregate(last=Max("number"))["last"] or 0
    session = Session.objects.create(
        city=city, year=year, number=last + 1, held_at=held_at, place=place, chair=chair
    )
    record(name="session.opened", subject=session.subject, actor=actor, data=_facts(session))
    return session


@transaction.atomic
def change_session(
    *, session: Session, version: int, held_at: datetime, place: str, chair: User, actor: User
) -> Session:
    """While it is open; the same again changes nothing. Conflict when `version` is not the stored one.

    Refused: a chair after whom somebody has spoken in one of its sittings, for who chairs speaks last.
    """
    session = locked_session(session)
    refuse_stranger(session.city, actor)
    refuse_closed_session(session)
    before = _facts(session)
    mine = {"held_at": held_at.isoformat(), "place": place, "chair": chair.username}
    if mine == before:
        return session
    _refuse_stale(session, version, theirs=before, mine=mine)
    _refuse_outsider(session.city, chair)
    if timezone.localtime(held_at).year != session.year:
        raise Refused(
            _("Sessions are numbered by the year: it can only be moved within %(year)s.")
            % {"year": session.year}
        )
    if chair != session.chair:
        _refuse_one_who_was_not_last(session, chair)
    session.held_at, session.place, session.chair = held_at, place, chair
    session.version += 1
    session.save(update_fields=["held_at", "place", "chair", "version"])
    record(name="session.changed", subject=session.subject, actor=actor, data={"old": before, "new": mine})
    return session


@transaction.atomic
def record_attendance(
    *, session: Session, version: int, presences: Mapping[User, str], actor: User
) -> Session:
    """Who came, and who did not; members not named stay as they were.

    Who is no longer present has no vote in what is still open: a vote cast there is void.
    """
    session = locked_session(session)
    refuse_stranger(session.city, actor)
    refuse_closed_session(session)
    before = {row.member_id: row.presence for row in session.attendances.all()}
    changed = {each: said for each, said in presences.items() if before.get(each.pk) != said}
    if not changed:
        return session
    called = set(called_to(session))
    for member in changed:
        if member not in called:
            raise _outsider(member)
    theirs = {each.username: before.get(each.pk, "") for each in changed}
    mine = {each.username: str(said) for each, said in changed.items()}
    _refuse_stale(session, version, theirs=theirs, mine=mine)
    for member, presence in changed.items():
        Attendance.objects.update_or_create(session=session, member=member, defaults={"presence": presence})
    session.version += 1
    session.save(update_fields=["version"])
    gone = [each for each, said in changed.items() if said != Presence.PRESENT]
    still_open = Meeting.objects.select_for_update(of=("self",)).filter(session=session, closed_at=None)
    for meeting in still_open.order_by("pk"):
        void_votes(meeting, members=gone, actor=actor)
    record(name="session.attended", subject=session.subject, actor=actor, data={"old": theirs, "new": mine})
    return session


@transaction.atomic
def close_session(*, session: Session, actor: User) -> Session:
    """Refused while something on the agenda is undecided, or nothing is on it, or it is not said of everybody on a roll
    whether they came, or the one who chairs did not."""
    session = locked_session(session)
    refuse_stranger(session.city, actor)
    refuse_closed_session(session)
    if reasons := _open_ends(session):
        raise Refused(" ".join(reasons))
    session.closed_at = timezone.now()
    session.version += 1
    session.save(update_fields=["closed_at", "version"])
    record(name="session.closed", subject=session.subject, actor=actor, data={"version": session.version})
    return session


def _open_ends(session: Session) -> list[str]:
    sittings = session.sittings.select_related("assessment")
    undecided = [each.assessment.code for each in sittings if each.closed_at is None]
    said = {row.member_id: row.presence for row in session.attendances.all()}
    on_rolls = User.objects.filter(ballots__meeting__session=session).distinct().order_by("pk")
    unsaid = [str(each) for each in on_rolls if each.pk not in said]
    reasons = []
    if not sittings:
        reasons.append(_("There is nothing on the agenda."))
    if undecided:
        reasons.append(
            _("Not decided yet: %(codes)s. Please record the decision, or take it off the agenda.")
            % {"codes": _(", ").join(undecided)}
        )
    if unsaid:
        reasons.append(_("It is not said whether they came: %(names)s.") % {"names": _(", ").join(unsaid)})
    if said.get(session.chair_id) != Presence.PRESENT:
        reasons.append(
            _("%(name)s chairs the session, and is not among those present.") % {"name": session.chair}
        )
    return reasons


def _refuse_outsider(city: Organisation, member: User) -> None:
    if not committee_of(city).filter(pk=member.pk).exists():
        raise _outsider(member)


def _refuse_one_who_was_not_last(session: Session, chair: User) -> None:
    sittings = Meeting.objects.select_for_update(of=("self",)).filter(session=session).order_by("pk")
    for meeting in list(sittings):
        spoken = list(meeting.speeches.values_list("member", flat=True))
        if chair.pk in spoken[:-1]:
            raise Refused(
                _("Somebody has spoken after %(name)s in this session, and who chairs it speaks last.")
                % {"name": chair}
            )


def _outsider(member: User) -> Refused:
    return Refused(_("%(name)s is not a member of the committee.") % {"name": member})


def _refuse_stale(
    session: Session, version: int, *, theirs: Mapping[str, object], mine: Mapping[str, object]
) -> None:
    if version != session.version:
        raise Conflict(
            _(
                "Somebody changed this session meanwhile. Please look at what stands there now, then send it again."
            ),
            theirs=theirs,
            mine=mine,
            version=session.version,
        )


def _facts(session: Session) -> dict[str, object]:
    return {
        "held_at": session.held_at.isoformat(),
        "place": session.place,
        "chair": session.chair.username,
    }
