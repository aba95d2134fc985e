"""Publishing: freeze the record, make its editions, release the case. Each step may be repeated after a crash."""

from hashlib import file_digest, sha256
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json
from ledger.canonical import sha256 as text_hash
from ledger.codes import spaced, verification_code
from ledger.operations import record
from ledger.outbox import progress
from reports.editions import MAKERS, kinds_of
from reports.enums import EditionKind
from reports.errors import Outdated, Unprepared
from reports.heard import quoted
from reports.listing import listed
from reports.models import Edition, Publication, Quotation
from reports.proof import signed_columns
from reports.queries.preparing import finished
from reports.seal import sealed
from reports.signing import fingerprint as key_fingerprint
from reports.signing import raw_public, signing_key
from workflows.doors import report_key
from workflows.enums import Action
from workflows.models import Case
from workflows.operations import advance


def issue_report(*, assessment: Assessment, actor: User) -> Publication:
    """Bring a case that is being issued to its published state, from wherever an earlier attempt stopped.

    Every edition is in its place before the row says published. pdf.Unavailable when this machine cannot make PDFs.
    """
    publication = freeze(assessment=assessment, actor=actor)
    if publication.published_at is None:
        kinds, key = kinds_of(publication), report_key(assessment.case)
        for done, kind in enumerate(kinds):
            progress(key=key, done=done, parts=len(kinds))
            make_edition(publication, kind)
        progress(key=key, done=len(kinds), parts=len(kinds))
        _release(publication, actor)
    return publication


@transaction.atomic
def freeze(*, assessment: Assessment, actor: User) -> Publication:
    """The case's record in canonical form, made once; its hash goes into the ledger. Unprepared where it is not what
    the second reader has signed."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(assessment=assessment)
    )
    existing = Publication.objects.filter(assessment=assessment).first()
    if existing is not None:
        return existing
    Assessment.objects.select_for_update(of=("self",)).get(
        pk=assessment.pk
    )  # no words are taken back meanwhile
    content, lacks = finished(case)
    if lacks:
        raise Unprepared(" ".join(lacks))
    text = canonical_json(content)
    publication = Publication.objects.create(
        assessment=assessment,
        record=text,
        title=assessment.title,
        title_en=assessment.title_en or assessment.title,
        outcome=str(content["result"]),
        **listed(content),
        **anchored(assessment, text, actor),
    )
    Quotation.objects.bulk_create(
        Quotation(publication=publication, remark=remark, place=place)
        for place, remark in quoted(assessment, content)
    )
    return publication


def anchored(assessment: Assessment, text: str, actor: User) -> dict[str, Any]:
    """The record's hash put into the ledger, and what a publication keeps of that: hash, code, place and proof."""
    fingerprint, key = text_hash(text), signing_key()
    code = verification_code(fingerprint)
    event = record(
        name="report.frozen",
        subject=assessment.subject,
        actor=actor,
        data={"record": fingerprint, "key": key_fingerprint(raw_public(key))},
    )
    columns = {"record_hash": fingerprint, "code": code, "ledger_position": event.position}
    return columns | signed_columns(event, key, check=_checking_url(code))


def make_edition(publication: Publication, kind: EditionKind) -> Edition:
    """The file in its place, and then the row that says so. What an earlier attempt has finished stays untouched, for
    it may be public already; a file that is gone or cut short is made again."""
    made = publication.editions.filter(kind=kind).first()
    if made is not None and _is_whole(made):
        return made
    content = _content(publication, kind)
    facts = {"sha256": sha256(content).hexdigest(), "size": len(content), "suffix": MAKERS[kind].suffix}
    edition = Edition(publication=publication, kind=kind, **facts)
    if not _is_whole(edition):
        default_storage.save(edition.path, ContentFile(content))
    return _entered(edition, facts)


def _entered(edition: Edition, facts: dict[str, Any]) -> Edition:
    """The row, while the record is still the one that the file was made from; else the file goes, and Outdated."""
    with transaction.atomic():
        stored = Publication.objects.select_for_update(of=("self",)).get(pk=edition.publication_id)
        if stored.record_hash == edition.publication.record_hash:
            return Edition.objects.update_or_create(
                publication=edition.publication, kind=edition.kind, defaults=facts
            )[0]
    if not Edition.objects.filter(sha256=edition.sha256).exists():
        default_storage.delete(edition.path)
    raise Outdated(_("The report has been issued anew meanwhile."))


def restore_edition(edition: Edition) -> bool:
    """Whether the file that the row tells of is in its place now, to the byte. One that is lost or damaged is made
    anew; False where that gives other bytes, as under another signing key, and nothing is put in its place."""
    if _is_whole(edition):
        with default_storage.open(edition.path) as stored:
            if file_digest(stored, "sha256").hexdigest() == edition.sha256:
                return True
    content = _content(edition.publication, EditionKind(edition.kind))
    if sha256(content).hexdigest() != edition.sha256:
        return False
    default_storage.save(edition.path, ContentFile(content))
    return True


def _content(publication: Publication, kind: EditionKind) -> bytes:
    maker = MAKERS[kind]
    content = maker.make(publication)
    if maker.suffix == ".pdf":
        content = sealed(content, publication.record_hash, signing_key())
    return content


def _checking_url(code: str) -> str:
    path = reverse("reports:verify_code", args=[spaced(code)])
    return str(settings.SITE_URL).rstrip("/") + path


def _is_whole(edition: Edition) -> bool:
    return default_storage.exists(edition.path) and default_storage.size(edition.path) == edition.size


@transaction.atomic
def _release(publication: Publication, actor: User) -> None:
    case = Case.objects.select_for_update(of=("self",)).get(assessment=publication.assessment)
    stored = Publication.objects.select_for_update().get(pk=publication.pk)
    if stored.published_at is not None:
        return
    if stored.record_hash != publication.record_hash:
        raise Outdated(_("The report has been issued anew meanwhile."))
    publication.published_at = timezone.now()
    publication.save(update_fields=["published_at"])
    advance(case=case, action=Action.RELEASE, actor=actor)
