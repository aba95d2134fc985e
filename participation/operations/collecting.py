"""Collecting with a group: a link is opened, children answer under it on one shared telephone, it closes by itself.

Nothing that would tell one child from another is kept. The ledger knows when a link was opened and closed, never when
an answer came in: its time would be the child's.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json, sha256
from ledger.errors import Refused
from ledger.operations import record
from participation.models import Collection, Remark, Session, Sheet
from participation.operations.concerns import raise_concern
from participation.operations.doors import hearing, locked_session
from participation.operations.passing import where_said
from participation.operations.remarks import refuse_without_consents
from participation.sheets import FACE, LONGEST_WORDS, WORDS, Filled, Question, filled
from privacy.detector import CHILDREN, found_in, refuse_personal
from privacy.harm import suggests_harm

MOST_QUESTIONS, LONGEST_QUESTION, MOST_SHEETS = 8, 80, 100
SHORTEST, LONGEST = 5, 240  # minutes
GRACE = timedelta(hours=24)
TOO_LONG = "long"


@dataclass(frozen=True)
class Taken:
    """What became of one sheet. `change`: by question, what kind of thing its words hold that is not kept. Words that
    suggest harm are not in it: what became of them nobody can tell from here."""

    kept: bool
    change: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def open_collection(
    *, session: Session, questions: Sequence[Question], minutes: int, promise: date, actor: User
) -> Collection:
    """The session's link, for so many minutes from now. `questions` have "kind", "text", "text_en", "pictogram" and get
    their codes here; `promise` is the day by which the children are told what became of it."""
    assessment = hearing(session.assessment, actor)
    session = locked_session(session, assessment)
    if Collection.objects.filter(session=session).exists():
        raise Refused(_("This session has had its link; for another group please record another session."))
    refuse_without_consents(session)
    asked = _asked(questions)
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(
            _("Please leave it open for %(least)s to %(most)s minutes.")
            % {"least": SHORTEST, "most": LONGEST}
        )
    if promise < timezone.localdate():
        raise Refused(_("The day on which the children are told lies in the past."))
    collection = Collection.objects.create(
        session=session,
        token=secrets.token_urlsafe(16),
        questions=asked,
        promise=promise,
        opened_by=actor,
        closes_at=timezone.now() + timedelta(minutes=minutes),
    )
    _record(
        "collection.opened",
        collection,
        actor,
        questions=sha256(canonical_json(asked)),
        minutes=minutes,
        promise=promise.isoformat(),
    )
    return collection


@transaction.atomic
def close_collection(*, collection: Collection, actor: User) -> Collection:
    """Before its time. Closing what is closed changes nothing."""
    assessment = hearing(collection.session.assessment, actor)
    session = locked_session(collection.session, assessment)
    collection = Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    collection.session = session
    if not is_open(collection):
        return collection
    collection.closed_at = timezone.now()
    collection.save(update_fields=["closed_at"])
    _record("collection.closed", collection, actor, sheets=collection.sheets.count())
    return collection


def receive_sheets(*, token: str, sheets: Sequence[object]) -> list[Taken]:
    """What a telephone sends, each sheet by itself and in its order. The same sheet again is the same sheet.

    It takes sheets for `GRACE` after the link has closed: a telephone may have been without a connection until then,
    and when a child answered is known to nobody. Nothing marks them as late.
    """
    collection = Collection.objects.select_related("session").get(token=token)
    return [_receive(collection, filled(sent, collection.questions)) for sent in sheets]


def is_open(collection: Collection) -> bool:
    """Whether a child may begin."""
    return collection.closed_at is None and timezone.now() < collection.closes_at


def takes_sheets(collection: Collection) -> bool:
    ended = min(collection.closes_at, collection.closed_at or collection.closes_at)
    return timezone.now() < ended + GRACE


@transaction.atomic
def _receive(collection: Collection, sent: Filled | None) -> Taken:
    """Behind the file's lock, as everything that numbers remarks."""
    rows = Assessment.objects.select_for_update(of=("self",))
    assessment = rows.get(pk=collection.session.assessment_id)
    collection = Collection.objects.select_related("session").get(pk=collection.pk)
    session = collection.session
    session.assessment = assessment
    if sent is None or not takes_sheets(collection) or not _agreed(session):
        return Taken(kept=False)
    sheet = Sheet.objects.filter(key=sent.key).first()
    if sheet is None:
        if Sheet.objects.filter(collection=collection).count() >= MOST_SHEETS:
            return Taken(kept=False)
        sheet = Sheet.objects.create(
            collection=collection, session=session, key=sent.key, faces=sent.faces, waiting=[*sent.words]
        )
    elif sheet.collection_id != collection.pk:
        return Taken(kept=False)
    elif sheet.taken_back_at is not None:
        return Taken(kept=True)
    return _hear(sheet, session, {code: sent.words[code] for code in sent.words if code in sheet.waiting})


def _agreed(session: Session) -> bool:
    """Consents may have been withdrawn since the link was opened."""
    try:
        refuse_without_consents(session)
    except Refused:
        return False
    return True


def _hear(sheet: Sheet, session: Session, words: dict[str, str]) -> Taken:
    """Keep the words, pass on those that suggest harm, and say which ones have to be changed. Harm is looked for first:
    a child who says what somebody does may name that person."""
    harmful = {code: text for code, text in words.items() if suggests_harm(text)}
    change = {code: kind for code, text in words.items() if code not in harmful and (kind := _kind(text))}
    kept = {code: text for code, text in words.items() if code not in harmful and code not in change}
    last = Remark.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    Remark.objects.bulk_create(
        Remark(session=session, number=number, sheet=sheet, question=code, text=text, recorded_at=today)
        for number, (code, text) in enumerate(kept.items(), start=last + 1)
    )
    settled = {*harmful, *kept}
    if settled:
        sheet.waiting = [code for code in sheet.waiting if code not in settled]
        sheet.save(update_fields=["waiting"])
    for text in harmful.values():
        raise_concern(assessment=session.assessment, context=where_said(session), text=text)
    return Taken(kept=True, change=change)


def _kind(text: str) -> str:
    """What the words hold that nobody needs to know of a child. What is too long anyway is not looked through: the file
    is locked meanwhile."""
    if len(text) > LONGEST_WORDS:
        return TOO_LONG
    return str(next((each.kind for each in found_in(text) if each.kind in CHILDREN), ""))


def _asked(questions: Sequence[Question]) -> list[dict[str, str]]:
    """With their codes, as they stay."""
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise Refused(_("Please ask one to %(most)s questions.") % {"most": MOST_QUESTIONS})
    for each in questions:
        if each["kind"] not in {FACE, WORDS} or not each["text"].strip():
            raise Refused(_("A question has no words."))
        if len(each["text"]) > LONGEST_QUESTION or len(each["text_en"]) > LONGEST_QUESTION:
            raise Refused(
                _("A question has at most %(most)s characters; children read it on a telephone.")
                % {"most": LONGEST_QUESTION}
            )
        refuse_personal(each["text"], each["text_en"])
    names = ("kind", "text", "text_en", "pictogram")
    return [
        {"code": f"Q{number}", **{name: each[name].strip() for name in names}}
        for number, each in enumerate(questions, start=1)
    ]


def _record(name: str, collection: Collection, actor: User, **told: object) -> None:
    session = collection.session
    data: dict[str, object] = {"session": session.number, **told}
    record(name=name, subject=session.assessment.subject, actor=actor, data=data)
