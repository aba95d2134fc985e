"""The only door to raw words of minors."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger.canonical import sha256
from ledger.errors import Refused
from ledger.operations import record
from privacy.detector import refuse_personal
from privacy.models import SensitiveReading

SHORTEST = 5
LONGEST = 300


def too_short() -> str:
    """What is said to a reason that gives none."""
    said = _("Please say why you need to read this, in at least %(number)s characters. Your reason is kept.")
    return said % {"number": SHORTEST}


@transaction.atomic
def open_sensitive(*, subject: str, what: str, rows: int, reason: str, actor: Any) -> SensitiveReading:
    """Write down that `actor` is about to read `rows` rows of `what` (a code, as in "remarks") of `subject`, and why.

    Whoever shows raw words calls this first, in the transaction that reads them. Whether the actor may read them is
    the caller's to ask. The ledger gets no reason in words, but the hash that keeps it from being changed. The
    reason is never erased, so it names nobody.
    """
    said = " ".join(reason.split())
    if len(said) < SHORTEST:
        raise Refused(too_short())
    if len(said) > LONGEST:
        raise Refused(_("Your reason is too long. Say it in 300 characters."))
    refuse_personal(said)
    reading = SensitiveReading.objects.create(
        subject=subject, what=what, rows=rows, reason=said, reader=actor
    )
    data: dict[str, object] = {
        "reading": reading.pk,
        "what": what,
        "rows": rows,
        "reason": sha256(said),
    }
    record(name="words.opened", subject=subject, actor=actor, data=data)
    return reading
