"""Sessions: what is stored, what is refused, and what the ledger hears of them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from indicators.operations import load_set
from ledger.errors import Conflict, Refused
from participation.models import Attendance, Session
from participation.operations.collecting import receive_sheets
from participation.operations.doors import lock_themes, unlock_themes
from participation.operations.sessions import record_session, save_session, tell_back
from tests import factories
from tests.days import told_now, tomorrow
from tests.factories import last_event, rows_of
from tests.participation.collecting import open_link, sheet
from tests.participation.hearing import CARD, HELD, QUOTABLE, hear, say

MODELS = (Session, Attendance)


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(ages=True))


def rows(session):
    return {(row.age, row.group): row.number for row in session.attendance.all()}


def test_a_session_is_recorded_with_its_children_in_numbers(case, city):
    session = hear(case, city.drafter, attendance={("HIGH", ""): 20, ("HIGH", "RUR"): 4, ("LOW", ""): 0})
    assert (session.number, session.version, session.created_by) == (1, 1, city.drafter)
    assert session.content() == HELD | {
        "may_quote": False,
        "may_publish": False,
        "told_back": "",
        "told_back_on": None,
    }
    assert rows(session) == {("HIGH", ""): 20, ("HIGH", "RUR"): 4}
    assert hear(case, city.office).number == 2


def test_the_ledger_has_codes_and_numbers_of_it_and_no_text(case, city):
    noted = CARD | {"safe": {"verdict": "partly", "note": "人多。"}}
    session = hear(case, city.drafter, attendance={("HIGH", ""): 20}, quality=noted)
    event = last_event()
    assert (event.name, event.subject) == ("hearing.recorded", case.assessment.subject)
    assert event.data == {
        "number": session.number,
        "link": "needs",
        "place": "school",
        "method": "talk",
        "facilitator": "teacher",
        "held_on": "2026-03-09",
        "consents": ["guardian_consent", "child_assent", "may_use"],
        "quality": {code: said["verdict"] for code, said in noted.items()},
        "told_back_on": "",
        "attended": [["HIGH", "", 20]],
    }


def test_every_consent_that_is_not_said_is_a_no(case, city):
    needed = {name: HELD[name] for name in ("link", "held_on", "place", "method", "facilitator")}
    bare = record_session(assessment=case.assessment, content=needed, actor=city.drafter)
    consents = ("guardian_consent", "child_assent", "may_use", "may_quote", "may_publish")
    assert {name: getattr(bare, name) for name in consents} == dict.fromkeys(consents, False)


@pytest.mark.parametrize(
    "changes",
    [
        {"link": "lunch"},
        {"place": ""},
        {"method": "exam"},
        {"facilitator": "王老师"},
        {"held_on": None},
        {"held_on": tomorrow},
        {"told_back": "我们改了。"},
        {"told_back_on": date(2026, 3, 20)},
        {"told_back": "我们改了。", "told_back_on": date(2026, 3, 1)},
        {"told_back": "我们改了。", "told_back_on": tomorrow},
        {"told_back": "张小明同学说的我们改了。", "told_back_on": date(2026, 3, 20)},
        {"told_back": "3名同学说的我们改了。", "told_back_on": date(2026, 3, 20)},
        {"quality": {"safe": {"verdict": "perhaps", "note": ""}}},
        {"quality": {"fun": {"verdict": "yes", "note": ""}}},
        {"quality": {"safe": {"verdict": "yes", "note": "电话 13812345678"}}},
        {"attendance": {("OLD", ""): 3}},
        {"attendance": {("HIGH", "NONE"): 3}},
        {"attendance": {("HIGH", "ALL"): 3}},
        {"attendance": {("HIGH", ""): -3}},
    ],
)
def test_what_no_session_can_be_is_refused(case, city, unchanged, changes):
    with unchanged(Refused, *MODELS):
        hear(case, city.drafter, **told_now(changes))


@pytest.mark.parametrize("name", ["head", "expert_a", "outsider"])
def test_the_unit_and_the_office_alone_record(case, city, unchanged, name):
    with unchanged(PermissionDenied, *MODELS):
        hear(case, city.people[name])


def test_the_same_again_changes_nothing_whatever_its_version(case, city):
    session, before = hear(case, city.drafter), rows_of(*MODELS)
    again = save_session(
        session=session, version=0, content=HELD, attendance={("", ""): 12}, actor=city.colleague
    )
    assert (again.version, rows_of(*MODELS)) == (1, before)


def test_a_stale_change_is_a_conflict_with_both(case, city, unchanged):
    session = hear(case, city.drafter)
    save_session(session=session, version=1, content={"method": "walk"}, actor=city.office)
    with unchanged(Conflict, *MODELS) as caught:
        save_session(session=session, version=1, content={"method": "drawing"}, actor=city.drafter)
    assert (caught.value.theirs, caught.value.mine) == ({"method": "walk"}, {"method": "drawing"})


def test_children_are_counted_anew_as_a_whole(case, city, unchanged):
    session = hear(case, city.drafter, attendance={("LOW", ""): 3, ("HIGH", "RUR"): 2})
    saved = save_session(
        session=session, version=1, content={}, attendance={("LOW", ""): 3, ("", ""): 5}, actor=city.office
    )
    assert (rows(saved), saved.version) == ({("LOW", ""): 3, ("", ""): 5}, 2)
    assert last_event().data["changed"] == ["attendance"]
    with unchanged(Conflict, *MODELS):
        save_session(session=session, version=1, content={}, attendance={("LOW", ""): 4}, actor=city.drafter)


def test_once_the_committee_has_read_of_it_only_what_came_of_it_is_written(case, city, unchanged):
    session = hear(case, city.drafter)
    lock_themes(assessment=case.assessment)
    for content in ({"method": "walk"}, {"link": "notice"}, {"child_assent": False}):
        with unchanged(Refused, *MODELS, match="committee has read"):
            save_session(session=session, version=1, content=content, actor=city.drafter)
    with unchanged(Refused, *MODELS, match="committee has read"):
        save_session(session=session, version=1, content={}, attendance={}, actor=city.drafter)
    told = tell_back(
        session=session,
        version=1,
        told_back="车站要装灯。",
        told_back_on=date(2026, 3, 20),
        actor=city.drafter,
    )
    assert (told.told_back, told.told_back_on, told.version) == ("车站要装灯。", date(2026, 3, 20), 2)
    assert "车站" not in str(last_event().data)
    later = hear(case, city.drafter, link="feedback")
    assert (
        save_session(session=later, version=1, content={"method": "walk"}, actor=city.drafter).method
        == "walk"
    )
    unlock_themes(assessment=case.assessment)
    save_session(session=session, version=2, content={"method": "walk"}, actor=city.drafter)


def test_a_consent_under_which_there_are_words_is_not_simply_unticked(case, city, unchanged):
    session = hear(case, city.drafter, **QUOTABLE)
    say(session, city.drafter, "路灯太暗了")
    with unchanged(Refused, *MODELS, match="Withdraw consent"):
        save_session(session=session, version=2, content={"may_use": False}, actor=city.drafter)
    save_session(session=session, version=2, content={"may_quote": False}, actor=city.drafter)


def test_a_consent_under_which_faces_were_chosen_is_not_simply_unticked(case, city, unchanged):
    session = hear(case, city.drafter, **QUOTABLE)
    link = open_link(session, city.drafter)
    receive_sheets(token=link.token, sheets=[sheet(words=None)])
    session.refresh_from_db()
    for name in ("guardian_consent", "child_assent", "may_use"):
        with unchanged(Refused, *MODELS, match="Withdraw consent"):
            save_session(session=session, version=session.version, content={name: False}, actor=city.drafter)
    save_session(session=session, version=session.version, content={"may_quote": False}, actor=city.drafter)


def test_under_words_of_older_children_no_younger_ones_are_counted_without_their_guardians(city, unchanged):
    raw = factories.set_file(ages=True).replace("6—18岁".encode(), "14—18岁".encode())
    edition = load_set(raw=raw, file="older.yaml", actor=User.objects.system())
    case = factories.make_case(city, edition)
    session = hear(case, city.drafter, guardian_consent=False, attendance={("HIGH", ""): 6})
    say(session, city.drafter, "路灯太暗了")
    session.refresh_from_db()
    young = {("HIGH", ""): 6, ("LOW", ""): 1}
    with unchanged(Refused, *MODELS, match="guardians"):
        save_session(
            session=session, version=session.version, content={}, attendance=young, actor=city.drafter
        )
    save_session(
        session=session, version=session.version, content={}, attendance={("HIGH", ""): 7}, actor=city.drafter
    )
