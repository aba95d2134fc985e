"""A link for a group: who opens it and when, what it takes in, what it passes on, when it closes."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ledger.errors import Refused
from ledger.models import Event
from participation.models import Collection, Concern, Remark, Session, Sheet
from participation.operations import collecting
from participation.operations.collecting import Taken, close_collection, open_collection, receive_sheets
from participation.operations.consents import withdraw_consents
from participation.operations.remarks import take_back_sheet
from tests.days import told_now, yesterday
from tests.factories import last_event
from tests.participation.collecting import AGREED, QUESTIONS, hear, open_link, sheet

KEPT, UNTAKEN = Taken(kept=True), Taken(kept=False)
NAMED, HARM = "我叫王小明，电话是 13812345678", "爸爸打我"


@pytest.fixture
def session(case, city):
    return hear(case, city)


@pytest.fixture
def link(session, city):
    return open_link(session, city.drafter)


def send(link, *sheets):
    return receive_sheets(token=link.token, sheets=sheets)


def said():
    return list(Remark.objects.order_by("number").values_list("number", "question", "text"))


def test_a_link_has_a_key_that_nobody_guesses_and_asks_what_was_chosen(link):
    assert len(link.token) >= 22
    assert [(each["code"], each["text"]) for each in link.questions] == [
        (f"Q{number}", each["text"]) for number, each in enumerate(QUESTIONS, 1)
    ]
    assert collecting.is_open(link)


def test_the_ledger_knows_that_it_was_opened_and_neither_key_nor_question(link):
    event = last_event()
    assert (event.name, event.subject) == ("collection.opened", link.session.assessment.subject)
    assert event.data.keys() == {"session", "questions", "minutes", "promise"}
    assert link.token not in str(event.data)
    assert "喜欢" not in str(event.data)


@pytest.mark.parametrize("missing", AGREED)
def test_without_a_consent_there_is_no_link(case, city, unchanged, missing):
    session = hear(case, city, **{missing: False})
    with unchanged(Refused, Collection):
        open_link(session, city.drafter)


def test_who_does_not_hear_children_opens_none(session, city, unchanged):
    with unchanged(PermissionDenied, Collection):
        open_link(session, city.outsider)


@pytest.mark.parametrize(
    "changes",
    [
        {"questions": []},
        {"questions": [QUESTIONS[0]] * 9},
        {"questions": [QUESTIONS[0] | {"text": " "}]},
        {"questions": [QUESTIONS[0] | {"text": "长" * 81}]},
        {"questions": [QUESTIONS[0] | {"kind": "photo"}]},
        {"questions": [QUESTIONS[0] | {"text": NAMED}]},
        {"minutes": 4},
        {"minutes": 241},
        {"promise": yesterday},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_no_link_can_be(session, city, unchanged, changes):
    with unchanged(Refused, Collection):
        open_link(session, city.drafter, **told_now(changes))


def test_a_session_has_one_link(link, city, unchanged):
    with unchanged(Refused, Collection):
        open_link(link.session, city.drafter)


def test_a_sheet_is_taken_and_knows_the_day_alone(link):
    assert send(link, sheet("多种\n树\x00 ")) == [KEPT]
    kept = Sheet.objects.get()
    assert (kept.faces, kept.waiting, kept.received_on) == ({"Q1": "5", "Q2": "2"}, [], timezone.localdate())
    remark = Remark.objects.get()
    assert (remark.text, remark.question, remark.sheet) == ("多种 树", "Q3", kept)
    moment = timezone.localtime(remark.recorded_at)
    assert (moment.date(), moment.time().isoformat()) == (timezone.localdate(), "00:00:00")


def test_no_event_says_when_a_child_answered(link):
    before = Event.objects.count()
    send(link, sheet(), sheet(None))
    assert Event.objects.count() == before


def test_the_same_sheet_again_is_the_same_sheet(link):
    one = sheet()
    assert send(link, one) + send(link, one, one) == [KEPT] * 3
    assert (Sheet.objects.count(), len(said())) == (1, 1)


def test_words_that_tell_who_somebody_is_are_kept_nowhere_and_asked_for_again(link):
    one = sheet(NAMED)
    first, again = send(link, one), send(link, one)
    assert first == again
    assert (first[0].kept, [*first[0].change]) == (True, ["Q3"])
    assert (Sheet.objects.get().faces, said()) == ({"Q1": "5", "Q2": "2"}, [])
    assert NAMED not in str(Sheet.objects.values())
    rewritten = {"key": one["key"], "faces": {"Q1": "1"}, "words": {"Q3": "多种树"}}
    assert send(link, rewritten, rewritten) == [KEPT] * 2
    assert (Sheet.objects.get().faces, said()) == ({"Q1": "5", "Q2": "2"}, [(1, "Q3", "多种树")])


def test_words_are_taken_once(link):
    one = sheet()
    send(link, one)
    assert send(link, one | {"words": {"Q3": "别的话"}}) == [KEPT]
    assert said() == [(1, "Q3", "多种树")]


@pytest.mark.parametrize("text", [HARM, f"{NAMED}，{HARM}"])
def test_words_that_suggest_harm_go_to_the_officer_once_and_nothing_tells(link, text):
    one = sheet(text)
    assert send(link, one) + send(link, one) == send(link, sheet()) * 2
    concern = Concern.objects.get()
    assert (concern.text, concern.raised_by, concern.case) == (text, None, link.session.assessment.code)
    assert [text for _number, _code, text in said()] == ["多种树"]
    assert Sheet.objects.get(key=one["key"]).waiting == []


def test_too_many_characters_are_asked_to_be_fewer(link):
    assert send(link, sheet("长" * 141)) == [Taken(kept=True, change={"Q3": "long"})]
    assert send(link, sheet("长" * 140)) == [KEPT]


def test_no_text_keeps_the_machine_busy(link):
    """Each of these took minutes, with the case file locked."""
    began = time.process_time()
    for text in ("1" * 100_000, "1 " * 50_000, "学校班" * 30_000):
        assert send(link, sheet(text)) == [Taken(kept=True, change={"Q3": "long"})]
    assert time.process_time() - began < 10


def test_signs_of_harm_are_heard_in_long_words_too(link):
    assert send(link, sheet(HARM + "啊" * 100_000)) == [KEPT]
    assert len(Concern.objects.get().text) == 2000


@pytest.mark.parametrize(
    "sent",
    [None, [], "x", {}, {"key": 1}, {"key": "not a key"}, {"key": None, "faces": {}, "words": {}}],
    ids=str,
)
def test_what_is_no_sheet_is_not_taken(link, sent):
    assert send(link, sent) == [UNTAKEN]


def test_answers_that_do_not_fit_are_no_answers(link):
    sent = {
        "key": str(uuid4()),
        "faces": {"Q1": "6", "Q2": 5, "Q3": "1", "Q9": "1"},
        "words": {"Q1": "字", "Q3": ["列表"], "Q9": "字"},
    }
    lone = {"key": str(uuid4()), "faces": [], "words": {"Q3": "\ud800\x00"}}
    assert send(link, sent, lone) == [KEPT] * 2
    assert [*Sheet.objects.values_list("faces", flat=True)] == [{}, {}]
    assert said() == []


def test_no_more_than_a_hundred(link, monkeypatch):
    monkeypatch.setattr(collecting, "MOST_SHEETS", 2)
    one = sheet(None)
    assert send(link, one, sheet(None), sheet(None), one) == [KEPT, KEPT, UNTAKEN, KEPT]


def test_a_key_of_another_link_is_not_taken(link, case, city):
    one = sheet()
    send(link, one)
    other = open_link(hear(case, city), city.drafter)
    assert send(other, one) == [UNTAKEN]


def test_it_closes_by_itself_and_takes_for_a_day_what_waited_on_the_telephone(link):
    with time_machine.travel(link.closes_at - timedelta(seconds=1), tick=False) as clock:
        assert collecting.is_open(link)
        clock.shift(1)
        assert (collecting.is_open(link), send(link, sheet())) == (False, [KEPT])
        clock.shift(24 * 60 * 60 - 1)
        assert send(link, sheet()) == [KEPT]
        clock.shift(1)
        assert send(link, sheet()) == [UNTAKEN]


def test_closed_by_hand_the_day_begins_then(link, city, session):
    send(link, sheet(), sheet())
    closed = close_collection(collection=link, actor=city.drafter)
    event = last_event()
    assert (event.name, event.data) == ("collection.closed", {"session": 1, "sheets": 2})
    assert close_collection(collection=link, actor=city.drafter).closed_at == closed.closed_at
    assert last_event() == event
    with time_machine.travel(closed.closed_at + timedelta(hours=24), tick=False):
        assert send(link, sheet()) == [UNTAKEN]


def test_who_does_not_hear_children_closes_none(link, city, unchanged):
    with unchanged(PermissionDenied, Collection):
        close_collection(collection=link, actor=city.outsider)


def test_once_a_consent_is_withdrawn_nothing_more_is_taken(link, city):
    send(link, sheet())
    withdraw_consents(
        session=Session.objects.get(pk=link.session_id), consents=["may_use"], actor=city.drafter
    )
    assert send(link, sheet()) == [UNTAKEN]
    assert [*Sheet.objects.values_list("faces", flat=True)] == [{}]


def test_what_was_taken_back_does_not_come_in_again(link, city):
    one = sheet(NAMED)
    send(link, one)
    take_back_sheet(sheet=Sheet.objects.get(), actor=city.office)
    assert send(link, one | {"words": {"Q3": "多种树"}}) == [KEPT]
    assert (Sheet.objects.get().faces, said()) == ({}, [])


def test_remarks_are_numbered_on_from_those_written_down(link):
    Remark.objects.create(session=link.session, number=7, text="要有树荫")
    send(link, sheet(), sheet("要有灯"))
    assert [number for number, _code, _text in said()] == [7, 8, 9]


def test_open_collection_keeps_no_more_than_it_names(session, city):
    more = [QUESTIONS[0] | {"code": "X", "note": "x"}]
    kept = open_collection(
        session=session, questions=more, minutes=5, promise=timezone.localdate(), actor=city.drafter
    ).questions
    assert kept == [{"code": "Q1", **QUESTIONS[0]}]
