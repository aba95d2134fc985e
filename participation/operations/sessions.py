"""Recording when and how children were heard: the session, who was there in numbers, what they were told in the end."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Link
from assessments.models import Assessment
from assessments.operations.changes import rewrite, stored_fields
from ledger.errors import Refused
from ledger.operations import record
from participation.attendance import EVERYBODY
from participation.enums import Facilitator, Method, PlaceType, Quality, Verdict
from participation.models import Attendance, Session, ThemeLock
from participation.operations.doors import hearing, locked_session, refuse_stale
from participation.operations.remarks import refuse_without_consents
from privacy.detector import refuse_personal
from privacy.headcounts import refuse_few_children

Rows = Mapping[tuple[str, str], int]

CONSENTS = ("guardian_consent", "child_assent", "may_use", "may_quote", "may_publish")
# What may still be written once the committee has read of a session.
AFTERWARDS = frozenset({"quality", "told_back", "told_back_on"})
_OF = {"link": Link, "place": PlaceType, "method": Method, "facilitator": Facilitator}


@transaction.atomic
def record_session(
    *, assessment: Assessment, content: dict[str, object], actor: User, attendance: Rows | None = None
) -> Session:
    """The file's next session. `content` has values by the names of `Session.CONTENT`: link, date, place, method and
    role are needed, what is left out of the rest is not said, and every consent not named is a no."""
    assessment = hearing(assessment, actor)
    last = Session.objects.filter(assessment=assessment).aggregate(last=Max("number"))["last"] or 0
    session = Session(assessment=assessment, number=last + 1, created_by=actor)
    _refuse_unheld(session.content() | content)
    rewrite(session, content, version=0, actor=actor)
    session.save()
    rows = _attend(session, attendance or {})
    data = {"number": session.number, **_codes(session), "attended": rows}
    record(name="hearing.recorded", subject=assessment.subject, actor=actor, data=data)
    return session


@transaction.atomic
def save_session(
    *,
    session: Session,
    version: int,
    content: dict[str, object],
    actor: User,
    attendance: Rows | None = None,
) -> Session:
    """Write it anew; what `content` leaves out stays as it is, and so do the numbers without `attendance`. Sending the
    same again changes nothing. Conflict when `version` is not the stored one and the stored content differs.

    Refused: a consent taken back under which there are words still, which is `withdraw_consents`; and, once the
    committee has read of it, everything but the quality card and what the children were told.
    """
    assessment = hearing(session.assessment, actor)
    session = locked_session(session, assessment)
    before, stored = session.content(), _rows_of(session)
    sent = stored if attendance is None else _counted(assessment, attendance)
    _refuse_unheld(before | content)
    changed = rewrite(session, content, version=version, actor=actor)
    if sent != stored:
        if not changed:
            refuse_stale(session, version)
            _touch(session, actor)
        changed["attendance"] = {}
    if not changed:
        return session
    _refuse_read(session, changed)
    _refuse_unconsented(session, [name for name in CONSENTS if name in changed and not content[name]])
    session.save(update_fields=stored_fields(session))
    if sent != stored:
        _attend(session, sent)
        if _said_something(session):
            refuse_without_consents(session)  # younger children than were counted until now
    data = {
        "number": session.number,
        "changed": sorted(changed),
        **_codes(session),
        "attended": _listed(sent),
    }
    record(name="hearing.saved", subject=assessment.subject, actor=actor, data=data)
    return session


@transaction.atomic
def tell_back(
    *, session: Session, version: int, told_back: str, told_back_on: date | None, actor: User
) -> Session:
    """What the children were told, and on which day; possible for as long as anybody wants to tell them."""
    content: dict[str, object] = {"told_back": told_back, "told_back_on": told_back_on}
    return save_session(session=session, version=version, content=content, actor=actor)


def _refuse_unheld(content: dict[str, object]) -> None:
    """What no session can be."""
    for name, words in _OF.items():
        if content[name] not in words.values:
            raise Refused(_("Please say when, where and how the children were heard, and who led it."))
    held, told = content["held_on"], content["told_back_on"]
    if not isinstance(held, date) or held > timezone.localdate():
        raise Refused(
            _("A session is recorded after it was held: please give a day that is not in the future.")
        )
    if bool(content["told_back"]) != bool(told):
        raise Refused(_("Please say both what the children were told and on which day."))
    if isinstance(told, date) and not held <= told <= timezone.localdate():
        raise Refused(
            _("The children were told after the session, and not in the future: please check the day.")
        )
    refuse_personal(str(content["told_back"]), *_notes(content["quality"]))
    refuse_few_children(str(content["told_back"]))


def _notes(card: object) -> list[str]:
    """Of a quality card in its form: {"verdict", "note"} for some of its questions."""
    if not isinstance(card, dict) or card.keys() - set(Quality.values):
        raise Refused(_("This quality card has questions that nobody asks."))
    if any(said.get("verdict", "") not in {"", *Verdict.values} for said in card.values()):
        raise Refused(_("The quality card is answered with yes, in part or no."))
    return [str(said.get("note", "")) for said in card.values()]


def _counted(assessment: Assessment, rows: Rows) -> Rows:
    """Without the empty ones, and in the edition's own codes."""
    file = assessment.indicator_set.file
    ages = {"", *(each.code for each in file.age_groups)}
    groups = {"", *(each.code for each in file.groups if each.code != EVERYBODY)}
    if any(age not in ages or group not in groups for age, group in rows):
        raise Refused(
            _("The case has moved to another edition of the set, which counts otherwise; please reload.")
        )
    if any(number < 0 for number in rows.values()):
        raise Refused(_("Children are counted in whole numbers."))
    return {key: number for key, number in rows.items() if number}


def _attend(session: Session, rows: Rows) -> list[list[object]]:
    rows = _counted(session.assessment, rows)
    session.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, age=age, group=group, number=number)
        for (age, group), number in sorted(rows.items())
    )
    return _listed(rows)


def _rows_of(session: Session) -> Rows:
    return {(row.age, row.group): row.number for row in session.attendance.all()}


def _listed(rows: Rows) -> list[list[object]]:
    return [[age, group, number] for (age, group), number in sorted(rows.items())]


def _touch(session: Session, actor: User) -> None:
    session.version += 1
    session.updated_by, session.updated_at = actor, timezone.now()


def _codes(session: Session) -> dict[str, object]:
    """What the ledger may know of it: no text at all."""
    told = session.told_back_on
    return {
        **{name: str(getattr(session, name)) for name in _OF},
        "held_on": session.held_on.isoformat(),
        "consents": [name for name in CONSENTS if getattr(session, name)],
        "quality": {code: said.get("verdict", "") for code, said in session.quality.items()},
        "told_back_on": told.isoformat() if told else "",
    }


def _refuse_read(session: Session, changed: Collection[str]) -> None:
    lock = ThemeLock.objects.filter(assessment=session.assessment).first()
    if lock is not None and session.created_at < lock.locked_at and set(changed) - AFTERWARDS:
        raise Refused(
            _(
                "The committee has read of this session: its quality card and what the children were told can still be "
                "written, the rest stays as it is. Nothing was saved."
            )
        )


def _said_something(session: Session) -> bool:
    words = session.remarks.live().filter(erased_at=None)
    return words.exists() or session.sheets.filter(taken_back_at=None, erased_at=None).exists()


def _refuse_unconsented(session: Session, gone: list[str]) -> None:
    """What children said, in words or with faces, stands only on a consent."""
    for name in gone:
        quoting = name in {"may_quote", "may_publish"}
        if session.remarks.exclude(quote="").exists() if quoting else _said_something(session):
            raise Refused(
                _(
                    "Children’s words were recorded under this consent. If it is withdrawn, please use “Withdraw "
                    "consent” on the page of the session, which empties them at once. Nothing was saved."
                )
            )
