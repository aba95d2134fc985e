"""The evidence of a case: kept, cited, described, taken back, scanned."""

import sys
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.urls import reverse

from assessments import locker, operations
from assessments.enums import Confidentiality, Scan
from assessments.models import Answer, Citation, Evidence
from assessments.operations.scanning import SCAN_JOB, scan_evidence, scan_key, settle_scan
from indicators.operations import load_set
from ledger import outbox
from ledger.errors import Refused
from ledger.models import Event, Job, JobState
from notices.enums import NoticeKind
from notices.models import Notice
from tests import factories
from tests.factories import answer, last_event, pdf_bytes, upload
from tests.set_files import set_file
from workflows.enums import Stage

ALL = (Evidence, Citation, Answer)
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def asking(city):
    """A case whose path asks how strong the evidence is."""
    raw = set_file().replace(b"days: 15}", b"days: 15, asks: [evidence]}")
    return factories.make_case(city, load_set(raw=raw, file="asking.yaml", actor=city.drafter))


def attach(case, actor, file=None, code="A1", **more):
    file = file or upload()
    where = factories.indicator(case, code) if code else None
    return operations.attach_evidence(
        assessment=case.assessment, indicator=where, file=file, name=file.name, actor=actor, **more
    )


def cite(case, evidence, code, actor, page=""):
    return operations.cite_evidence(
        evidence=evidence, indicator=factories.indicator(case, code), page=page, actor=actor
    )


def uncite(case, evidence, code, actor):
    operations.uncite_evidence(evidence=evidence, indicator=factories.indicator(case, code), actor=actor)


def cited_by(evidence):
    return [
        (each.indicator.code, each.page) for each in evidence.citations.live().select_related("indicator")
    ]


def stored_bytes(evidence):
    with default_storage.open(evidence.path) as stored:
        return stored.read()


def test_evidence_is_kept_under_its_hash_and_recorded(case, city):
    evidence = attach(case, city.drafter, upload(name="../调查 报告.PDF"), page="第3页")
    event = last_event()
    assert (evidence.name, evidence.content_type, evidence.size, evidence.scan) == (
        "调查_报告.pdf",
        "application/pdf",
        len(pdf_bytes()),
        Scan.NONE,
    )
    assert evidence.confidentiality == Confidentiality.INTERNAL
    assert (stored_bytes(evidence), cited_by(evidence)) == (pdf_bytes(), [("A1", "第3页")])
    assert (event.name, event.data) == (
        "evidence.attached",
        {"indicator": "A1", "name": "调查_报告.pdf", "sha256": evidence.sha256, "page": "第3页"},
    )


def test_a_file_may_wait_in_the_locker_until_it_is_cited(case, city):
    evidence = attach(case, city.drafter, code="", dated=date(2025, 12, 1))
    assert (last_event().name, cited_by(evidence), evidence.dated) == ("evidence.kept", [], date(2025, 12, 1))
    cite(case, evidence, "B1", city.colleague, "附表2")
    assert (last_event().name, cited_by(evidence)) == ("evidence.cited", [("B1", "附表2")])
    assert last_event().data == {
        "indicator": "B1",
        "name": evidence.name,
        "sha256": evidence.sha256,
        "page": "附表2",
    }


def test_the_same_bytes_twice_are_one_row(case, city):
    first = attach(case, city.drafter)
    before = factories.rows_of(*ALL)
    assert attach(case, city.colleague, upload(name="副本.pdf")) == first
    assert factories.rows_of(*ALL) == before


def test_the_same_bytes_serve_two_indicators_as_one_file(case, city):
    first, second = attach(case, city.drafter), attach(case, city.drafter, code="B1")
    assert (first, cited_by(first)) == (second, [("A1", ""), ("B1", "")])


def test_citing_twice_is_citing_once_and_a_page_can_change(case, city):
    evidence = attach(case, city.drafter, page="3")
    before = factories.rows_of(*ALL)
    cite(case, evidence, "A1", city.drafter)
    cite(case, evidence, "A1", city.drafter, "3")
    assert factories.rows_of(*ALL) == before
    cite(case, evidence, "A1", city.colleague, "5–7")
    assert (cited_by(evidence), last_event().data["page_before"]) == ([("A1", "5–7")], "3")


def test_taking_a_citation_back_keeps_the_file_and_is_recorded_once(case, city):
    evidence = attach(case, city.drafter)
    uncite(case, evidence, "A1", city.colleague)
    event = last_event()
    uncite(case, evidence, "A1", city.colleague)
    assert (last_event(), event.name, event.data["indicator"]) == (event, "evidence.uncited", "A1")
    assert (cited_by(evidence), list(case.assessment.evidence.live())) == ([], [evidence])
    cite(case, evidence, "A1", city.drafter)
    assert (cited_by(evidence), evidence.citations.count()) == ([("A1", "")], 2)


def test_describing_says_old_and_new_and_nothing_twice(case, city):
    evidence = attach(case, city.drafter)
    said = {"dated": date(2024, 6, 30), "confidentiality": Confidentiality.PUBLIC}
    operations.describe_evidence(evidence=evidence, actor=city.colleague, **said)
    event = last_event()
    operations.describe_evidence(evidence=evidence, actor=city.drafter, **said)
    assert (last_event(), event.name) == (event, "evidence.described")
    assert event.data["changed"] == {
        "dated": {"old": None, "new": "2024-06-30"},
        "confidentiality": {"old": "internal", "new": "public"},
    }


def test_taken_out_evidence_keeps_row_and_bytes_and_is_recorded_once(case, city):
    evidence = attach(case, city.drafter)
    operations.remove_evidence(evidence=evidence, actor=city.colleague)
    event = last_event()
    operations.remove_evidence(evidence=evidence, actor=city.colleague)
    assert (last_event(), event.name) == (event, "evidence.removed")
    assert event.data == {"name": evidence.name, "sha256": evidence.sha256, "indicators": ["A1"]}
    assert (list(case.assessment.evidence.live()), default_storage.exists(evidence.path)) == ([], True)
    assert cited_by(evidence) == []


def test_what_was_taken_out_cannot_be_cited_but_may_come_back(case, city, unchanged):
    first = attach(case, city.drafter)
    operations.remove_evidence(evidence=first, actor=city.drafter)
    with unchanged(Refused, *ALL, match="has been taken out of the case"):
        cite(case, first, "B1", city.drafter)
    assert attach(case, city.drafter).pk != first.pk


def test_a_copy_cut_short_by_a_crash_is_written_again(case, city):
    evidence = attach(case, city.drafter)
    with default_storage.open(evidence.path, "wb") as stored:
        stored.write(b"%PDF")
    operations.remove_evidence(evidence=evidence, actor=city.drafter)
    attach(case, city.drafter)
    assert stored_bytes(evidence) == pdf_bytes()


def test_a_case_holds_so_many_files_and_bytes_and_no_more(case, city, unchanged, monkeypatch):
    attach(case, city.drafter)
    monkeypatch.setattr(locker, "MOST_FILES", 1)
    with unchanged(Refused, *ALL, match="at most 1 files"):
        attach(case, city.drafter, upload(pdf_bytes("二")))
    monkeypatch.setattr(locker, "MOST_FILES", 2)
    monkeypatch.setattr(locker, "MOST_BYTES", len(pdf_bytes()) + 1)
    with unchanged(Refused, *ALL, match="take out what is not needed"):
        attach(case, city.drafter, upload(pdf_bytes("二")))


@pytest.mark.parametrize("name", ["office", "outsider", "expert_a", "member_a", "expert_own", "head"])
def test_only_the_drafting_officers_touch_it(case, city, unchanged, name):
    evidence, person = attach(case, city.drafter), getattr(city, name)
    calls = [
        lambda: attach(case, person, upload(pdf_bytes("另一"))),
        lambda: attach(case, person, upload(pdf_bytes("另一")), code=""),
        lambda: cite(case, evidence, "B1", person),
        lambda: uncite(case, evidence, "A1", person),
        lambda: operations.describe_evidence(
            evidence=evidence, dated=None, confidentiality="public", actor=person
        ),
        lambda: operations.remove_evidence(evidence=evidence, actor=person),
        lambda: operations.retry_scan(evidence=evidence, actor=person),
    ]
    for call in calls:
        with unchanged(PermissionDenied, *ALL):
            call()


def test_nothing_changes_once_the_file_is_handed_in(case, city, unchanged):
    evidence = attach(case, city.drafter)
    case = factories.bring_to(Stage.OFFICE_CHECK, case, city)
    calls = [
        lambda: attach(case, city.drafter, upload(pdf_bytes("另一")), code=""),
        lambda: cite(case, evidence, "B1", city.drafter),
        lambda: uncite(case, evidence, "A1", city.drafter),
        lambda: operations.describe_evidence(
            evidence=evidence, dated=None, confidentiality="public", actor=city.drafter
        ),
        lambda: operations.remove_evidence(evidence=evidence, actor=city.drafter),
    ]
    for call in calls:
        with unchanged(Refused, *ALL, match="locked"):
            call()


def test_a_grade_that_needs_a_file_follows_its_citations(asking, city):
    """Grade B without a cited file is not complete; with it, and again without it."""
    answer(asking, "A1", city.drafter, rating="1", grade="B")

    def complete():
        return asking.assessment.answers.get(indicator__code="A1").complete

    found = [complete()]
    evidence = attach(asking, city.drafter)
    found.append(complete())
    uncite(asking, evidence, "A1", city.drafter)
    found.append(complete())
    cite(asking, evidence, "A1", city.drafter)
    operations.remove_evidence(evidence=evidence, actor=city.drafter)
    found.append(complete())
    assert found == [False, True, False, False]


# --- the virus scan


def scanner(code):
    """A scanner in one line of Python that reads the file from its input."""
    return f'{sys.executable} -c "import sys; data = sys.stdin.buffer.read(); {code}"'


FAKE = scanner("sys.exit(b'EICAR-STANDARD-ANTIVIRUS-TEST-FILE' in data)")


def scanned(case, city, text="无毒"):
    evidence = attach(case, city.drafter, upload(pdf_bytes(text)))
    job = Job.objects.get(key=scan_key(evidence))
    return evidence, outbox.deliver(job.pk)


def state(evidence):
    return Evidence.objects.get(pk=evidence.pk).scan


def test_a_file_waits_for_the_scanner_s_word(case, city, settings):
    settings.EVIDENCE_SCANNER = FAKE
    evidence = attach(case, city.drafter)
    assert (state(evidence), Job.objects.get().kind) == (Scan.WAITING, SCAN_JOB)
    assert outbox.deliver(Job.objects.get().pk)
    assert (state(evidence), last_event().name, last_event().data["found"]) == (
        Scan.CLEAN,
        "evidence.scanned",
        "clean",
    )


def test_the_test_virus_is_found_and_cannot_be_cited(case, city, settings, unchanged):
    settings.EVIDENCE_SCANNER = FAKE
    evidence, done = scanned(case, city, EICAR)
    assert (done, state(evidence)) == (True, Scan.INFECTED)
    with unchanged(Refused, *ALL, match="blocked by the virus scan"):
        cite(case, evidence, "B1", city.drafter)
    with unchanged(Refused, *ALL, match="blocked by the virus scan"):
        attach(case, city.drafter, upload(pdf_bytes(EICAR)), code="B1")


def test_whoever_brought_in_a_file_with_a_virus_is_told_once(case, city, settings):
    settings.EVIDENCE_SCANNER = FAKE
    scanned(case, city)
    assert Notice.objects.count() == 0
    evidence, _done = scanned(case, city, EICAR)
    settle_scan(evidence=evidence, found=Scan.INFECTED)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.title_en, notice.url) == (
        city.drafter,
        NoticeKind.INFECTED,
        "Blocked by the virus scan: 证据.pdf",
        reverse("assessments:show_locker", args=[case]),
    )


def test_a_file_with_a_virus_holds_up_handing_in_until_it_is_taken_out(case, city, settings, unchanged):
    settings.EVIDENCE_SCANNER = FAKE
    evidence, _done = scanned(case, city, EICAR)
    factories.answer_all(case, city)
    with unchanged(Refused, match="Blocked by the virus scan: 证据.pdf"):
        factories.move(case, "hand_in", city.drafter)
    operations.remove_evidence(evidence=evidence, actor=city.drafter)
    assert factories.move(case, "hand_in", city.drafter).state != Stage.SELF_ASSESSMENT


def test_a_scanner_that_fails_is_asked_again_and_says_why(case, city, settings):
    settings.EVIDENCE_SCANNER = scanner("sys.exit(2)")
    evidence, done = scanned(case, city)
    assert (done, state(evidence)) == (False, Scan.WAITING)
    for _attempt in range(outbox.MAX_ATTEMPTS):
        outbox.deliver(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, "scanner ended with 2" in job.error) == (JobState.FAILED, True)
    settings.EVIDENCE_SCANNER = FAKE
    operations.retry_scan(evidence=evidence, actor=city.colleague)
    assert (outbox.deliver(job.pk), state(evidence)) == (True, Scan.CLEAN)


def test_a_scanner_that_is_not_there_is_an_error_and_no_pass(case, city, settings):
    settings.EVIDENCE_SCANNER = "/nowhere/scanner -"
    evidence, done = scanned(case, city)
    assert (done, state(evidence)) == (False, Scan.WAITING)


def test_a_scan_that_is_delivered_twice_says_its_word_once(case, city, settings):
    settings.EVIDENCE_SCANNER = FAKE
    evidence, _done = scanned(case, city)
    events = Event.objects.count()
    scan_evidence(evidence=evidence)
    assert (Event.objects.count(), state(evidence)) == (events, Scan.CLEAN)


def test_without_a_scanner_nothing_waits_and_no_job_is_asked_for(case, city):
    assert (attach(case, city.drafter).scan, Job.objects.count()) == (Scan.NONE, 0)
