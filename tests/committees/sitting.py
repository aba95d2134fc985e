"""Sessions for tests: called by the office, with everybody there who is not said to be away."""

from datetime import UTC, datetime

from committees.enums import Presence
from committees.operations.agenda import put_on_agenda
from committees.operations.sessions import open_session, record_attendance

HELD = datetime(2026, 9, 16, 1, 30, tzinfo=UTC)


def call(city, chair=None, **changes):
    facts = {"held_at": HELD, "place": "第一会议室", "chair": chair or city.member_a}
    return open_session(city=city.place, actor=city.office, **(facts | changes))


def attend(session, city, *, away=()):
    session.refresh_from_db()
    said = {each: Presence.PRESENT for each in city.members if each not in away}
    said |= dict.fromkeys(away, Presence.EXCUSED)
    return record_attendance(session=session, version=session.version, presences=said, actor=city.office)


def in_session(case, city, *, away=(), chair=None):
    """The case on the agenda of a session of its own."""
    session = call(city, chair)
    put_on_agenda(session=session, meeting=case.meeting, actor=city.office)
    return attend(session, city, away=away)
