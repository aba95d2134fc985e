"""Two at one session at the same moment: who waited goes by what the other has changed.

Each comes while the other holds the row, and reads after the lock what stands there by then.
"""

import pytest

from committees.models import Ballot, Meeting
from tests import factories
from tests.committees.sitting import call, in_session
from tests.factories import bring_to
from workflows.enums import Stage

pytestmark = pytest.mark.postgres
ELSEWHERE = "refused: This case is on the agenda of another session."
NOT_THERE = (
    "refused: A session takes up this case, and only those present vote. "
    "You are not on its list of those present."
)


@pytest.fixture
def waiting(city, short):
    return bring_to(Stage.COMMITTEE, factories.make_case(city, short), city)


def onto(case, actor, session, how="put_on_agenda"):
    return how, case, actor, str(session.pk)


def put_on_two_agendas(crew, city, case, locks):
    first, second = call(city), call(city)
    parts = onto(case, city.office, first, "put_on_agenda_slowly"), onto(case, city.office_two, second)
    return first, crew.overtake(*parts, locks=locks)


def test_a_case_comes_onto_one_of_two_agendas(crew, city, waiting):
    first, outcomes = put_on_two_agendas(crew, city, waiting, "locked")
    assert outcomes == [f"done: {first.pk}", ELSEWHERE]
    assert Meeting.objects.get(pk=waiting.meeting.pk).session == first


def test_without_the_lock_it_comes_onto_both(crew, city, waiting):
    _first, outcomes = put_on_two_agendas(crew, city, waiting, "chain")
    assert [each.partition(":")[0] for each in outcomes] == ["done", "done"]


def vote_while_it_comes_onto_an_agenda(crew, city, case, locks):
    putting = onto(case, city.office, call(city), "put_on_agenda_slowly")
    _put, voted = crew.overtake(putting, ("cast", case, city.member_a, "approve"), locks=locks)
    return voted, Ballot.objects.get(meeting=case.meeting, member=city.member_a).choice


def test_a_vote_in_writing_is_void_or_refused_once_a_session_takes_the_case_up(crew, city, waiting):
    assert vote_while_it_comes_onto_an_agenda(crew, city, waiting, "locked") == (NOT_THERE, "")


def test_without_the_lock_who_is_not_there_votes_in_the_session(crew, city, waiting):
    assert vote_while_it_comes_onto_an_agenda(crew, city, waiting, "chain") == ("done: approve", "approve")


def test_two_who_name_another_chair_the_second_reads_who_it_is(crew, city, waiting):
    in_session(waiting, city)
    waiting.meeting.session.attendances.all().delete()
    type(waiting.meeting.session).objects.update(version=0)
    first, second = (
        (how, waiting, actor, chair.username)
        for how, actor, chair in (
            ("change_chair_slowly", city.office, city.member_b),
            ("change_chair", city.office_two, city.member_c),
        )
    )
    named, late = crew.overtake(first, second)
    assert (named, late.partition(":")[0]) == (f"done: {city.member_b}", "conflict")
    assert city.member_b.username in late
