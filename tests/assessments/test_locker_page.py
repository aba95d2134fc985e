"""The locker's page, the evidence on an indicator's card, and downloads."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.enums import Confidentiality, Scan
from assessments.models import Answer, Citation, Evidence
from assessments.operations.scanning import scan_key
from ledger.models import Event, Job, JobState
from tests import factories
from tests.assessments.papers import docx, pdf
from tests.assessments.test_evidence import attach, cited_by
from tests.factories import bring_to, last_event, pdf_bytes, rows_of
from workflows.enums import Stage

HTMX = {"HTTP_HX_REQUEST": "true"}


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", " ", response.content.decode())))


def where(name, case, *more):
    return reverse(f"assessments:{name}", args=[case, *more])


def sent(*names, data=None):
    return [SimpleUploadedFile(name, data or pdf_bytes(name)) for name in names]


def said(**changes):
    return {"confidentiality": "internal", "dated": ""} | changes


@pytest.fixture
def drafter(city, as_user):
    return as_user(city.drafter)


@pytest.fixture(params=["plain", "htmx"])
def way(request):
    return HTMX if request.param == "htmx" else {}


# --- the page


def test_an_empty_locker_says_what_it_is_for(case, city, drafter, as_user):
    page = where("show_locker", case)
    assert "can be cited by any number of indicators" in text_of(drafter.get(page))
    assert "The drafting unit has not put any file here." in text_of(as_user(city.office).get(page))


def test_the_page_tells_of_each_file_what_is_known(case, city, drafter):
    evidence = attach(case, city.drafter, page="第3页", confidentiality=Confidentiality.PUBLIC)
    attach(case, city.drafter, code="B1")
    told = text_of(drafter.get(where("show_locker", case)))
    for words in (
        "证据.pdf",
        "Public",
        evidence.sha256[:16],
        "Person tc-drafter",
        "A1 第3页",
        "B1",
        "Not scanned",
    ):
        assert words in told


def test_several_files_at_once_are_kept_each_by_itself(case, drafter, way):
    files = [*sent("一.pdf", "二.pdf"), *sent("坏.pdf", data=b"MZ"), *sent("表.docx", data=docx())]
    response = drafter.post(
        where("upload_evidence", case), said(files=files, confidentiality="public", dated="2025-03-01"), **way
    )
    assert (response.status_code, Evidence.objects.count(), Citation.objects.count()) == (422, 3, 0)
    assert "坏.pdf : The content of the file is not what its name says" in text_of(response)
    assert {(each.confidentiality, str(each.dated)) for each in Evidence.objects.all()} == {
        ("public", "2025-03-01")
    }


def test_files_that_can_all_be_kept_lead_back_to_the_locker(case, drafter):
    response = drafter.post(where("upload_evidence", case), said(files=sent("一.pdf", "二.pdf")), follow=True)
    assert response.redirect_chain == [(where("show_locker", case), 302)]
    assert "2 files are in the locker." in text_of(response)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Please choose a file."),
        ({"dated": "2999-01-01", "files": True}, "Please give a day that has been."),
        ({"dated": "gestern", "files": True}, "Enter a valid date."),
        ({"confidentiality": "secret", "files": True}, "is not one of the available choices"),
        ({"files": "text in place of a file"}, "Please choose a file."),
    ],
)
def test_bad_words_with_an_upload_keep_nothing(case, drafter, way, changes, words):
    files = {"files": sent("一.pdf")} if changes.get("files") is True else {}
    before = rows_of(Evidence)
    response = drafter.post(where("upload_evidence", case), said(**changes | files), **way)
    assert (response.status_code, rows_of(Evidence)) == (422, before)
    assert words in text_of(response)


def test_posting_the_same_upload_again_keeps_it_once(case, drafter, way):
    for _time in range(2):
        drafter.post(where("upload_evidence", case), said(files=sent("一.pdf")), **way)
    assert (Evidence.objects.count(), Event.objects.filter(name="evidence.kept").count()) == (1, 1)


def test_describing_and_taking_out_lead_back_to_the_row(case, city, drafter):
    evidence = attach(case, city.drafter)
    response = drafter.post(
        where("describe_evidence", case, evidence.pk), said(confidentiality="on_request", dated="2024-01-31")
    )
    assert response["Location"] == f"{where('show_locker', case)}#file-{evidence.pk}"
    assert Evidence.objects.get().get_confidentiality_display() == "On request"
    refused = drafter.post(where("describe_evidence", case, evidence.pk), said(dated="31.1."))
    assert (refused.status_code, "Enter a valid date." in text_of(refused)) == (422, True)
    assert drafter.post(where("remove_evidence", case, evidence.pk)).status_code == 302
    assert Evidence.objects.live().count() == 0


def test_the_locker_asks_as_often_for_twenty_files_as_for_two(case, city, drafter, count_queries):
    page, counts = where("show_locker", case), []
    for number in range(20):
        evidence = attach(case, city.drafter, factories.upload(pdf_bytes(str(number))), code="A1")
        attach(case, city.drafter, factories.upload(pdf_bytes(str(number))), code="B1")
        if number in {2, 19}:
            counts.append(count_queries(lambda: drafter.get(page)))
    assert evidence.citations.count() == 2
    assert counts[0] == counts[1] <= 20


# --- the card


def test_a_file_brought_in_at_a_card_is_cited_there(case, drafter, way):
    response = drafter.post(
        where("cite_evidence", case, "A1"), {"files": sent("一.pdf", "二.pdf"), "page": " 第5页 "}, **way
    )
    assert response.status_code == (200 if way else 302)
    assert [cited_by(each) for each in Evidence.objects.all()] == [[("A1", "第5页")]] * 2
    if way:
        assert response["HX-Trigger"] == "answer-saved"
        assert 'id="evidence-A1"' in response.content.decode()


def test_a_file_of_the_locker_is_offered_until_it_is_cited(case, city, drafter, way):
    evidence = attach(case, city.drafter, code="")
    page = where("choose_evidence", case, "A1")
    assert f'name="evidence" value="{evidence.pk}"' in drafter.get(page, **way).content.decode()
    drafter.post(where("cite_evidence", case, "A1"), {"evidence": [evidence.pk]}, **way)
    assert cited_by(evidence) == [("A1", "")]
    assert f'name="evidence" value="{evidence.pk}"' not in drafter.get(page).content.decode()
    assert "The locker has no other file." in text_of(drafter.get(page, **way))


def test_the_page_of_a_cited_file_can_be_said_and_the_file_taken_back(case, city, drafter, way):
    evidence = attach(case, city.drafter)
    drafter.post(
        where("cite_evidence", case, "A1"), {"evidence": evidence.pk, f"page-{evidence.pk}": "图2"}, **way
    )
    assert cited_by(evidence) == [("A1", "图2")]
    too_long = {"evidence": evidence.pk, f"page-{evidence.pk}": "页" * 61}
    response = drafter.post(where("cite_evidence", case, "A1"), too_long, **way)
    assert (response.status_code, "at most 60 characters" in text_of(response)) == (422, True)
    drafter.post(where("uncite_evidence", case, "A1", evidence.pk), **way)
    assert (cited_by(evidence), Evidence.objects.live().count()) == ([], 1)


def test_a_bad_file_at_a_card_is_refused_with_its_name_and_keeps_nothing(case, drafter, way):
    before = rows_of(Evidence, Citation, Answer)
    for name, data, words in (
        ("证据.pdf", b"", "The file is empty."),
        ("图.png", b"<html>", "is not what its name says (.png)"),
        ("证据.pdf.exe", pdf(), "Files of this type are not accepted."),
        ("大.pdf", pdf_bytes() + bytes(21 * 2**20), "The file is 22 MB; at most 20 MB can be kept."),
    ):
        response = drafter.post(
            where("cite_evidence", case, "A1"), {"files": [SimpleUploadedFile(name, data)]}, **way
        )
        assert (response.status_code, words in text_of(response)) == (422, True)
    assert rows_of(Evidence, Citation, Answer) == before


@pytest.mark.parametrize("key", ["0", "-1", "1e3", "x", "9" * 30, "\uff11", "' or 1=1"])
def test_forged_numbers_cite_nothing(case, drafter, key):
    before = rows_of(Citation)
    drafter.post(where("cite_evidence", case, "A1"), {"evidence": key})
    assert rows_of(Citation) == before


def test_another_case_s_file_is_nobody_s_to_touch(case, city, drafter, as_user):
    tiny, unit = case.assessment.indicator_set, city.units["housing"]
    other = factories.make_case(city, tiny, drafting_unit=unit, actor=city.outsider)
    foreign = attach(other, city.outsider)
    before = rows_of(Evidence, Citation)
    drafter.post(where("cite_evidence", case, "A1"), {"evidence": foreign.pk})
    for number in (foreign.pk, foreign.pk + 1, 10**18):
        for name in (case, other):
            codes = [
                drafter.get(where("download_evidence", name, number)).status_code,
                *(
                    drafter.post(where(route, name, number), said()).status_code
                    for route in ("describe_evidence", "remove_evidence", "retry_scan")
                ),
                drafter.post(where("uncite_evidence", name, "A1", number)).status_code,
            ]
            assert codes == [404] * 5
    assert rows_of(Evidence, Citation) == before


def test_who_only_reads_sees_no_form_and_gets_nowhere_by_hand(case, city, as_user):
    evidence = attach(case, city.drafter)
    browser = as_user(city.office)
    page = browser.get(where("show_locker", case)).content.decode()
    assert ("data-drop" in page, "Take out of the case" in page) == (False, False)
    before = rows_of(Evidence, Citation)
    codes = [
        browser.post(where("upload_evidence", case), said(files=sent("一.pdf"))).status_code,
        browser.post(where("cite_evidence", case, "B1"), {"evidence": evidence.pk}).status_code,
        browser.post(where("uncite_evidence", case, "A1", evidence.pk)).status_code,
        browser.post(where("describe_evidence", case, evidence.pk), said()).status_code,
        browser.post(where("remove_evidence", case, evidence.pk)).status_code,
    ]
    assert (codes, rows_of(Evidence, Citation)) == ([403] * 5, before)


def test_taking_a_file_out_after_handing_in_is_refused_with_a_page(case, city, drafter):
    evidence = attach(case, city.drafter)
    bring_to(Stage.OFFICE_CHECK, case, city)
    events = Event.objects.count()
    response = drafter.post(where("remove_evidence", case, evidence.pk))
    assert (response.status_code, "has been locked since" in text_of(response)) == (422, True)
    assert (Evidence.objects.live().count(), Event.objects.count()) == (1, events)


# --- downloads


def test_evidence_is_a_download_and_never_a_page(case, city, as_user):
    evidence = attach(case, city.drafter, factories.upload(name="报告.pdf"))
    response = as_user(city.office).get(where("download_evidence", case, evidence.pk))
    assert b"".join(response.streaming_content) == pdf_bytes()
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def test_who_reads_an_internal_file_is_kept_but_not_told_on_the_case(case, city, as_user):
    evidence = attach(case, city.drafter)
    browser, page = as_user(city.office), where("download_evidence", case, evidence.pk)
    events = Event.objects.filter(subject=case.assessment.subject).count()
    assert browser.head(page).status_code == 405
    b"".join(browser.get(page).streaming_content)
    event = last_event()
    assert (event.name, event.actor, event.subject) == (
        "evidence.downloaded",
        city.office,
        f"evidence:{evidence.pk}",
    )
    assert Event.objects.filter(name="evidence.downloaded").count() == 1
    assert Event.objects.filter(subject=case.assessment.subject).count() == events


def test_reading_a_public_file_leaves_no_trace(case, city, as_user):
    evidence = attach(case, city.drafter, confidentiality=Confidentiality.PUBLIC)
    before = rows_of(Evidence)
    b"".join(as_user(city.office).get(where("download_evidence", case, evidence.pk)).streaming_content)
    assert rows_of(Evidence) == before


@pytest.mark.parametrize(
    ("scan", "words"), [(Scan.WAITING, "waits for the virus scan"), (Scan.INFECTED, "nobody can open it")]
)
def test_what_is_not_scanned_clean_is_served_to_nobody_and_shows_its_name_alone(
    case, city, as_user, scan, words
):
    evidence = attach(case, city.drafter)
    Evidence.objects.update(scan=scan)
    for person in (city.drafter, city.colleague, city.office):
        response = as_user(person).get(where("download_evidence", case, evidence.pk))
        assert (response.status_code, words in text_of(response)) == (422, True)
    page = where("show_locker", case)
    mine, other = (as_user(person).get(page).content.decode() for person in (city.drafter, city.colleague))
    assert ("证据.pdf" in mine, evidence.sha256[:16] in mine) == (True, True)
    assert ("证据.pdf" in other, evidence.sha256[:16] in other) == (True, False)
    card = as_user(city.office).get(reverse("assessments:show_aspect", args=[case, "A"])).content.decode()
    assert (where("download_evidence", case, evidence.pk) in card, "证据.pdf" in card) == (False, True)


def test_a_failed_scan_can_be_asked_for_again(case, city, drafter, settings):
    settings.EVIDENCE_SCANNER = "false"
    evidence = attach(case, city.drafter)
    assert "Scan again" not in text_of(drafter.get(where("show_locker", case)))
    Job.objects.filter(key=scan_key(evidence)).update(state=JobState.FAILED)
    assert "Scan again" in text_of(drafter.get(where("show_locker", case)))
    drafter.post(where("retry_scan", case, evidence.pk))
    assert Job.objects.get().state == JobState.QUEUED
