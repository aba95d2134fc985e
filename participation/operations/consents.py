"""A consent withdrawn: what rests on it goes at once."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from ledger.operations import record
from participation.models import Session
from participation.operations.doors import hearing, locked_session
from participation.operations.remarks import empty
from participation.operations.sessions import CONSENTS
from participation.withdrawal import tell_of_withdrawal

QUOTING = frozenset({"may_quote", "may_publish"})


@transaction.atomic
def withdraw_consents(*, session: Session, consents: Collection[str], actor: User) -> Session:
    """Of the whole session, at any time and without a reason. Quoting and publishing: the quotes are emptied. Every
    other one: the words, and what was answered on the telephone."""
    assessment = hearing(session.assessment, actor)
    session = locked_session(session, assessment)
    gone = [name for name in CONSENTS if name in consents and getattr(session, name)]
    if set(consents) - set(CONSENTS) or not consents:
        raise Refused(_("Please say which consent is withdrawn."))
    if not gone:
        return session
    for name in gone:
        setattr(session, name, False)
    session.version += 1
    session.updated_by, session.updated_at = actor, timezone.now()
    session.save(update_fields=[*gone, "version", "updated_by", "updated_at"])
    session.remarks.update(quote="")
    numbers: list[int] = []
    if set(gone) - QUOTING:
        numbers = empty(session.remarks.all())
        session.sheets.filter(taken_back_at=None).update(faces={}, waiting=[], taken_back_at=timezone.now())
    tell_of_withdrawal(assessment)
    data: dict[str, object] = {"session": session.number, "consents": gone, "remarks": numbers}
    record(name="hearing.consent_withdrawn", subject=assessment.subject, actor=actor, data=data)
    return session
