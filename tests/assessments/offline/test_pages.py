"""The pages: out, back, what would change, and taking it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.enums import Part, ReturnReason
from assessments.models import Answer, OfflineCopy, Proposal, Return, ReturnedItem
from assessments.operations import accept_proposal, lock_assessment
from assessments.operations.proposals import Taken
from ledger.errors import Refused
from ledger.models import Event
from tests import factories
from tests.assessments.offline.documents import cell_at, in_document, sent_out, sheet, typed, workbook
from workflows.assigning import assign

PREVIEW_QUERIES = 13
OFFLINE = "/cases/{}/offline/"


@pytest.fixture
def drafter(as_user, city):
    return as_user(city.drafter)


def hand_back(browser, case, raw, name="自评.docx"):
    file = SimpleUploadedFile(name, raw)
    return browser.post(OFFLINE.format(case), {"file": file})


def preview_of(browser, case, raw):
    """The address of the preview and its page."""
    where = hand_back(browser, case, raw).headers["Location"]
    return where, browser.get(where)


def stored(case, code="A1"):
    return Answer.objects.get(assessment=case.assessment, indicator__code=code)


def ticked(page, *fields):
    """What the form posts with these fields ticked."""
    entries = page.context["preview"].entries
    versions = {f"version:{entry.item.key}": entry.version for entry in entries}
    return versions | {"take": [f"answer:{field}" for field in fields]}


@pytest.mark.parametrize(("kind", "head"), [("docx", b"PK"), ("xlsx", b"PK")])
def test_whoever_reads_the_case_downloads_it_under_its_number(case, city, as_user, kind, head):
    response = as_user(city.office).post(f"/cases/{case}/offline/{kind}/")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{case}-1.{kind}"'
    assert response.content.startswith(head)
    assert OfflineCopy.objects.get().taken_by == city.office


def test_the_same_questionnaire_is_the_same_copy_until_something_is_written(case, city, drafter):
    for _time in range(2):
        drafter.post(f"/cases/{case}/offline/docx/")
    assert OfflineCopy.objects.count() == 1
    factories.answer(case, "A1", city.drafter)
    drafter.post(f"/cases/{case}/offline/xlsx/")
    assert [copy.number for copy in OfflineCopy.objects.all()] == [1, 2]


def test_what_was_written_in_word_is_shown_first_and_written_when_accepted(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    raw = typed(raw, "answer:A1:facts", "校门口新增斑马线。")
    raw = typed(raw, "answer:A1:rating", "\N{FULLWIDTH PLUS SIGN}1")
    where, page = preview_of(drafter, case, raw)
    assert stored(case).facts == ""
    assert b"<ins>" in page.content
    response = drafter.post(where, ticked(page, "A1:facts", "A1:rating"))
    assert response.headers["Location"] == f"/cases/{case}/answers/"
    answer = stored(case)
    assert (answer.facts, answer.rating, answer.version, answer.updated_by) == (
        "校门口新增斑马线。",
        "1",
        1,
        city.drafter,
    )
    brought = Event.objects.get(name="answers.brought_in")
    assert brought.data == {"origin": "docx", "from": "自评.docx", "items": ["answer:A1"]}


def test_what_is_not_ticked_is_not_written(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    raw = typed(raw, "answer:A1:facts", "要的")
    raw = typed(raw, "answer:A1:mitigation", "不要的")
    where, page = preview_of(drafter, case, raw)
    drafter.post(where, ticked(page, "A1:facts"))
    assert (stored(case).facts, stored(case).mitigation) == ("要的", "")


def test_what_was_changed_here_meanwhile_stays_and_what_both_changed_is_shown_three_times(
    case, city, drafter
):
    factories.answer(case, "A1", city.drafter, facts="寄出时", mitigation="寄出时")
    _copy, raw = sent_out(case, city.drafter)
    factories.answer(case, "A1", city.colleague, facts="这里改了", mitigation="只在这里改了")
    raw = typed(raw, "answer:A1:facts", "文件里改了")
    where, page = preview_of(drafter, case, raw)
    (entry,) = page.context["preview"].entries
    (change,) = entry.changes
    assert (change.field.name, change.state, change.sent, change.here, change.proposed) == (
        "facts",
        "both",
        "寄出时",
        "这里改了",
        "文件里改了",
    )
    assert b" checked" not in page.content
    drafter.post(where, ticked(page, "A1:facts"))
    assert (stored(case).facts, stored(case).mitigation) == ("文件里改了", "只在这里改了")


def test_a_field_emptied_in_the_document_is_emptied_only_when_it_went_out_filled(case, city, drafter):
    factories.answer(case, "A1", city.drafter, facts="会被清空")
    _copy, raw = sent_out(case, city.drafter)
    _where, page = preview_of(drafter, case, typed(raw, "answer:A1:facts", ""))
    assert [change.state for change in page.context["preview"].entries[0].changes] == ["emptied"]
    anonymous = in_document(typed(raw, "answer:A1:facts", ""), lambda text: text.replace("[file:copy]", ""))
    _where, page = preview_of(drafter, case, anonymous)
    assert page.context["preview"].entries == []
    assert "does not say which copy" in page.content.decode()


def test_nothing_is_written_when_an_answer_has_changed_since_the_preview(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    raw = typed(typed(raw, "answer:A1:facts", "文件"), "answer:B1:facts", "也是文件")
    where, page = preview_of(drafter, case, raw)
    factories.answer(case, "B1", city.colleague, facts="刚刚")
    response = drafter.post(where, ticked(page, "A1:facts", "B1:facts"))
    assert response.status_code == 409
    assert "B1: Someone else changed this answer" in response.content.decode()
    assert (stored(case).facts, stored(case, "B1").facts) == ("", "刚刚")
    response = drafter.post(where, ticked(response, "A1:facts", "B1:facts"))
    assert response.status_code == 302
    assert (stored(case).facts, stored(case, "B1").facts) == ("文件", "也是文件")


def test_a_preview_is_accepted_once(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    where, page = preview_of(drafter, case, typed(raw, "answer:A1:facts", "一次"))
    chosen = ticked(page, "A1:facts")
    drafter.post(where, chosen)
    assert drafter.post(where, chosen).status_code == 422
    assert stored(case).version == 1


def test_a_preview_lasts_a_day(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    where, page = preview_of(drafter, case, typed(raw, "answer:A1:facts", "昨天"))
    Proposal.objects.update(made_at=timezone.now() - Proposal.LASTS)
    assert drafter.post(where, ticked(page, "A1:facts")).status_code == 422
    assert stored(case).facts == ""


@pytest.mark.parametrize(
    "chosen",
    [
        {"take": "answer:A1:reach", "version:answer:A1": 0},
        {"take": "answer:Z9:facts", "version:answer:Z9": 0},
        {"take": "answer:A1:complete", "version:answer:A1": 0},
        {"take": "answer:A1:facts"},
        {"take": "answer:A1:facts", "version:answer:A1": "-1"},
        {"take": "answer:A1:facts", "version:answer:A1": "9" * 30},
        {"take": "facts"},
        {"take": ""},
        {},
    ],
)
def test_what_a_forged_form_asks_for_is_refused(case, city, drafter, chosen):
    _copy, raw = sent_out(case, city.drafter)
    where, _page = preview_of(drafter, case, typed(raw, "answer:A1:facts", "真的"))
    assert drafter.post(where, chosen).status_code == 422
    assert stored(case).version == 0


def test_a_preview_is_its_makers_alone(case, city, drafter, as_user):
    _copy, raw = sent_out(case, city.drafter)
    where, _page = preview_of(drafter, case, typed(raw, "answer:A1:facts", "我的"))
    for person in (city.colleague, city.office, city.outsider):
        assert as_user(person).get(where).status_code == 404


def test_the_questionnaire_of_another_case_is_refused_with_its_number(case, city, tiny, drafter):
    other = factories.make_case(city, tiny)
    _copy, raw = sent_out(other, city.drafter)
    response = hand_back(drafter, case, raw)
    assert response.status_code == 422
    assert f"belongs to case {other}, not to {case}" in response.content.decode()


def test_the_questionnaire_of_an_edition_that_the_case_has_left_is_refused(case, city, drafter):
    copy, raw = sent_out(case, city.drafter)
    copy.indicator_set = factories.make_set(edition="2")
    copy.save()
    response = hand_back(drafter, case, raw)
    assert "was made under edition 2 of the set; the case is under edition 1 now" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.docx", b"", "The submitted file is empty."),
        ("a.docx", b"PK\x03\x04", "cannot be read"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "Please hand back a .docx or .xlsx file."),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of an old kind"),
    ],
)
def test_what_is_no_questionnaire_is_refused_with_its_reason(case, drafter, name, raw, reason):
    response = hand_back(drafter, case, raw, name)
    assert (response.status_code, reason in response.content.decode()) == (422, True)


def test_a_document_without_any_of_our_rows_is_refused(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    bare = in_document(raw, lambda text: text.replace("[answer:", "[").replace("[group:", "["))
    assert "none of its rows can be recognised" in hand_back(drafter, case, bare).content.decode()


def test_only_who_may_answer_hands_back_and_only_while_it_is_open(case, city, drafter, as_user):
    _copy, raw = sent_out(case, city.drafter)
    assert hand_back(as_user(city.office), case, raw).status_code == 403
    assert hand_back(as_user(city.outsider), case, raw).status_code == 404
    where, page = preview_of(drafter, case, typed(raw, "answer:A1:facts", "太晚"))
    lock_assessment(assessment=case.assessment)
    assert hand_back(drafter, case, raw).status_code == 422
    assert drafter.post(where, ticked(page, "A1:facts")).status_code == 422
    assert b"Accept what is ticked" not in drafter.get(where).content


def test_a_workbook_comes_back_with_its_special_groups(city, as_user):
    case = factories.make_case(city, factories.make_set(special=("RUR",)))
    _copy, raw = sent_out(case, city.drafter, "xlsx")

    def fill(book):
        page = sheet(book, "group")
        cell_at(page, "group:RUR", "rating").value = "0 中性"
        cell_at(page, "group:RUR", "grounds").value = "与农村儿童无关。"
        cell_at(sheet(book, "answer"), "answer:A1", "reach").value = 350

    drafter = as_user(city.drafter)
    where = hand_back(drafter, case, workbook(raw, fill), "自评.XLSX").headers["Location"]
    page = drafter.get(where)
    chosen = ticked(page, "A1:reach") | {"take": ["answer:A1:reach", "group:RUR:rating", "group:RUR:grounds"]}
    assert drafter.post(where, chosen).status_code == 302
    finding = case.assessment.group_findings.get()
    assert (finding.rating, finding.grounds, finding.complete) == ("0", "与农村儿童无关。", True)
    assert stored(case).reach == 350


def test_hostile_words_are_shown_as_words(case, city, drafter):
    _copy, raw = sent_out(case, city.drafter)
    raw = typed(raw, "answer:A1:facts", "&lt;script&gt;alert(1)&lt;/script&gt;")
    _where, page = preview_of(drafter, case, raw)
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("answered", [1, 3])
def test_a_preview_asks_as_often_for_one_answer_as_for_three(city, as_user, count_queries, answered):
    case = factories.make_case(city, factories.make_set())
    _copy, raw = sent_out(case, city.drafter)
    for code in ("A1", "A2", "B1")[:answered]:
        raw = typed(raw, f"answer:{code}:facts", "写好的")
    drafter = as_user(city.drafter)
    where, page = preview_of(drafter, case, raw)
    assert len(page.context["preview"].entries) == answered
    assert count_queries(lambda: drafter.get(where)) == PREVIEW_QUERIES


def test_while_parts_are_sent_back_the_rest_is_shown_and_not_taken(case, city, drafter):
    returned = Return.objects.create(
        assessment=case.assessment,
        number=1,
        note="请补充。",
        returned_by=city.office,
        returned_at=timezone.now(),
    )
    ReturnedItem.objects.create(
        returned=returned, part=Part.ANSWER, code="A1", reason=ReturnReason.THIN, note=""
    )
    _copy, raw = sent_out(case, city.drafter)
    raw = typed(typed(raw, "answer:A1:facts", "补了"), "answer:B1:facts", "没有退回")
    where, page = preview_of(drafter, case, raw)
    assert [bool(entry.shut) for entry in page.context["preview"].entries] == [False, True]
    assert 'value="answer:B1:facts"' not in page.content.decode()
    assert drafter.post(where, ticked(page, "A1:facts", "B1:facts")).status_code == 422
    assert stored(case).facts == ""
    assert drafter.post(where, ticked(page, "A1:facts")).status_code == 302
    assert stored(case).facts == "补了"


def test_another_unit_brings_in_what_it_is_asked_and_nothing_else(case, city, as_user):
    assign(
        case=case,
        indicators=[factories.indicator(case, "B1")],
        unit=city.units["housing"],
        due=timezone.localdate(),
        note="",
        actor=city.drafter,
    )
    _copy, raw = sent_out(case, city.outsider)
    raw = typed(typed(raw, "answer:A1:facts", "不归我写"), "answer:B1:facts", "归我写")
    other = as_user(city.outsider)
    where, page = preview_of(other, case, raw)
    assert [bool(entry.shut) for entry in page.context["preview"].entries] == [True, False]
    assert other.post(where, ticked(page, "A1:facts", "B1:facts")).status_code == 403
    assert other.post(where, ticked(page, "B1:facts")).status_code == 302
    assert (stored(case).facts, stored(case, "B1").facts) == ("", "归我写")


def test_a_preview_that_was_replaced_while_it_was_accepted_is_refused(case, city, drafter):
    """Two windows at the same moment: the one that waits finds its proposal gone."""
    _copy, raw = sent_out(case, city.drafter)
    raw = typed(raw, "answer:A1:facts", "文件")
    hand_back(drafter, case, raw)
    before = Proposal.objects.get()
    hand_back(drafter, case, raw)
    chosen = {"answer:A1": Taken(0, frozenset({"facts"}))}
    with pytest.raises(Refused, match="Another file has been handed back since"):
        accept_proposal(proposal=before, taken=chosen, actor=city.drafter)
    assert stored(case).facts == ""
