"""What children said, word by word: written down without names, sorted, quoted, taken back.

Words that suggest harm are no consultation data: `pass_on_harm` takes them out before, whatever becomes of the rest.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.errors import Refused
from ledger.operations import record
from participation.attendance import lacks_guardian
from participation.models import Remark, Session, Sheet, Theme
from participation.operations.doors import hearing, locked_session, reading_words, refuse_stale
from participation.querysets import RemarkQuerySet
from participation.withdrawal import tell_of_withdrawal
from privacy.detector import refuse_personal
from privacy.harm import suggests_harm

LONGEST_REMARK, LONGEST_QUOTE = 500, 200
UNSORTED = 0


@transaction.atomic
def add_remarks(*, session: Session, version: int, lines: Mapping[int, Sequence[str]], actor: User) -> int:
    """One remark a line, by the number of its theme, `UNSORTED` for none yet. All of it or nothing is stored; how many
    they are.

    Refused: a consent is missing, a line looks as if it told who somebody is, or suggests harm: `pass_on_harm` comes
    before. Conflict when somebody wrote in the session meanwhile.
    """
    assessment = hearing(session.assessment, actor)
    session = locked_session(session, assessment)
    refuse_stale(session, version)
    refuse_without_consents(session)
    said = [(theme, text) for theme, texts in lines.items() for each in texts if (text := each.strip())]
    if not said:
        raise Refused(_("Please write what the children said, one remark a line."))
    themes = {each.number: each for each in Theme.objects.filter(assessment=assessment)}
    if any(theme not in {UNSORTED, *themes} for theme, _text in said):
        raise Refused(
            _("A theme has been removed meanwhile. Please sort these words anew; nothing was saved.")
        )
    if any(suggests_harm(text) for _theme, text in said):
        raise Refused(_("A line suggests that a child is being harmed: it is no remark. Nothing was saved."))
    _refuse_long(said)
    refuse_personal(*(text for _theme, text in said))
    _store(session, [(themes.get(theme), text) for theme, text in said], actor)
    return len(said)


def refuse_without_consents(session: Session) -> None:
    """Words of children are kept only where everybody who has to agree has agreed."""
    if not session.child_assent:
        raise Refused(
            _("Every child has to agree before its words are written down; this is not recorded here.")
        )
    if lacks_guardian(session):
        raise Refused(
            _(
                "Children under 14 may have been there: their guardians have to agree before words are written down, "
                "and this is not recorded here."
            )
        )
    if not session.may_use:
        raise Refused(_("Nobody has agreed that remarks are used in the assessment; so none is kept."))


@transaction.atomic
def sort_remark(*, remark: Remark, theme: Theme | None, actor: User) -> Remark:
    """Under a theme of the same file, or under none again."""
    remark = _opened(remark, actor)
    if theme is not None and theme.assessment_id != remark.session.assessment_id:
        raise Refused(_("This theme belongs to another case."))
    if remark.theme_id == (theme.pk if theme else None):
        return remark
    before, remark.theme = remark.theme, theme
    remark.save(update_fields=["theme"])
    numbers = {"old": before.number if before else UNSORTED, "new": theme.number if theme else UNSORTED}
    _record("remark.sorted", remark, actor, **numbers)
    return remark


@transaction.atomic
def quote_remark(*, remark: Remark, quote: str, actor: User) -> Remark:
    """The words as they may be published; empty takes the quote away. Refused where the session's children have not
    agreed to both quoting and publishing."""
    remark, quote = _opened(remark, actor), quote.strip()
    if quote == remark.quote:
        return remark
    if quote:
        if not (remark.session.may_quote and remark.session.may_publish):
            raise Refused(_("The children of this session have not agreed to be quoted and published."))
        if len(quote) > LONGEST_QUOTE:
            raise Refused(_("A quote has at most %(most)s characters.") % {"most": LONGEST_QUOTE})
        if suggests_harm(quote):
            raise Refused(_("These words suggest that a child is being harmed; they are not published."))
        refuse_personal(quote)
    remark.quote = quote
    remark.save(update_fields=["quote"])
    _record("remark.quoted", remark, actor, quoted=bool(quote))
    return remark


@transaction.atomic
def take_back_remark(*, remark: Remark, actor: User) -> Remark:
    """A child does not want it known any more: words and quote are emptied at once, and drafts and public editions
    follow. Doing it twice is doing it once."""
    assessment = reading_words(remark.session.assessment, actor)
    if numbers := empty(Remark.objects.filter(pk=remark.pk)):
        tell(assessment, remark.session, actor, remarks=numbers)
    return Remark.objects.select_related("session").get(pk=remark.pk)


@transaction.atomic
def take_back_sheet(*, sheet: Sheet, actor: User) -> Sheet:
    """Everything that one child answered on the telephone; refused once sheets are mixed, for it would take what other
    children have said."""
    assessment = reading_words(sheet.session.assessment, actor)
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("session").get(pk=sheet.pk)
    if sheet.erased_at is not None:
        raise Refused(
            _(
                "The time of these answers is over: only their counts are left, and none of them is one child’s."
            )
        )
    if sheet.taken_back_at is None:
        numbers = empty(Remark.objects.filter(sheet=sheet))
        sheet.faces, sheet.waiting, sheet.taken_back_at = {}, [], timezone.now()
        sheet.save(update_fields=["faces", "waiting", "taken_back_at"])
        tell(assessment, sheet.session, actor, remarks=numbers, sheet=sheet.pk)
    return sheet


def empty(remarks: RemarkQuerySet) -> list[int]:
    """The numbers of those that were not taken back before. The caller has locked the file."""
    live = remarks.live()
    numbers = sorted(live.values_list("number", flat=True))
    live.update(text="", quote="", taken_back_at=timezone.now())
    return numbers


def tell(assessment: Assessment, session: Session, actor: User, **keys: object) -> None:
    """Those who have drafts and editions to put right, and the ledger, by keys alone."""
    tell_of_withdrawal(assessment)
    data: dict[str, object] = {"session": session.number, **keys}
    record(name="remark.taken_back", subject=assessment.subject, actor=actor, data=data)


def _opened(remark: Remark, actor: User) -> Remark:
    """Locked, and not taken back or past its time."""
    assessment = reading_words(remark.session.assessment, actor)
    rows = Remark.objects.select_for_update(of=("self",)).select_related("session", "theme")
    remark = rows.get(pk=remark.pk)
    remark.session.assessment = assessment
    if remark.taken_back_at is not None or remark.erased_at is not None:
        raise Refused(_("These words have been taken back or erased; nothing is left of them."))
    return remark


def _refuse_long(said: list[tuple[int, str]]) -> None:
    for _theme, text in said:
        if len(text) > LONGEST_REMARK:
            raise Refused(
                _(
                    "A line has %(length)s characters; a remark is at most %(most)s. Please write one remark a line."
                )
                % {"length": len(text), "most": LONGEST_REMARK}
            )


def _store(session: Session, said: list[tuple[Theme | None, str]], actor: User) -> None:
    last = session.remarks.aggregate(last=Max("number"))["last"] or 0
    Remark.objects.bulk_create(
        Remark(session=session, number=number, theme=theme, text=text)
        for number, (theme, text) in enumerate(said, start=last + 1)
    )
    session.version += 1
    session.save(update_fields=["version"])
    sorted_under = [theme.number if theme else UNSORTED for theme, _text in said]
    data: dict[str, object] = {"session": session.number, "first": last + 1, "themes": sorted_under}
    record(name="remark.added", subject=session.assessment.subject, actor=actor, data=data)


def _record(name: str, remark: Remark, actor: User, **told: object) -> None:
    data: dict[str, object] = {"session": remark.session.number, "remark": remark.number, **told}
    record(name=name, subject=remark.session.assessment.subject, actor=actor, data=data)
