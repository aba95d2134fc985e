"""Whatever is sent to a session, a sitting or a follow-up, the answer is a page and never a crash."""

import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committees.models import Fulfilment, Review
from tests import factories
from tests.committees.following import due, publish
from tests.committees.sitting import in_session
from tests.factories import bring_to, obligation
from workflows.enums import Stage

LEFT_OUT = None
JUNK = ("0001-01-01", LEFT_OUT, "甲\0乙", "长" * 20_000, "-1", "9" * 5000, ["a", "b"])

pytestmark = pytest.mark.usefixtures("refuses_nul")


@pytest.fixture
def send(as_user):
    """Each field in turn put to one kind of junk, then all of them to each; what was answered."""

    def send(person, where, **sound):
        kinds = itertools.cycle(JUNK)
        posts = [sound | {field: next(kinds)} for field in sound]
        posts += [dict.fromkeys(sound, junk) for junk in JUNK]
        browser, answers = as_user(person), set()
        for post in posts:
            sent = {name: value for name, value in post.items() if value is not LEFT_OUT}
            answers.add(browser.post(where, sent).status_code)
        return answers

    return send


@pytest.fixture
def sitting(case, city):
    case = bring_to(Stage.COMMITTEE, case, city)
    in_session(case, city)
    return case


@pytest.fixture
def watched(city):
    case = factories.make_case(city, factories.make_set(follow_up=(6,)))
    case = publish(case, city, obligation())
    due(Review.objects.get())
    return case


def at(name, *args):
    return reverse(f"workflows:{name}", args=args)


def test_a_session(city, sitting, send, as_user):
    facts = {
        "day": "2026-09-16",
        "time": "00:10",
        "place": "第一会议室",
        "chair": city.member_a.pk,
        "version": 0,
    }
    session = sitting.meeting.session
    assert send(city.office, at("open_session"), **facts) <= {302, 422}
    assert send(city.office, at("change_session", session.pk), **facts) <= {302, 409, 422}
    said = {f"member-{city.member_c.pk}": "present", "version": 1}
    assert send(city.office, at("post_attendance", session.pk), **said) <= {302, 409, 422}
    office = as_user(city.office)
    for pk in (0, 9**30):
        for where in (
            at("close_session", pk),
            at("post_attendance", pk),
            at("settle_item", session.pk, pk, "add"),
        ):
            assert office.post(where).status_code == 404


def test_a_vote_a_speech_and_a_recusal(city, sitting, send):
    code, office = str(sitting), city.office
    assert send(city.member_a, at("post_vote", code), choice="approve", opinion="") <= {302, 422}
    speech = {"member": city.member_b.pk, "gist": "同意。", "others_silent": ""}
    assert send(office, at("post_speech", code), **speech) <= {302, 422}
    recusal = {"recusal-member": "", "recusal-reason": "亲属。"}
    assert send(office, at("recuse_member", code), **recusal) == {422}
    assert send(city.member_a, at("recuse_myself", code), reason="") <= {302, 403, 404, 422}


def test_a_decision(city, sitting, send):
    conditions = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MAX_NUM_FORMS": 30}
    conditions |= {f"0-{name}": value for name, value in (("text", "增设护栏。"), ("owner", "规划专班"))}
    conditions |= {f"0-{name}": "" for name in ("unit", "indicator", "due", "proof")}
    sent = {"deviation": "", "note": "", "lapses_on": ""}
    sent |= {f"conditions-{name}": value for name, value in conditions.items()}
    assert send(city.office, at("post_decision", str(sitting)), **sent) == {422}


def test_a_follow_up(city, watched, send):
    code, office = str(watched), city.office
    assert send(city.drafter, at("report_condition", code, 1), text="", file="no file") == {302, 422}
    nameless = SimpleUploadedFile("长" * 300, b"")
    assert send(city.drafter, at("report_condition", code, 1), text="", file=nameless) == {422}
    number = Fulfilment.objects.get().pk
    finding = {"verdict": "refused", "remark": ""}
    assert send(office, at("verify_report", code, number), **finding) <= {302, 404, 422}
    review = {"version": 0, "summary": "", "measured-A1": "-1", "words-A1": "抽样"}
    assert send(office, at("write_review", code, 6), **review) <= {302, 409, 422}
    settle = {"version": 0, "reason": "", "unfinished": "on"}
    assert send(office, at("settle_follow_up", code, "close"), **settle) <= {302, 409, 422}
    assert send(office, at("settle_follow_up", code, "reopen"), **settle) <= {302, 409, 422}
