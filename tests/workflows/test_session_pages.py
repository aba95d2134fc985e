"""The pages of sessions: who finds them, and what the office does there."""

import html
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from committees.models import Attendance, Meeting, Session
from tests import factories
from tests.committees.sitting import attend, call, in_session
from tests.factories import bring_to, vote_all
from workflows.enums import Stage

FACTS = {"day": "2026-09-16", "time": "09:30", "place": "第一会议室", "version": 0}


@pytest.fixture
def sitting(case, city):
    return bring_to(Stage.COMMITTEE, case, city)


def at(name, *args):
    return reverse(f"workflows:{name}", args=args)


def said(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "outsider"])
def test_who_is_not_called_finds_no_sessions(city, as_user, name):
    session, browser = call(city), as_user(getattr(city, name))
    for where in (at("list_sessions"), at("open_session"), at("show_session", session.pk)):
        assert browser.get(where).status_code == 404


def test_another_city_s_session_is_not_found(city, as_user):
    session = call(city)
    stranger = as_user(factories.make_city("tz").office)
    assert stranger.get(at("show_session", session.pk)).status_code == 404
    assert stranger.post(at("close_session", session.pk)).status_code == 404
    assert str(session.place) not in said(stranger.get(at("list_sessions")))


def test_members_read_and_the_office_keeps(city, sitting, as_user):
    session = in_session(sitting, city)
    member = as_user(city.member_a)
    assert "Session 1 of 2026" in said(member.get(at("list_sessions")))
    page = said(member.get(at("show_session", session.pk)))
    assert (str(sitting) in page, "Save attendance" in page, "Close the session" in page) == (
        True,
        False,
        False,
    )
    writes = [
        at("change_session", session.pk),
        at("post_attendance", session.pk),
        at("close_session", session.pk),
        at("settle_item", session.pk, sitting.meeting.pk, "take-off"),
    ]
    assert [member.post(where).status_code for where in writes] == [403] * 4
    assert member.get(at("open_session")).status_code == 403
    assert member.get(at("download_minutes", session.pk)).status_code == 403


def test_a_member_who_does_not_read_a_case_learns_only_that_there_is_one(city, sitting, as_user):
    sitting.assessment.title = "某学校迁址"
    sitting.assessment.save()
    session = in_session(sitting, city)
    page = said(as_user(city.own_member).get(at("show_session", session.pk)))
    told = ("某学校迁址" in page, str(sitting) in page, "A case on which you do not vote" in page)
    assert told == (False, False, True)


def test_the_office_calls_a_session_puts_cases_on_it_and_takes_attendance(city, sitting, as_user):
    browser = as_user(city.office)
    sent = browser.post(at("open_session"), FACTS | {"chair": city.member_a.pk})
    session = Session.objects.get()
    assert (sent.url, session.held_at.isoformat()) == (
        at("show_session", session.pk),
        "2026-09-16T01:30:00+00:00",
    )
    page = said(browser.get(at("show_session", session.pk)))
    assert "Put on the agenda" in page
    browser.post(at("settle_item", session.pk, sitting.meeting.pk, "add"))
    assert Meeting.objects.get().session == session
    told = {f"member-{each.pk}": "present" for each in city.members} | {"version": 0}
    browser.post(at("post_attendance", session.pk), told)
    assert Attendance.objects.filter(presence="present").count() == len(city.members)


def test_a_refusal_is_said_on_the_page(city, sitting, as_user):
    session = in_session(sitting, city)
    response = as_user(city.office).post(at("close_session", session.pk))
    assert (response.status_code, f"Not decided yet: {sitting}." in said(response)) == (422, True)


def test_a_form_that_lacks_something_keeps_what_was_typed(city, as_user):
    response = as_user(city.office).post(at("open_session"), FACTS | {"chair": "", "place": "第九会议室"})
    assert (response.status_code, "第九会议室" in said(response)) == (422, True)


def test_two_officers_who_change_a_session_the_second_reads_both(city, as_user):
    session = call(city)
    one, two = as_user(city.office), as_user(city.office_two)
    told = FACTS | {"chair": city.member_b.pk}
    assert one.post(at("change_session", session.pk), told | {"place": "第二会议室"}).status_code == 302
    late = two.post(at("change_session", session.pk), told | {"place": "第三会议室"})
    assert (late.status_code, "第二会议室" in said(late), "第三会议室" in said(late)) == (409, True, True)
    again = FACTS | {"chair": city.member_b.pk, "place": "第三会议室", "version": 1}
    assert two.post(at("change_session", session.pk), again).status_code == 302


def test_attendance_taken_meanwhile_is_shown_and_not_overwritten(city, as_user):
    session = call(city)
    attend(session, city)
    told = {f"member-{city.member_a.pk}": "absent", "version": 0}
    response = as_user(city.office).post(at("post_attendance", session.pk), told)
    assert response.status_code == 409
    assert Attendance.objects.get(member=city.member_a).presence == "present"


def test_an_action_that_is_none_is_not_found(city, sitting, as_user):
    where = at("settle_item", call(city).pk, sitting.meeting.pk, "burn")
    assert as_user(city.office).post(where).status_code == 404


def test_the_minutes_are_a_word_document(city, sitting, as_user):
    session = in_session(sitting, city)
    vote_all(sitting, city)
    response = as_user(city.office).get(at("download_minutes", session.pk))
    document = ZipFile(BytesIO(b"".join(response))).read("word/document.xml").decode()
    assert response["Content-Disposition"].endswith('-tc-2026-1.docx"')
    assert ("this is a draft" in document, "Not decided yet." in document) == (True, True)


def test_the_list_and_the_page_ask_as_often_for_more_cases(city, tiny, as_user, count_queries):
    def counts(person):
        browser = as_user(person)
        for where in (at("list_sessions"), at("show_session", session.pk)):
            browser.get(where)
            yield count_queries(lambda where=where: browser.get(where))

    session, found = call(city), []
    for _round in range(2):
        case = bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city)
        attend(session, city)
        as_user(city.office).post(at("settle_item", session.pk, case.meeting.pk, "add"))
        bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city)
        found.append([*counts(city.office), *counts(city.member_a)])
    assert found == [[5, 11, 5, 9]] * 2
