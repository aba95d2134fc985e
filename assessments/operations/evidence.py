"""Putting evidence into a file, citing it for indicators, and taking it out again."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import locker
from assessments.enums import Confidentiality, Part, Scan
from assessments.models import Assessment, Citation, Evidence
from assessments.operations.answers import refresh_completeness
from assessments.operations.doors import answerable, still_asked, writable
from assessments.operations.scanning import ask_for_scan
from indicators.models import Indicator
from ledger.errors import Refused
from ledger.operations import record


def attach_evidence(
    *,
    assessment: Assessment,
    file: "File[bytes]",
    name: str,
    actor: User,
    indicator: Indicator | None = None,
    page: str = "",
    dated: date | None = None,
    confidentiality: str = Confidentiality.INTERNAL,
) -> Evidence:
    """Keep a file and, with an indicator, cite it there; bytes that are in the case already are kept and cited once.

    Refused for what `locker.check` refuses, and when the case has as many files or bytes as it may have. The bytes
    are looked at before the transaction, so that nobody waits for that.
    """
    checked = locker.check(file, name)
    return _attach(
        assessment=assessment,
        file=file,
        checked=checked,
        actor=actor,
        indicator=indicator,
        page=page,
        described={"dated": dated, "confidentiality": confidentiality},
    )


@transaction.atomic
def cite_evidence(*, evidence: Evidence, indicator: Indicator, page: str, actor: User) -> Citation:
    """Rest an indicator on a file that is in the case, or say another page. Doing it twice is doing it once."""
    assessment = writable(evidence.assessment, actor, Part.ANSWER, indicator.code)
    indicator = still_asked(assessment, indicator)
    return _cite(assessment, Evidence.objects.get(pk=evidence.pk), indicator, page, actor)


@transaction.atomic
def uncite_evidence(*, evidence: Evidence, indicator: Indicator, actor: User) -> None:
    """The indicator no longer rests on the file, which stays in the case. Doing it twice is doing it once."""
    assessment = writable(evidence.assessment, actor, Part.ANSWER, indicator.code)
    indicator = still_asked(assessment, indicator)
    taken = evidence.citations.live().filter(indicator=indicator).update(removed_at=timezone.now())
    if taken:
        refresh_completeness(assessment=assessment, indicators=[indicator])
        data: dict[str, object] = {
            "indicator": indicator.code,
            "name": evidence.name,
            "sha256": evidence.sha256,
        }
        record(name="evidence.uncited", subject=assessment.subject, actor=actor, data=data)


@transaction.atomic
def describe_evidence(
    *, evidence: Evidence, dated: date | None, confidentiality: str, actor: User
) -> Evidence:
    """Say of when the data are and who may have the file; saying the same again changes nothing."""
    assessment, evidence = _own(evidence, actor)
    said: dict[str, object] = {"dated": dated, "confidentiality": confidentiality}
    changed = {
        name: {"old": _plain(getattr(evidence, name)), "new": _plain(value)}
        for name, value in said.items()
        if getattr(evidence, name) != value
    }
    if changed:
        evidence.dated, evidence.confidentiality = dated, confidentiality
        evidence.save(update_fields=["dated", "confidentiality"])
        data: dict[str, object] = {"name": evidence.name, "sha256": evidence.sha256, "changed": changed}
        record(name="evidence.described", subject=assessment.subject, actor=actor, data=data)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a file out of the case, and with it its citations; rows and bytes stay for the record. Doing it twice is
    doing it once."""
    if evidence.removed_at is not None:
        return
    assessment, evidence = _own(evidence, actor)
    if evidence.removed_at is None:
        citing = [each.indicator for each in evidence.citations.live().select_related("indicator")]
        evidence.removed_at = timezone.now()
        evidence.save(update_fields=["removed_at"])
        refresh_completeness(assessment=assessment, indicators=citing)
        data: dict[str, object] = {
            "name": evidence.name,
            "sha256": evidence.sha256,
            "indicators": [indicator.code for indicator in citing],
        }
        record(name="evidence.removed", subject=assessment.subject, actor=actor, data=data)


@transaction.atomic
def record_download(*, evidence: Evidence, actor: User) -> None:
    """Who has read an internal file is kept, but not under the case: its page tells everybody what happened, and an
    expert's reading is nobody's business before the scores are opened."""
    if evidence.confidentiality == Confidentiality.INTERNAL:
        data: dict[str, object] = {"case": evidence.assessment.code, "sha256": evidence.sha256}
        record(name="evidence.downloaded", subject=f"evidence:{evidence.pk}", actor=actor, data=data)


@transaction.atomic
def _attach(
    *,
    assessment: Assessment,
    file: "File[bytes]",
    checked: locker.Checked,
    actor: User,
    indicator: Indicator | None,
    page: str,
    described: dict[str, Any],
) -> Evidence:
    if indicator is None:
        assessment = answerable(assessment, actor)
    else:
        assessment = writable(assessment, actor, Part.ANSWER, indicator.code)
        indicator = still_asked(assessment, indicator)
    evidence = assessment.evidence.live().filter(sha256=checked.sha256).first()
    if evidence is not None:
        if indicator is not None:
            _cite(assessment, evidence, indicator, page, actor)
        return evidence
    _refuse_too_many(assessment, checked.size)
    locker.keep(file, checked)
    evidence = Evidence.objects.create(
        assessment=assessment,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        scan=Scan.WAITING if settings.EVIDENCE_SCANNER else Scan.NONE,
        uploaded_by=actor,
        **described,
    )
    ask_for_scan(evidence)
    data: dict[str, object] = {"name": checked.name, "sha256": checked.sha256}
    if indicator is None:
        record(name="evidence.kept", subject=assessment.subject, actor=actor, data=data)
        return evidence
    Citation.objects.create(evidence=evidence, indicator=indicator, page=page, cited_by=actor)
    refresh_completeness(assessment=assessment, indicators=[indicator])
    data |= {"indicator": indicator.code, "page": page}
    record(name="evidence.attached", subject=assessment.subject, actor=actor, data=data)
    return evidence


def _cite(
    assessment: Assessment, evidence: Evidence, indicator: Indicator, page: str, actor: User
) -> Citation:
    if evidence.removed_at is not None:
        raise Refused(
            _("“%(name)s” has been taken out of the case. Please add it again.") % {"name": evidence.name}
        )
    if evidence.scan == Scan.INFECTED:
        raise Refused(_("“%(name)s” is blocked by the virus scan.") % {"name": evidence.name})
    citation = evidence.citations.live().filter(indicator=indicator).first()
    if citation is None:
        citation = Citation.objects.create(evidence=evidence, indicator=indicator, page=page, cited_by=actor)
        refresh_completeness(assessment=assessment, indicators=[indicator])
        changed: dict[str, object] = {"page": page}
    elif page and page != citation.page:
        changed = {"page": page, "page_before": citation.page}
        citation.page = page
        citation.save(update_fields=["page"])
    else:
        return citation
    data = {"indicator": indicator.code, "name": evidence.name, "sha256": evidence.sha256} | changed
    record(name="evidence.cited", subject=assessment.subject, actor=actor, data=data)
    return citation


def _own(evidence: Evidence, actor: User) -> tuple[Assessment, Evidence]:
    """The file's row and the evidence, locked, for the drafting unit or whoever brought it in, while every indicator
    that rests on it can be written. Which do is asked once the file is locked, when nobody can cite it any more."""
    Assessment.objects.select_for_update(of=("self",)).get(pk=evidence.assessment_id)
    citing: Collection[str] = list(evidence.citations.live().values_list("indicator__code", flat=True))
    door = writable(evidence.assessment, actor, Part.ANSWER, *citing) if citing else None
    assessment = door or answerable(evidence.assessment, actor)
    mine = evidence.uploaded_by_id == actor.pk
    if not mine and not actor.has_perm("assessments.answer_assessment", assessment):
        raise PermissionDenied("answer_assessment")
    return assessment, Evidence.objects.select_for_update().get(pk=evidence.pk)


def _refuse_too_many(assessment: Assessment, size: int) -> None:
    live = assessment.evidence.live()
    bytes_held = live.aggregate(total=Sum("size"))["total"] or 0
    if live.count() >= locker.MOST_FILES or bytes_held + size > locker.MOST_BYTES:
        raise Refused(
            _(
                "A case holds at most %(files)s files, of %(size)s GB together. Please take out what is not needed."
            )
            % {"files": locker.MOST_FILES, "size": locker.MOST_BYTES // 2**30}
        )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
