"""Conditions: reported by the responsible unit, verified by the office."""

from subprocess import SubprocessError

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments import locker
from assessments.enums import Scan
from assessments.operations.scanning import word_of_scanner
from committees.enums import ConditionState, Verdict
from committees.models import Condition, Fulfilment
from committees.operations.followup import locked, refuse_closed, refuse_stranger, tell
from ledger.errors import Refused
from ledger.operations import record


def answerable_unit(condition: Condition) -> Organisation:
    """Whose officers report on it: the responsible unit where it is one of ours, otherwise the drafting unit."""
    return condition.unit or condition.decision.meeting.assessment.drafting_unit


def may_report(condition: Condition, user: User) -> bool:
    """Whether the person drafts for the unit that is responsible."""
    unit = answerable_unit(condition)
    return Post.objects.filter(organisation=unit, role=Role.DRAFTER, group__user=user).exists()


def report_fulfilment(
    *, condition: Condition, text: str, file: "File[bytes] | None" = None, actor: User
) -> Fulfilment:
    """Say that a condition is met, with a file that shows it or without one.

    Refused: nothing said, the follow-up is closed, the condition is met, a report waits to be verified, and what the
    evidence locker refuses or the virus scan finds. The bytes are looked at before the transaction.
    """
    if not may_report(condition, actor):
        raise PermissionDenied("report_fulfilment")
    if not text:
        raise Refused(_("Please say what was done."))
    checked = None if file is None else locker.check(file, file.name or "")
    if file is not None and checked is not None:
        locker.keep(file, checked)
        _scan(checked)
    return _report(condition, text, checked, actor)


@transaction.atomic
def _report(condition: Condition, text: str, checked: locker.Checked | None, actor: User) -> Fulfilment:
    refuse_closed(locked(condition.decision))
    condition = Condition.objects.get(pk=condition.pk)
    if condition.state == ConditionState.MET:
        raise Refused(_("This condition is met already."))
    if condition.fulfilments.filter(verdict="").exists():
        raise Refused(_("A report on this condition waits to be verified by the committee office."))
    proof = {"name": checked.name, "sha256": checked.sha256, "size": checked.size} if checked else {}
    report = Fulfilment.objects.create(condition=condition, text=text, reported_by=actor, **proof)
    data: dict[str, object] = {"condition": condition.position, "text": text} | proof
    tell(condition.decision, "condition.reported", actor, data)
    return report


@transaction.atomic
def verify_fulfilment(*, report: Fulfilment, verdict: str, remark: str, actor: User) -> Fulfilment:
    """The office's word on a report. A condition found met is met on the day on which that was reported.

    Refused: the follow-up is closed, somebody has verified it, the actor's own report, not shown without a remark.
    """
    condition = report.condition
    refuse_stranger(condition.decision, actor, "verify_fulfilment")
    refuse_closed(locked(condition.decision))
    report = Fulfilment.objects.select_related("condition__decision").get(pk=report.pk)
    condition = report.condition
    if report.verdict:
        raise Refused(_("This report has been verified already."))
    if report.reported_by_id == actor.pk:
        raise Refused(_("Who reports does not verify. Please leave this one to somebody else."))
    if verdict == Verdict.REFUSED and not remark:
        raise Refused(_("Please say what is not shown, so that the unit knows what to do."))
    report.verdict, report.remark = verdict, remark
    report.verified_by, report.verified_at = actor, timezone.now()
    report.save(update_fields=["verdict", "remark", "verified_by", "verified_at"])
    if verdict == Verdict.ACCEPTED:
        condition.state, condition.met_on = ConditionState.MET, timezone.localdate(report.reported_at)
        condition.save(update_fields=["state", "met_on"])
    data: dict[str, object] = {"condition": condition.position, "verdict": verdict, "remark": remark}
    tell(condition.decision, "condition.verified", actor, data)
    return report


@transaction.atomic
def record_proof_download(*, report: Fulfilment, actor: User) -> None:
    """Who has read a proof is kept, but not under the case, whose page tells everybody what happened."""
    code = report.condition.decision.meeting.assessment.code
    data: dict[str, object] = {"case": code, "sha256": report.sha256}
    record(name="proof.downloaded", subject=f"proof:{report.pk}", actor=actor, data=data)


def _scan(checked: locker.Checked) -> None:
    """At once, for nobody reads a proof before it is there."""
    try:
        found = word_of_scanner(checked.path)
    except (RuntimeError, OSError, SubprocessError) as failure:
        raise Refused(_("The virus scan did not answer. Please try again in a minute.")) from failure
    if found == Scan.INFECTED:
        raise Refused(_("“%(name)s” is blocked by the virus scan.") % {"name": checked.name})
