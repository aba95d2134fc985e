"""The evidence locker as its page and the indicators' cards show it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from accounts.models import User
from assessments.enums import Scan
from assessments.models import Assessment, Citation, Evidence
from assessments.operations.scanning import scan_key
from indicators.models import Indicator
from ledger.models import Job, JobState


@dataclass(frozen=True)
class FileRow:
    """One file. `veiled`: until the scan is through, nobody but whoever brought it in reads more than its name."""

    evidence: Evidence
    veiled: bool
    citations: list[Citation] = field(default_factory=list)
    scan_failed: bool = False
    may_change: bool = False


def locker_rows(
    assessment: Assessment, user: User, may_change: Callable[[Evidence, list[Citation]], bool]
) -> list[FileRow]:
    """Every file of the case in two queries, and a third while some wait for the scan."""
    cited: dict[int, list[Citation]] = defaultdict(list)
    for each in (
        Citation.objects.live().filter(evidence__assessment=assessment).select_related("indicator__aspect")
    ):
        cited[each.evidence_id].append(each)
    files = list(assessment.evidence.live().select_related("uploaded_by"))
    failed = _failed(files)
    return [
        FileRow(
            evidence=each,
            veiled=_veiled(each, user),
            citations=cited[each.pk],
            scan_failed=scan_key(each) in failed,
            may_change=may_change(each, cited[each.pk]),
        )
        for each in files
    ]


def uncited(assessment: Assessment, indicator: Indicator) -> QuerySet[Evidence]:
    """Files of the case that the indicator could rest on and does not."""
    citing = Citation.objects.live().filter(indicator=indicator)
    return assessment.evidence.live().exclude(scan=Scan.INFECTED).exclude(pk__in=citing.values("evidence"))


def _veiled(evidence: Evidence, user: User) -> bool:
    return not evidence.served and evidence.uploaded_by_id != user.pk


def _failed(files: Iterable[Evidence]) -> set[str]:
    waiting = [scan_key(each) for each in files if each.scan == Scan.WAITING]
    if not waiting:
        return set()
    return set(Job.objects.filter(key__in=waiting, state=JobState.FAILED).values_list("key", flat=True))
