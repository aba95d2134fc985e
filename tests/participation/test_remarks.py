"""Children's words: kept only under consents, without anybody in them; sorted, quoted and taken back by the office."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.models import Assessment
from ledger.errors import Conflict, Refused
from participation import withdrawal
from participation.models import Collection, Concern, Remark, Session, Sheet
from participation.operations.consents import withdraw_consents
from participation.operations.remarks import (
    UNSORTED,
    add_remarks,
    quote_remark,
    sort_remark,
    take_back_remark,
    take_back_sheet,
)
from tests import factories
from tests.factories import last_event, rows_of
from tests.participation.hearing import QUOTABLE, hear, say, theme

MODELS = (Session, Remark, Concern, Sheet)
WORDS = "天黑以后一个人坐车我害怕"


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(ages=True))


@pytest.fixture
def told(monkeypatch):
    """The files whose drafts are to be put right."""
    files = []
    monkeypatch.setattr(withdrawal, "_HOOKS", [])
    withdrawal.after_withdrawal(files.append)
    return files


def test_words_are_kept_one_remark_a_line_under_their_themes(case, city):
    session, fear = hear(case, city.drafter), theme(case, city.drafter)
    lines = {fear.number: [WORDS, "  ", "想要路灯 "], UNSORTED: ["想要秋千"]}
    added = add_remarks(session=session, version=1, lines=lines, actor=city.drafter)
    assert added == 3
    kept = list(session.remarks.values_list("number", "text", "theme__number"))
    assert kept == [(1, WORDS, 1), (2, "想要路灯", 1), (3, "想要秋千", None)]
    assert (last_event().name, last_event().data) == (
        "remark.added",
        {"session": 1, "first": 1, "themes": [1, 1, 0]},
    )


def test_sending_the_same_words_twice_keeps_them_once(case, city, unchanged):
    session = hear(case, city.drafter)
    add_remarks(session=session, version=1, lines={0: [WORDS]}, actor=city.drafter)
    with unchanged(Conflict, *MODELS):
        add_remarks(session=session, version=1, lines={0: [WORDS]}, actor=city.drafter)


@pytest.mark.parametrize("consent", ["guardian_consent", "child_assent", "may_use"])
def test_without_a_consent_no_word_is_kept(case, city, unchanged, consent):
    session = hear(case, city.drafter, **{consent: False})
    with unchanged(Refused, *MODELS):
        say(session, city.drafter, WORDS)


@pytest.mark.parametrize(("age", "kept"), [("LOW", False), ("HIGH", False), ("OLD", True), ("", False)])
def test_guardians_are_asked_where_somebody_may_be_under_14(city, age, kept):
    raw = factories.set_file(ages=True).replace("6—18岁".encode(), "6—14岁".encode())
    old = "\n  - {code: OLD, name: {zh: 14—18岁, en: 14 to 17}}".encode()
    raw = raw.replace(b"en: 6\xe2\x80\x9318}}", b"en: 6 to 13}}" + old)
    edition = factories.load_set(raw=raw, file="tiny.yaml", actor=factories.User.objects.system())
    case = factories.make_case(city, edition)
    session = hear(case, city.drafter, guardian_consent=False, attendance={(age, ""): 5})
    if kept:
        assert say(session, city.drafter, WORDS).text == WORDS
    else:
        with pytest.raises(Refused, match="guardians"):
            say(session, city.drafter, WORDS)


@pytest.mark.parametrize(
    "line",
    ["张小明同学说害怕", "打 13812345678 找我", "城东小学三年级2班的操场太小", "长" * 501],
)
def test_a_line_that_tells_who_somebody_is_stops_all_of_them(case, city, unchanged, line):
    session = hear(case, city.drafter)
    with unchanged(Refused, *MODELS):
        say(session, city.drafter, "想要秋千", line)


def test_nothing_written_and_a_theme_that_is_gone_are_told(case, city, unchanged):
    session = hear(case, city.drafter)
    for lines in ({}, {UNSORTED: ["  "]}, {7: [WORDS]}):
        with unchanged(Refused, *MODELS):
            add_remarks(session=session, version=1, lines=lines, actor=city.drafter)


def test_words_that_suggest_harm_are_no_remark(case, city, unchanged):
    session = hear(case, city.drafter)
    with unchanged(Refused, *MODELS):
        say(session, city.drafter, "想要秋千", "爸爸喝酒以后打我")


# By the office alone


def test_words_are_sorted_under_a_theme_and_out_again(case, city):
    remark, fear = say(hear(case, city.drafter), city.drafter, WORDS), theme(case, city.drafter)
    assert sort_remark(remark=remark, theme=fear, actor=city.office).theme == fear
    assert last_event().data == {"session": 1, "remark": 1, "old": 0, "new": 1}
    before = rows_of(*MODELS)
    sort_remark(remark=remark, theme=fear, actor=city.office)
    assert rows_of(*MODELS) == before
    assert sort_remark(remark=remark, theme=None, actor=city.office).theme is None


def test_a_theme_of_another_case_takes_no_words(case, city, unchanged):
    other = theme(factories.make_case(city, case.assessment.indicator_set), city.drafter)
    remark = say(hear(case, city.drafter), city.drafter, WORDS)
    with unchanged(Refused, *MODELS):
        sort_remark(remark=remark, theme=other, actor=city.office)


@pytest.mark.parametrize("consents", [{}, {"may_quote": True}, {"may_publish": True}])
def test_a_quote_needs_both_consents(case, city, unchanged, consents):
    remark = say(hear(case, city.drafter, **consents), city.drafter, WORDS)
    with unchanged(Refused, *MODELS, match="have not agreed"):
        quote_remark(remark=remark, quote="我害怕", actor=city.office)


def test_words_are_quoted_and_the_quote_taken_away(case, city, unchanged):
    remark = say(hear(case, city.drafter, **QUOTABLE), city.drafter, WORDS)
    assert quote_remark(remark=remark, quote="坐车我害怕", actor=city.office).quote == "坐车我害怕"
    assert last_event().data == {"session": 1, "remark": 1, "quoted": True}
    for quote in ("李小红同学害怕", "长" * 201, "他打我"):
        with unchanged(Refused, *MODELS):
            quote_remark(remark=remark, quote=quote, actor=city.office)
    assert quote_remark(remark=remark, quote="", actor=city.office).quote == ""


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a"])
def test_the_office_alone_handles_words(case, city, unchanged, name):
    remark, actor = say(hear(case, city.drafter, **QUOTABLE), city.drafter, WORDS), city.people[name]
    handled = (
        lambda: sort_remark(remark=remark, theme=None, actor=actor),
        lambda: quote_remark(remark=remark, quote="害怕", actor=actor),
        lambda: take_back_remark(remark=remark, actor=actor),
    )
    for handle in handled:
        with unchanged(PermissionDenied, *MODELS):
            handle()


# Taken back


def test_a_remark_taken_back_is_emptied_at_once_and_told_to_those_with_drafts(case, city, told, unchanged):
    remark = say(hear(case, city.drafter, **QUOTABLE), city.drafter, WORDS)
    quote_remark(remark=remark, quote="我害怕", actor=city.office)
    gone = take_back_remark(remark=remark, actor=city.office)
    assert (gone.text, gone.quote, gone.taken_back_at is not None) == ("", "", True)
    assert told == [Assessment.objects.get()]
    assert (last_event().name, last_event().data) == ("remark.taken_back", {"session": 1, "remarks": [1]})
    before = rows_of(*MODELS)
    take_back_remark(remark=remark, actor=city.office)
    assert (rows_of(*MODELS), len(told)) == (before, 1)
    with unchanged(Refused, *MODELS, match="taken back"):
        quote_remark(remark=remark, quote="我害怕", actor=city.office)


@pytest.fixture
def sheet(case, city):
    session = hear(case, city.drafter)
    collection = Collection.objects.create(
        session=session,
        token="t" * 32,
        questions=[],
        promise=date(2026, 6, 1),
        opened_by=city.drafter,
        closes_at=timezone.now() + timedelta(hours=1),
    )
    sheet = Sheet.objects.create(collection=collection, session=session, key=uuid.uuid4(), faces={"Q1": "4"})
    say(session, city.drafter, "想要秋千", WORDS)
    Remark.objects.filter(number=2).update(sheet=sheet)
    return sheet


def test_a_sheet_taken_back_takes_its_faces_and_words_along(sheet, city, told):
    for _twice in range(2):
        gone = take_back_sheet(sheet=sheet, actor=city.office)
    assert (gone.faces, gone.taken_back_at is not None, len(told)) == ({}, True, 1)
    assert list(Remark.objects.values_list("text", flat=True)) == ["想要秋千", ""]
    assert last_event().data == {"session": 1, "remarks": [2], "sheet": sheet.pk}


def test_a_sheet_whose_answers_were_mixed_is_no_childs_to_take_back(sheet, city, told, unchanged):
    Sheet.objects.update(erased_at=timezone.now())
    with unchanged(Refused, *MODELS, match="time of these answers is over"):
        take_back_sheet(sheet=sheet, actor=city.office)
    assert told == []


def test_a_consent_withdrawn_empties_what_rests_on_it(sheet, city, told):
    session = withdraw_consents(session=sheet.session, consents=["may_use"], actor=city.drafter)
    sheet.refresh_from_db()
    assert (session.may_use, session.child_assent, sheet.faces, len(told)) == (False, True, {}, 1)
    assert set(Remark.objects.values_list("text", "quote")) == {("", "")}
    assert last_event().data == {"session": 1, "consents": ["may_use"], "remarks": [1, 2]}


def test_without_the_consent_to_publish_the_quotes_go_and_the_words_stay(case, city, told, unchanged):
    remark = say(hear(case, city.drafter, **QUOTABLE), city.drafter, WORDS)
    quote_remark(remark=remark, quote="我害怕", actor=city.office)
    withdraw_consents(session=remark.session, consents=["may_publish"], actor=city.office)
    remark.refresh_from_db()
    assert (remark.text, remark.quote, len(told)) == (WORDS, "", 1)
    for consents in ((), ("may_shout",)):
        with unchanged(Refused, *MODELS):
            withdraw_consents(session=remark.session, consents=consents, actor=city.office)
    before = rows_of(*MODELS)
    withdraw_consents(session=remark.session, consents=["may_publish"], actor=city.office)
    assert rows_of(*MODELS) == before


def test_a_hook_is_called_once_however_often_it_was_handed_in(monkeypatch, case):
    monkeypatch.setattr(withdrawal, "_HOOKS", [])
    calls = []
    for _twice in range(2):
        withdrawal.after_withdrawal(calls.append)
    withdrawal.tell_of_withdrawal(case.assessment)
    assert calls == [case.assessment]
