"""Taking a city's own Word template into use."""

from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import Organisation, User
from ledger.errors import Refused, Undone
from ledger.operations import record
from reports.documents.apart import Refusing
from reports.documents.sample import sample_publication
from reports.documents.word import fill
from reports.models import WordTemplate
from workflows.days import keeps_calendar


class Unsuitable(Refused):
    """The template was tried and cannot be filled; each reason says what to change."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def accept_template(*, city: Organisation, name: str, content: bytes, actor: User) -> WordTemplate:
    """Used from now on for the city's reports, if it can be filled with a made-up one. It is tried before anything is
    locked, for that takes a while; by whom, and in place of which, is settled when it is kept."""
    if not keeps_calendar(actor, city):
        raise PermissionDenied("accept_template")
    try:
        fill(sample_publication(), content)
    except Refusing as refusing:
        raise Unsuitable(refusing.reasons) from refusing
    except Undone as undone:
        raise Unsuitable([str(undone)]) from undone
    return _keep(city=city, name=name, content=content, actor=actor)


@transaction.atomic
def _keep(*, city: Organisation, name: str, content: bytes, actor: User) -> WordTemplate:
    """The file in its place, and then the row that says so; one at a time for a city."""
    Organisation.objects.select_for_update().get(pk=city.pk)
    if not keeps_calendar(actor, city):
        raise PermissionDenied("accept_template")
    fingerprint = sha256(content).hexdigest()
    before = WordTemplate.objects.filter(city=city).first()
    template = WordTemplate(
        city=city, name=name[:200], sha256=fingerprint, size=len(content), accepted_by=actor
    )
    if not default_storage.exists(template.path):
        default_storage.save(template.path, ContentFile(content))
    template.save()
    record(
        name="report.template_accepted",
        subject=f"organisation:{city.code}",
        actor=actor,
        data={"old": before.sha256 if before else None, "new": fingerprint, "name": template.name},
    )
    return template
