"""The page on which a publication is prepared, and what still stands in its way."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json, sha256
from ledger.queries import timeline
from reports.child import Said, draft, reading, roomy
from reports.models import ChildText, DisclosureReview, Publication, Redaction
from reports.places import where
from reports.queries.marks import marks_of
from reports.readability import Reading
from reports.record import finished_record, whole_record
from reports.redaction import Passage, passages, stale, withheld
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.queries.case import Move, moves_for

PREPARED, SIGNED = "disclosure.prepared", "disclosure.signed"


@dataclass(frozen=True)
class Piece:
    """A part of a text, and what withholds it."""

    text: str
    mark: Redaction | None = None


@dataclass(frozen=True)
class Text:
    """A passage as the page shows it, cut where something is withheld."""

    where: str
    passage: Passage
    pieces: list[Piece]


@dataclass(frozen=True)
class Row:
    """What is withheld, and where in a reader's words."""

    where: str
    mark: Redaction


@dataclass(frozen=True)
class PreparationPage:
    """`left_open` are withheld words that somebody can still read elsewhere in the report, `outdated` those whose text
    has changed since, by a new decision; `is_handed` says that a
    second reader has been asked, and nothing has changed since."""

    case: Case
    record: dict[str, Any]
    texts: list[Text]
    marks: list[Redaction]
    rows: list[Row]
    outdated: list[Redaction]
    left_open: list[Redaction]
    review: DisclosureReview | None
    child: ChildText | None
    said: Said
    draft: Said
    reading: Reading
    fits: bool
    is_open: bool
    is_signed: bool
    is_handed: bool
    may_prepare: bool
    may_sign: bool
    moves: list[Move]

    @property
    def is_readable(self) -> bool:
        return self.reading.passes and self.fits

    @property
    def version(self) -> int:
        return self.review.version if self.review else 0


def may_prepare(case: Case, user: User) -> bool:
    """The office, and whoever publishes."""
    return user.has_perm("workflows.check_case", case) or user.has_perm("workflows.issue_case", case)


def may_read(case: Case, user: User) -> bool:
    """Who prepares, and who could be the second reader: the head of the drafting unit, too."""
    return may_prepare(case, user) or user.has_perm("workflows.sign_case", case)


def review_of(assessment: Assessment) -> DisclosureReview | None:
    rows = DisclosureReview.objects.select_related("prepared_by", "signed_by")
    return rows.filter(assessment=assessment).first()


def preparation_page(case: Case, user: User) -> PreparationPage:
    """Of a case that is being prepared for publication, or has been."""
    assessment, whole = case.assessment, whole_record(case)
    review, every = review_of(assessment), marks_of(assessment)
    outdated = stale(whole, every)
    marks = [each for each in every if each not in outdated]
    blacked = withheld(whole, marks)
    child, first = ChildText.objects.filter(assessment=assessment).first(), draft(blacked)
    said = {part: getattr(child, part) for part in first} if child else first
    record = blacked | {"child": said}
    return PreparationPage(
        case=case,
        record=record,
        texts=[Text(where(whole, each.place), each, _pieces(each, marks)) for each in passages(whole)],
        marks=marks,
        rows=[Row(where(whole, each.place), each) for each in marks],
        outdated=outdated,
        left_open=_left_open(record, marks),
        review=review,
        child=child,
        said=said,
        draft=first,
        reading=reading(said, str(record["language"])),
        fits=roomy(said) is not None,
        is_open=case.state == Stage.PUBLICATION,
        is_signed=not outdated and _is_signed(assessment, review, record),
        is_handed=_is_handed(assessment, review),
        may_prepare=may_prepare(case, user),
        may_sign=review is not None and review.prepared_by_id != user.pk,
        moves=[each for each in moves_for(case, user) if each.action == Action.ISSUE],
    )


def as_it_stands(case: Case, user: User) -> Publication:
    """What would be published now, as a publication that no table knows: without a code, a place or a proof."""
    text = canonical_json(preparation_page(case, user).record)
    return Publication(assessment=case.assessment, record=text)


def unprepared(case: Case) -> list[str]:
    """What stands in the way of issuing the report, in sentences."""
    whole, marks = whole_record(case), marks_of(case.assessment)
    if stale(whole, marks):
        return [_("A text has changed of which something was withheld; please look at it again.")]
    lacks = []
    record: dict[str, Any] = finished_record(case.assessment, whole, marks)
    review = review_of(case.assessment)
    found = reading(record["child"], str(record["language"]))
    if not found.passes:
        lacks.append(_("Children cannot read the child edition easily enough yet."))
    if roomy(record["child"]) is None:
        lacks.append(_("The text for children does not fit on its two sheets."))
    if review is None:
        lacks.append(_("Nobody has reviewed yet what may be disclosed."))
    elif review.signed_by_id is None:
        lacks.append(_("A second person has not signed yet what is disclosed."))
    elif not _is_signed(case.assessment, review, record):
        lacks.append(_("The report has changed since it was signed; it has to be read and signed again."))
    return lacks


def record_hash(record: dict[str, Any]) -> str:
    return sha256(canonical_json(record))


def _is_signed(assessment: Assessment, review: DisclosureReview | None, record: dict[str, Any]) -> bool:
    """Whether what would be published is to the letter what the second person signed."""
    if review is None or review.signed_by_id is None:
        return False
    signed = timeline(assessment.subject).filter(name=SIGNED).first()
    return signed is not None and signed.data["record"] == record_hash(record)


def _is_handed(assessment: Assessment, review: DisclosureReview | None) -> bool:
    if review is None:
        return False
    asked = timeline(assessment.subject).filter(name=PREPARED).first()
    return asked is not None and asked.data["version"] == review.version


def _pieces(passage: Passage, marks: list[Redaction]) -> list[Piece]:
    pieces, done = [], 0
    for mark in (each for each in marks if each.place == passage.place):
        pieces += [Piece(passage.text[done : mark.start]), Piece(passage.text[mark.start : mark.end], mark)]
        done = mark.end
    return [each for each in [*pieces, Piece(passage.text[done:])] if each.text]


def _left_open(record: dict[str, Any], marks: list[Redaction]) -> list[Redaction]:
    """Withheld words that somebody can still read elsewhere in the record."""
    text = canonical_json(record)
    return [each for each in marks if canonical_json(each.original)[1:-1] in text]
