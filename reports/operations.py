"""Publishing: freeze the record, make the PDF, release the case. Each step may be repeated after a crash."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json
from ledger.canonical import sha256 as text_hash
from ledger.operations import record
from reports import pdf
from reports.codes import verification_code
from reports.models import Publication
from reports.record import build_record
from workflows.enums import Action
from workflows.models import Case
from workflows.operations import advance


def issue_report(*, assessment: Assessment, actor: User) -> Publication:
    """Bring a case that is being issued to its published state, from wherever an earlier attempt stopped.

    The file is in its place before the row says published. pdf.Unavailable when this machine cannot make PDFs.
    """
    publication = freeze(assessment=assessment, actor=actor)
    if publication.published_at is None:
        content = pdf.render(publication)
        keep_pdf(publication, content)
        _release(publication, content, actor)
    return publication


@transaction.atomic
def freeze(*, assessment: Assessment, actor: User) -> Publication:
    """The case's record in canonical form, made once; its hash goes into the ledger."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(assessment=assessment)
    )
    existing = Publication.objects.filter(assessment=assessment).first()
    if existing is not None:
        return existing
    content = build_record(case)
    text = canonical_json(content)
    fingerprint = text_hash(text)
    event = record(
        name="report.frozen", subject=assessment.subject, actor=actor, data={"record": fingerprint}
    )
    return Publication.objects.create(
        assessment=assessment,
        record=text,
        record_hash=fingerprint,
        code=verification_code(fingerprint),
        ledger_position=event.position,
        title=assessment.title,
        title_en=assessment.title_en or assessment.title,
        outcome=str(content["result"]),
    )


def keep_pdf(publication: Publication, content: bytes) -> None:
    """Put the file in its place. A whole one stays untouched, for it may be public already; one that a crash cut short
    is written again."""
    publication.pdf_sha256 = sha256(content).hexdigest()
    if default_storage.exists(publication.pdf_path):
        if default_storage.size(publication.pdf_path) == len(content):
            return
        default_storage.delete(publication.pdf_path)
    default_storage.save(publication.pdf_path, ContentFile(content))


@transaction.atomic
def _release(publication: Publication, content: bytes, actor: User) -> None:
    case = Case.objects.select_for_update(of=("self",)).get(assessment=publication.assessment)
    stored = Publication.objects.select_for_update().get(pk=publication.pk)
    if stored.published_at is not None:
        return
    publication.pdf_size, publication.published_at = len(content), timezone.now()
    publication.save(update_fields=["pdf_sha256", "pdf_size", "published_at"])
    advance(case=case, action=Action.RELEASE, actor=actor)
