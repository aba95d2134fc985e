"""The virus scan: asked for when a file comes in, done by the worker, its word kept."""

import shlex
import subprocess

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Scan
from assessments.models import Evidence
from ledger import outbox
from ledger.operations import record
from notices.enums import NoticeKind
from notices.operations import notify

SCAN_JOB = "assessments.scan_evidence"
PATIENCE = 45  # seconds; the worker's own limit is 60
CLEAN, INFECTED = 0, 1


def scan_key(evidence: Evidence) -> str:
    return f"{SCAN_JOB}:{evidence.pk}"


def ask_for_scan(evidence: Evidence) -> None:
    """Where no scanner is set up the file is not scanned, and says so."""
    if evidence.scan == Scan.WAITING:
        outbox.ask(kind=SCAN_JOB, key=scan_key(evidence), payload={"evidence": evidence.pk})


def scan_evidence(*, evidence: Evidence) -> None:
    """Let the scanner look at a waiting file and keep what it says. Whatever else happens is an error, tried again."""
    if evidence.scan == Scan.WAITING:
        settle_scan(evidence=evidence, found=word_of_scanner(evidence.path))


@transaction.atomic
def settle_scan(*, evidence: Evidence, found: Scan) -> None:
    evidence = (
        Evidence.objects.select_for_update(of=("self",))
        .select_related("assessment", "uploaded_by")
        .get(pk=evidence.pk)
    )
    if evidence.scan != Scan.WAITING:
        return
    evidence.scan = found
    evidence.save(update_fields=["scan"])
    data: dict[str, object] = {"name": evidence.name, "sha256": evidence.sha256, "found": found}
    subject, system = evidence.assessment.subject, User.objects.system()
    record(name="evidence.scanned", subject=subject, actor=system, data=data)
    if found == Scan.INFECTED and evidence.removed_at is None:
        _tell_uploader(evidence)


@transaction.atomic
def retry_scan(*, evidence: Evidence, actor: User) -> None:
    """Give a scan that failed fresh attempts; while one is under way this changes nothing."""
    mine = evidence.uploaded_by_id == actor.pk
    if not mine and not actor.has_perm("assessments.answer_assessment", evidence.assessment):
        raise PermissionDenied("answer_assessment")
    outbox.retry(key=scan_key(evidence))


def _tell_uploader(evidence: Evidence) -> None:
    file = evidence.assessment
    notify(
        recipients=[evidence.uploaded_by],
        kind=NoticeKind.INFECTED,
        key=f"infected:{evidence.pk}",
        title=lambda: _("Blocked by the virus scan: %(name)s") % {"name": evidence.name},
        text=lambda: (
            _("The file cannot be handed in with it; please take it out: %(title)s")
            % {"title": file.local.title}
        ),
        url=reverse("assessments:show_locker", args=[file.code]),
    )


def word_of_scanner(path: str) -> Scan:
    """Of a file in the storage, by the scanner's exit: 0 clean, 1 infected. Where none is set up it says nothing."""
    if not settings.EVIDENCE_SCANNER:
        return Scan.NONE
    command = shlex.split(settings.EVIDENCE_SCANNER)
    with default_storage.open(path) as stored:
        done = subprocess.run(command, stdin=stored, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode == CLEAN:
        return Scan.CLEAN
    if done.returncode == INFECTED:
        return Scan.INFECTED
    raise RuntimeError(f"scanner ended with {done.returncode}: {done.stderr[-300:].decode(errors='replace')}")
