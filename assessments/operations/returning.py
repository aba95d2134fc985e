"""Sending parts of a file back, and taking them in again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Part, ReturnReason
from assessments.models import Assessment, Return, ReturnedItem
from assessments.parts import parts_of
from ledger.errors import Refused
from ledger.operations import record

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Flaw:
    """A part that is to be sent back, and why."""

    part: Part
    code: str
    reason: ReturnReason
    note: str = ""


@transaction.atomic
def open_return(*, assessment: Assessment, note: str, flaws: Sequence[Flaw], actor: User) -> Return:
    """Keep what was read of each part and let only these be written again; without any the whole file. The caller has
    locked the file, checks the right, and moves the case."""
    now = {(each.part, each.code): each for each in parts_of(assessment)}
    for flaw in flaws:
        _refuse_foreign(flaw, now)
    if len({(flaw.part, flaw.code) for flaw in flaws}) < len(flaws):
        raise Refused(_("Something is marked twice."))
    returned = Return.objects.create(
        assessment=assessment,
        number=assessment.returns.count() + 1,
        note=note,
        returned_by=actor,
        returned_at=timezone.now(),
    )
    ReturnedItem.objects.bulk_create(
        ReturnedItem(
            returned=returned,
            part=flaw.part,
            code=flaw.code,
            reason=flaw.reason,
            note=flaw.note,
            read=now[flaw.part, flaw.code].content,
            version=now[flaw.part, flaw.code].version,
        )
        for flaw in flaws
    )
    items = [
        {"part": flaw.part, "code": flaw.code, "reason": flaw.reason, "note": flaw.note} for flaw in flaws
    ]
    data: dict[str, object] = {"number": returned.number, "items": items}
    record(name="return.opened", subject=assessment.subject, actor=actor, data=data)
    return returned


@transaction.atomic
def close_return(*, assessment: Assessment) -> None:
    """The office has the file again. The caller records why."""
    Return.objects.filter(assessment=assessment, closed_at=None).update(closed_at=timezone.now())


def _refuse_foreign(flaw: Flaw, known: Collection[tuple[Part, str]]) -> None:
    if (flaw.part, flaw.code) not in known:
        raise Refused(_("The file has no such part; please look at the page again."))
    if flaw.reason not in ReturnReason:
        raise Refused(_("Please choose a reason for everything that goes back."))
    if flaw.reason == ReturnReason.OTHER and not flaw.note:
        raise Refused(_("Please say what the other reason is."))
    if len(flaw.note) > LONGEST_NOTE:
        raise Refused(_("A note has at most %(limit)s characters.") % {"limit": LONGEST_NOTE})
