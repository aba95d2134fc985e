"""The time a case has in each stage."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from ledger.errors import Refused
from ledger.models import Event
from ledger.queries import database_now
from tests import factories
from tests.factories import bring_to, move
from workflows.calendar import last_second
from workflows.clock import calendar_of, calendars, extend_deadline, would_move
from workflows.days import Word, set_days
from workflows.enums import Action, Stage
from workflows.models import CalendarDay, Case, StageClock
from workflows.summaries import recomputed

MONDAY = "2026-03-02T09:00+08:00"
FREE_MONDAY = date(2026, 3, 9)


def travel(moment):
    return time_machine.travel(moment, tick=False)


def running(case):
    return StageClock.objects.get(case=case, left_at=None)


def in_step(case):
    """The case, its running clock and its row in the ledger say the same."""
    case = Case.objects.get(pk=case.pk)
    assert running(case).due_at == case.due_at
    assert case.summary.due_at == recomputed(case).due_at == case.due_at
    return case


@pytest.fixture
def checked(city, tiny):
    """A case that came to the office's check on a Monday, with five working days."""
    with travel(MONDAY):
        return bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)


@pytest.fixture
def alone():
    """The database keeps its own time, wherever Python travels."""
    wrappers = connection.execute_wrappers[:]
    connection.execute_wrappers.clear()
    yield
    connection.execute_wrappers.extend(wrappers)


def test_the_database_tells_the_time(db):
    before = timezone.now()
    assert before - timedelta(seconds=2) < database_now() < timezone.now() + timedelta(seconds=2)


def test_a_stay_is_stamped_by_the_database_and_not_by_the_web_server(city, tiny, alone):
    """The server's clock is a year ahead; the database is asked past the fixture that takes it along."""
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        case = factories.make_case(city, tiny)
        assert timezone.now() - case.stage_since > timedelta(days=364)


def test_a_deadline_is_the_last_second_of_the_last_day(checked):
    assert running(checked).allowed == 5
    assert checked.due_at == datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)
    in_step(checked)


@pytest.mark.parametrize(
    ("back_on", "left"),
    [("2026-03-02", 5), ("2026-03-04", 3), ("2026-03-07", 1), ("2026-03-09", 1), ("2026-03-20", 1)],
)
def test_the_office_s_clock_pauses_while_the_file_is_returned(checked, city, back_on, left):
    with travel(f"{back_on}T10:00+08:00"):
        case = move(checked, Action.SEND_BACK, city.office)
    with travel("2026-04-01T10:00+08:00"):
        case = move(case, Action.HAND_IN, city.drafter)
        assert running(case).allowed == left
        assert case.due == calendar_of(city.place).after_working_days(date(2026, 4, 1), left)


def test_a_second_return_leaves_what_was_left_of_what_was_left(checked, city):
    case = checked
    for day, allowed in (("2026-03-04", 3), ("2026-03-12", 2)):
        with travel(f"{day}T10:00+08:00"):
            case = move(case, Action.SEND_BACK, city.office)
        with travel("2026-03-11T10:00+08:00"):
            case = move(case, Action.HAND_IN, city.drafter)
        assert running(case).allowed == allowed


def test_a_new_round_has_all_the_days_again(city, tiny):
    case = factories.returned(factories.make_case(city, tiny), city)
    assert running(move(case, Action.HAND_IN, city.drafter)).allowed == 5


def test_a_withdrawn_case_stands_still_and_gets_back_what_it_had_left(city, tiny):
    with travel(MONDAY):
        case = factories.make_case(city, tiny)
    with travel("2026-03-05T10:00+08:00"):
        case = move(case, Action.WITHDRAW, city.drafter)
    assert (in_step(case).due_at, running(case).allowed) == (None, None)
    with travel("2026-06-01T10:00+08:00"):
        case = move(case, Action.REOPEN, city.drafter)
    assert (in_step(case).due, running(case).allowed) == (date(2026, 6, 17), 12)


def test_the_office_gives_more_time_and_says_why(checked, city):
    case = extend_deadline(case=checked, days=3, reason="等待统计数据。", actor=city.office)
    assert (in_step(case).due, running(case).allowed) == (date(2026, 3, 12), 8)
    event = Event.objects.latest("position")
    assert (event.name, event.actor, event.subject) == ("deadline.extended", city.office, "case:" + str(case))
    assert event.data == {
        "stage": "office_check",
        "days": 3,
        "note": "等待统计数据。",
        "old": "2026-03-09T23:59:59+08:00",
        "new": "2026-03-12T23:59:59+08:00",
    }


@pytest.mark.parametrize(
    ("days", "reason", "match"),
    [(0, "有理由。", "Between 1 and 60"), (61, "有理由。", "Between 1 and 60"), (3, "  ", "say why")],
)
def test_more_time_is_bounded_and_has_a_reason(checked, city, unchanged, days, reason, match):
    with unchanged(Refused, StageClock, match=match):
        extend_deadline(case=checked, days=days, reason=reason, actor=city.office)
    assert in_step(checked).due == date(2026, 3, 9)


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "member_a"])
def test_only_the_office_gives_more_time(checked, city, unchanged, name):
    with unchanged(PermissionDenied, StageClock):
        extend_deadline(case=checked, days=3, reason="有理由。", actor=city.people[name])


def test_a_case_without_a_deadline_is_given_no_more_time(checked, city, unchanged):
    case = move(checked, Action.WITHDRAW, city.office)
    with unchanged(Refused, StageClock, match="no deadline"):
        extend_deadline(case=case, days=3, reason="有理由。", actor=city.office)


def test_a_changed_calendar_moves_running_deadlines_and_says_so(checked, city):
    assert (
        set_days(city=city.place, days={FREE_MONDAY: Word(works=False, note="校庆")}, actor=city.office) == 1
    )
    assert in_step(checked).due == date(2026, 3, 10)
    event = Event.objects.get(name="deadline.moved")
    assert (event.subject, event.data["old"][:10], event.data["new"][:10]) == (
        f"case:{checked}",
        "2026-03-09",
        "2026-03-10",
    )
    set_days(city=city.place, days={FREE_MONDAY: None}, actor=city.office)
    assert (in_step(checked).due, CalendarDay.objects.count()) == (date(2026, 3, 9), 0)


def test_an_extended_deadline_keeps_its_days_when_the_calendar_changes(checked, city):
    extend_deadline(case=checked, days=3, reason="等待统计数据。", actor=city.office)
    set_days(city=city.place, days={FREE_MONDAY: Word(works=False)}, actor=city.office)
    assert (in_step(checked).due, running(checked).allowed) == (date(2026, 3, 13), 8)


def test_another_city_s_calendar_and_ended_stays_are_left_alone(checked, city):
    other = factories.make_city("other")
    assert set_days(city=other.place, days={FREE_MONDAY: Word(works=False)}, actor=other.office) == 0
    assert in_step(checked).due == date(2026, 3, 9)
    before = list(StageClock.objects.exclude(left_at=None).values())
    set_days(city=city.place, days={date(2026, 3, 4): Word(works=False)}, actor=city.office)
    assert list(StageClock.objects.exclude(left_at=None).values()) == before


def test_what_a_calendar_would_move_is_known_before(checked, city):
    changed = calendars()[city.place.pk].with_words({FREE_MONDAY: False})
    assert (would_move(city=city.place, calendar=changed), in_step(checked).due) == (1, date(2026, 3, 9))


def test_all_calendars_come_in_one_query(city, count_queries):
    CalendarDay.objects.create(city=city.place, day=FREE_MONDAY, works=False)
    assert not calendars()[city.place.pk].works(FREE_MONDAY)
    assert calendars()[0].works(FREE_MONDAY)
    assert [count_queries(calendars), count_queries(lambda: calendar_of(city.place))] == [1, 1]


def test_the_last_second_is_in_the_city_s_own_time():
    assert last_second(date(2026, 3, 9)) == datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)
