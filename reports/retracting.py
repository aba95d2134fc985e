"""Taking a published report back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from ledger.operations import record
from reports.listing import searchable
from reports.models import Publication, Retraction
from workflows.models import Case


@transaction.atomic
def retract_report(*, publication: Publication, reason: str, actor: User) -> Retraction:
    """The page says so from now on, with the reason; nothing of the report is handed out or found by its words. The
    record stays with us, and so does its place in the ledger."""
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    case = Case.objects.get(assessment=locked.assessment_id)
    if not actor.has_perm("workflows.issue_case", case):
        raise PermissionDenied("retract_report")
    if locked.published_at is None:
        raise Refused(_("This report has not been published, so that there is nothing to take back."))
    if locked.is_retracted:
        raise Refused(_("This report has been taken back already."))
    if not reason.strip():
        raise Refused(_("Please say why the report is taken back; the public reads it."))
    retraction = Retraction.objects.create(
        publication=locked, reason=reason.strip(), retracted_by=actor, retracted_at=timezone.now()
    )
    locked.search = searchable(locked.title, locked.title_en, case.assessment.code)
    locked.save(update_fields=["search"])
    data: dict[str, object] = {"code": locked.code, "reason": retraction.reason}
    record(name="report.retracted", subject=case.assessment.subject, actor=actor, data=data)
    return retraction
