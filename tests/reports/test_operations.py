"""Publishing: each step once, and repeatable from wherever an attempt stopped."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from accounts.models import User
from ledger.canonical import sha256
from ledger.codes import verification_code
from ledger.models import Event, Job, JobState
from ledger.outbox import MAX_ATTEMPTS, deliver
from reports import operations
from reports.editions import MAKERS, Maker
from reports.enums import EditionKind
from reports.errors import Broken
from reports.models import Publication
from reports.operations import freeze, issue_report
from reports.queries.checking import check_code
from tests import factories
from tests.factories import bring_to, last_event
from tests.needs import needs
from workflows.enums import Stage
from workflows.models import Case
from workflows.operations import retry_report


@pytest.fixture
def issuing(case, city):
    """A case whose report the worker is asked for."""
    return bring_to(Stage.ISSUING, case, city)


@pytest.fixture
def no_pdf(settings):
    settings.PDF_ENABLED = False


def freeze_by_engine(case):
    return freeze(assessment=case.assessment, actor=User.objects.system())


def test_a_record_is_frozen_once_with_its_hash_in_the_ledger(issuing):
    publication, event = freeze_by_engine(issuing), last_event()
    anchored = {"record": publication.record_hash, "key": publication.key}
    assert (event.name, event.data) == ("report.frozen", anchored)
    assert publication.record_hash == sha256(publication.record)
    assert (publication.code, publication.ledger_position) == (
        verification_code(publication.record_hash),
        event.position,
    )
    before = factories.rows_of(Publication)
    assert freeze_by_engine(issuing) == publication
    assert factories.rows_of(Publication) == before


def test_what_is_only_frozen_is_not_public(issuing):
    publication = freeze_by_engine(issuing)
    assert (list(Publication.objects.public()), check_code(publication.code)) == ([], None)


def test_the_job_brings_the_case_to_its_published_state_once(issuing):
    needs("pdf")
    job = Job.objects.get()
    assert deliver(job.pk) is True
    publication = Publication.objects.get()
    with default_storage.open(publication.edition(EditionKind.FORMAL).path) as stored:
        assert stored.read(5) == b"%PDF-"
    assert (Case.objects.get().state, publication.published_at is None) == (Stage.PUBLISHED, False)
    assert check_code(publication.code).unchanged
    before = factories.rows_of(Publication)
    assert issue_report(assessment=issuing.assessment, actor=User.objects.system()) == publication
    assert factories.rows_of(Publication) == before
    moved = Event.objects.filter(name="case.moved", data__action="release")
    assert [each.actor for each in moved] == [User.objects.system()]


def test_a_machine_without_pdf_keeps_the_case_and_says_why(issuing, no_pdf):
    job = Job.objects.get()
    assert deliver(job.pk) is False
    job.refresh_from_db()
    assert (job.state, "./tongping doctor" in job.error) == (JobState.QUEUED, True)
    publication = Publication.objects.get()
    assert (Case.objects.get().state, publication.published_at) == (Stage.ISSUING, None)
    deliver(job.pk)
    assert Publication.objects.get().record_hash == publication.record_hash


def test_only_the_office_gives_a_failed_report_fresh_attempts(issuing, city, no_pdf, unchanged):
    job = Job.objects.get()
    for _attempt in range(MAX_ATTEMPTS):
        deliver(job.pk)
    for name in ("drafter", "member_a", "outsider"):
        with unchanged(PermissionDenied):
            retry_report(case=issuing, actor=city.people[name])
    retry_report(case=issuing, actor=city.office)
    job.refresh_from_db()
    assert (job.state, job.attempts, last_event().name) == (JobState.QUEUED, 0, "report.retried")
    before = factories.rows_of(Job)
    retry_report(case=issuing, actor=city.office)
    assert factories.rows_of(Job) == before


def test_a_changed_record_is_found_by_its_code(issuing):
    publication = freeze_by_engine(issuing)
    Publication.objects.update(
        published_at="2026-03-10T12:00Z", record=publication.record.replace("示例", "范例")
    )
    assert check_code(publication.code).unchanged is False


def test_the_job_says_how_many_files_are_done_while_it_makes_them(issuing, monkeypatch):
    """And goes on, after a failure, with the file that failed."""
    seen, broken = [], [True]

    def make(publication):
        seen.append(Job.objects.values_list("done", "parts").get())
        if len(seen) == 2 and broken.pop():
            raise Broken("一张表的行数过多。")
        return f"file {len(seen)}".encode()

    monkeypatch.setattr(operations, "kinds_of", lambda _publication: list(kinds))
    kinds = (EditionKind.FORMAL, EditionKind.WORD, EditionKind.WORKBOOK)
    for kind in kinds:
        monkeypatch.setitem(MAKERS, kind, Maker(make, ".bin", "text/plain"))
    job = Job.objects.get()
    assert deliver(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.error, job.done, job.parts) == (JobState.QUEUED, "一张表的行数过多。", 1, 3)
    assert deliver(job.pk) is True
    job.refresh_from_db()
    assert seen == [(0, 3), (1, 3), (1, 3), (2, 3)]
    assert (job.state, job.error, job.done) == (JobState.DONE, "", 3)
    assert Publication.objects.get().editions.count() == 3
