"""Putting evidence into a file and taking it out again."""

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments import locker
from assessments.enums import Part
from assessments.models import Assessment, Citation, Evidence
from assessments.operations.doors import still_asked, writable
from indicators.models import Indicator
from ledger.operations import record


@transaction.atomic
def attach_evidence(
    *, assessment: Assessment, indicator: Indicator, file: "File[bytes]", name: str, actor: User
) -> Evidence:
    """Keep a file and cite it for an indicator; bytes that are in the case already are kept and cited once."""
    assessment = writable(assessment, actor, Part.ANSWER, indicator.code)
    indicator = still_asked(assessment, indicator)
    checked = locker.check(file, name)
    evidence = assessment.evidence.live().filter(sha256=checked.sha256).first()
    if evidence is not None:
        if not evidence.citations.live().filter(indicator=indicator).exists():
            Citation.objects.create(evidence=evidence, indicator=indicator, cited_by=actor)
        return evidence
    locker.keep(file, checked)
    evidence = Evidence.objects.create(
        assessment=assessment,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=actor,
    )
    Citation.objects.create(evidence=evidence, indicator=indicator, cited_by=actor)
    data: dict[str, object] = {"indicator": indicator.code, "name": checked.name, "sha256": checked.sha256}
    record(name="evidence.attached", subject=assessment.subject, actor=actor, data=data)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a file out of the case; row and bytes stay for the record. Doing it twice is doing it once."""
    citing = evidence.citations.live().values_list("indicator__code", flat=True)
    assessment = writable(evidence.assessment, actor, Part.ANSWER, *citing)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.removed_at is None:
        evidence.removed_at = timezone.now()
        evidence.save(update_fields=["removed_at"])
        data: dict[str, object] = {"name": evidence.name, "sha256": evidence.sha256}
        record(name="evidence.removed", subject=assessment.subject, actor=actor, data=data)
