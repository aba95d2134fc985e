"""Why children are not heard at a link: written by one person, signed by another, and public from then on."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Link
from assessments.models import Assessment
from assessments.operations.changes import rewrite, stored_fields
from ledger.canonical import sha256
from ledger.errors import Conflict, Refused
from ledger.operations import record
from participation.closing import refuse_closed
from participation.gates import State, gates_of
from participation.models import Absence
from participation.operations.doors import excusing, hearing
from privacy.detector import refuse_personal
from privacy.headcounts import refuse_few_children

SHORTEST = 10


@transaction.atomic
def write_absence(
    *, assessment: Assessment, link: Link, version: int, content: dict[str, object], actor: User
) -> Absence:
    """Say why no children are heard at the link, as {"reason"}; a change takes the signature away, so that the gate
    closes and the reason is public no more until somebody signs again. Sending the same again changes nothing.

    Refused without a whole sentence, with personal data in it, where the edition has no such link or children were
    heard at it, and once the case is over. Conflict when `version` is not the stored one and the stored text differs.
    """
    assessment = hearing(assessment, actor)
    _refuse_needless(assessment, link)
    content = {"reason": str(content["reason"]).strip()}
    if len(str(content["reason"])) < SHORTEST:
        raise Refused(_("Please say in a whole sentence why no children are heard; everybody will read it."))
    refuse_personal(str(content["reason"]))
    refuse_few_children(str(content["reason"]))
    absence, _is_new = Absence.objects.select_for_update().get_or_create(assessment=assessment, link=link)
    absence.assessment = assessment
    if rewrite(absence, content, version=version, actor=actor):
        absence.signed_by = absence.signed_at = None
        absence.save(update_fields=[*stored_fields(absence), "signed_by", "signed_at"])
        _record("absence.written", absence, actor)
    return absence


@transaction.atomic
def sign_absence(*, assessment: Assessment, link: Link, version: int, actor: User) -> Absence:
    """Answer for the reason as it was read in this version: the gate opens, and the reason is public. Signing again
    changes nothing.

    Refused to whoever wrote it last; Conflict where it was changed since it was read.
    """
    assessment = excusing(assessment, actor)
    _refuse_needless(assessment, link)
    absence = Absence.objects.select_for_update().filter(assessment=assessment, link=link).first()
    if absence is None:
        raise Refused(_("There is no reason to sign yet."))
    absence.assessment = assessment
    if version != absence.version:
        raise Conflict(
            _("The reason was changed while you were reading it. Please read it again before you sign."),
            theirs=absence.content(),
            mine={},
            version=absence.version,
        )
    if absence.signed_at is not None:
        return absence
    if absence.updated_by_id == actor.pk:
        raise Refused(_("You have written this reason yourself; another person signs."))
    absence.signed_by, absence.signed_at = actor, timezone.now()
    absence.save(update_fields=["signed_by", "signed_at"])
    _record("absence.signed", absence, actor)
    return absence


def _refuse_needless(assessment: Assessment, link: Link) -> None:
    refuse_closed(assessment)
    gate = next((each for each in gates_of(assessment) if each.link == link), None)
    if gate is None:
        raise Refused(_("The case’s set has no such link at which children take part."))
    if gate.state == State.HEARD:
        raise Refused(_("Children were heard at this link: no reason is needed."))


def _record(name: str, absence: Absence, actor: User) -> None:
    """The reason is public while it is signed and may change until then: the ledger has its hash."""
    data: dict[str, object] = {
        "link": absence.link,
        "version": absence.version,
        "reason": sha256(absence.reason),
    }
    record(name=name, subject=absence.assessment.subject, actor=actor, data=data)
