"""Calling a session, its agenda, who came, and closing it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.operations import dismiss
from committees.enums import Presence
from committees.models import Attendance, Ballot, Meeting, Session, Speech
from committees.operations import record_decision
from committees.operations.agenda import move_on_agenda, put_on_agenda, take_off_agenda
from committees.operations.sessions import change_session, close_session, open_session, record_attendance
from committees.operations.speaking import record_speech
from committees.queries.sessions import called_to
from ledger.errors import Conflict, Refused
from tests import factories
from tests.committees.sitting import HELD, attend, call, in_session
from tests.factories import last_event, post_of, vote, vote_all
from workflows.enums import Stage

STRANGERS = ("drafter", "head", "expert_a", "member_a", "outsider")


@pytest.fixture
def sitting(case, city):
    return factories.bring_to(Stage.COMMITTEE, case, city)


@pytest.fixture
def other(city, tiny):
    return factories.bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city)


def order(session):
    return [each.assessment.code for each in session.sittings.order_by("position")]


def test_sessions_of_a_city_are_numbered_within_the_year(city):
    other = factories.make_city("tz")
    numbers = [call(city).number, call(city).number, call(other).number]
    next_year = call(city, held_at=HELD + timedelta(days=200))
    assert (numbers, next_year.year, next_year.number) == ([1, 2, 1], 2027, 1)
    assert next_year.subject == "session:tc:2027:1"
    event = last_event()
    assert (event.name, event.subject, event.data["chair"]) == (
        "session.opened",
        next_year.subject,
        city.member_a.username,
    )


def test_the_year_is_that_of_the_place(city):
    """Half past midnight in China on New Year's Day is still last year in UTC."""
    assert call(city, held_at=HELD.replace(month=12, day=31, hour=16)).year == 2027


@pytest.mark.parametrize("name", STRANGERS)
def test_only_the_city_s_office_keeps_sessions(city, sitting, unchanged, name):
    session, actor = call(city), getattr(city, name)
    told = {"held_at": HELD, "place": "二", "chair": city.member_a}
    acts = [
        lambda: open_session(city=city.place, actor=actor, **told),
        lambda: change_session(session=session, version=0, actor=actor, **told),
        lambda: put_on_agenda(session=session, meeting=sitting.meeting, actor=actor),
        lambda: record_attendance(
            session=session, version=0, presences={city.member_a: "present"}, actor=actor
        ),
        lambda: close_session(session=session, actor=actor),
    ]
    for act in acts:
        with unchanged(PermissionDenied, Session, Attendance):
            act()


def test_another_city_s_office_keeps_no_session_here(city, unchanged):
    session, stranger = call(city), factories.make_city("tz").office
    with unchanged(PermissionDenied, Session):
        close_session(session=session, actor=stranger)


def test_the_chair_is_a_member(city, unchanged):
    with unchanged(Refused, Session, match="is not a member of the committee"):
        call(city, city.expert_a)


def test_what_another_changed_meanwhile_is_not_overwritten_unseen(city, unchanged):
    session = call(city)
    facts = {"held_at": HELD, "place": "第二会议室", "chair": city.member_b}
    change_session(session=session, version=0, actor=city.office, **facts)
    with unchanged(Conflict, Session) as caught:
        change_session(session=session, version=0, actor=city.office_two, **(facts | {"place": "三"}))
    assert caught.value.theirs["place"] == "第二会议室"
    assert caught.value.version == 1


def test_the_same_again_changes_nothing(city):
    session = call(city)
    before = factories.rows_of(Session)
    facts = {"held_at": HELD, "place": session.place, "chair": session.chair}
    change_session(session=session, version=7, actor=city.office, **facts)
    assert factories.rows_of(Session) == before


def test_a_session_does_not_move_into_another_year(city, unchanged):
    session = call(city)
    facts = {"held_at": HELD + timedelta(days=200), "place": session.place, "chair": session.chair}
    with unchanged(Refused, Session, match="within 2026"):
        change_session(session=session, version=0, actor=city.office, **facts)


def test_an_agenda_keeps_its_order_and_may_be_changed(city, sitting, other):
    session = call(city)
    for case in (sitting, other):
        put_on_agenda(session=session, meeting=case.meeting, actor=city.office)
    assert order(session) == [str(sitting), str(other)]
    move_on_agenda(session=session, meeting=other.meeting, down=False, actor=city.office)
    assert order(session) == [str(other), str(sitting)]
    assert last_event().data["order"] == [str(other), str(sitting)]
    before = factories.rows_of(Meeting)
    move_on_agenda(session=session, meeting=other.meeting, down=False, actor=city.office)
    put_on_agenda(session=session, meeting=other.meeting, actor=city.office)
    assert factories.rows_of(Meeting) == before
    take_off_agenda(session=session, meeting=other.meeting, actor=city.office)
    assert order(session) == [str(sitting)]


def test_a_case_stands_on_one_agenda(city, sitting, unchanged):
    first, second = call(city), call(city)
    put_on_agenda(session=first, meeting=sitting.meeting, actor=city.office)
    with unchanged(Refused, Meeting, match="another session"):
        put_on_agenda(session=second, meeting=sitting.meeting, actor=city.office)


def test_a_case_of_another_city_stands_on_no_agenda_here(city, sitting, unchanged):
    there = factories.make_city("tz")
    session = call(there)
    with unchanged(Refused, Meeting, match="another city"):
        put_on_agenda(session=session, meeting=sitting.meeting, actor=there.office)


def test_votes_in_writing_are_void_once_a_session_takes_the_case_up(city, sitting):
    vote(sitting, city.member_a, "reject", "风险过大。")
    put_on_agenda(session=call(city), meeting=sitting.meeting, actor=city.office)
    ballot = Ballot.objects.get(member=city.member_a)
    assert (ballot.choice, ballot.opinion, ballot.cast_at) == ("", "", None)
    voided = factories.Event.objects.get(name="vote.voided")
    assert voided.data == {"old": {"choice": "reject", "opinion": "风险过大。"}}
    assert voided.subject == f"{sitting.meeting.subject}:ballot:{ballot.pk}"


def test_only_those_present_vote_in_a_session(city, sitting, unchanged):
    session = in_session(sitting, city, away=[city.member_c])
    vote(sitting, city.member_a)
    with unchanged(Refused, Ballot, match="only those present vote"):
        vote(sitting, city.member_c)
    attend(session, city)
    assert vote(sitting, city.member_c).choice == "approve"


def test_before_attendance_is_taken_nobody_votes(city, sitting, unchanged):
    put_on_agenda(session=call(city), meeting=sitting.meeting, actor=city.office)
    with unchanged(Refused, Ballot, match="only those present vote"):
        vote(sitting, city.member_a)


def test_who_leaves_before_the_decision_loses_the_vote_on_what_is_open_only(city, sitting, other):
    session = in_session(sitting, city)
    put_on_agenda(session=session, meeting=other.meeting, actor=city.office)
    for case in (sitting, other):
        vote_all(case, city)
    record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    attend(session, city, away=[city.member_c])
    left = Ballot.objects.filter(member=city.member_c).order_by("meeting__position")
    assert [each.choice for each in left] == ["approve", ""]


def test_attendance_that_somebody_else_took_meanwhile_is_not_overwritten_unseen(city, unchanged):
    session = call(city)
    told = {"session": session, "version": 0}
    record_attendance(presences={city.member_a: Presence.PRESENT}, actor=city.office, **told)
    with unchanged(Conflict, Attendance):
        record_attendance(presences={city.member_a: Presence.ABSENT}, actor=city.office_two, **told)


def test_attendance_is_of_members(city, unchanged):
    session = call(city)
    with unchanged(Refused, Attendance, match="is not a member of the committee"):
        record_attendance(
            session=session, version=0, presences={city.expert_a: Presence.PRESENT}, actor=city.office
        )


def test_a_session_closes_when_nothing_is_left_open(city, sitting, unchanged):
    session = call(city)
    with unchanged(Refused, Session, match="nothing on the agenda"):
        close_session(session=session, actor=city.office)
    put_on_agenda(session=session, meeting=sitting.meeting, actor=city.office)
    with unchanged(Refused, Session) as caught:
        close_session(session=session, actor=city.office)
    assert str(caught.value).startswith(f"Not decided yet: {sitting}.")
    assert "It is not said whether they came" in str(caught.value)
    attend(session, city, away=[city.member_a])
    for member in (city.member_b, city.member_c):
        vote(sitting, member)
    record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    with unchanged(Refused, Session, match="chairs the session, and is not among those present"):
        close_session(session=session, actor=city.office)
    session.refresh_from_db()
    facts = {"held_at": session.held_at, "place": session.place, "chair": city.member_b}
    change_session(session=session, version=session.version, actor=city.office, **facts)
    assert close_session(session=session, actor=city.office).closed_at is not None
    with unchanged(Refused, Session, match="The session is closed"):
        attend(session, city)


def test_what_is_taken_off_goes_without_votes_and_speeches(city, sitting):
    session = in_session(sitting, city)
    record_speech(meeting=sitting.meeting, member=city.member_b, gist="赞成。", actor=city.office)
    vote_all(sitting, city)
    take_off_agenda(session=session, meeting=sitting.meeting, actor=city.office)
    assert Speech.objects.count() == 0
    assert {*Ballot.objects.values_list("choice", flat=True)} == {""}
    assert vote(sitting, city.member_c).choice == "approve"


def test_what_is_decided_stays_on_the_agenda(city, sitting, unchanged):
    session = in_session(sitting, city)
    vote_all(sitting, city)
    record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    with unchanged(Refused, Meeting, match="The vote is closed"):
        take_off_agenda(session=session, meeting=sitting.meeting, actor=city.office)


def test_who_leaves_the_committee_meanwhile_is_still_said_to_have_come(city, sitting):
    """Else the session could never close, for everybody on a roll is said to have come or not."""
    session = call(city)
    put_on_agenda(session=session, meeting=sitting.meeting, actor=city.office)
    dismiss(user=city.member_c, post=post_of(city.member_c), actor=city.office)
    assert city.member_c in called_to(session)
    attend(session, city)
    vote_all(sitting, city)
    record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    assert close_session(session=session, actor=city.office).closed_at is not None


def test_who_spoke_before_others_does_not_come_to_chair(city, sitting, unchanged):
    session = in_session(sitting, city)
    for member in (city.member_b, city.member_c):
        record_speech(meeting=sitting.meeting, member=member, gist="同意。", actor=city.office)
    facts = {"session": session, "version": 1, "held_at": HELD, "place": session.place, "actor": city.office}
    with unchanged(Refused, Session, match=f"has spoken after {city.member_b} in this session"):
        change_session(chair=city.member_b, **facts)
    assert change_session(chair=city.member_c, **facts).chair == city.member_c
