"""The page on which a publication is prepared, and what still stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json, sha256
from ledger.queries import timeline
from privacy.headcounts import few_children_in
from reports.child import Said, draft, reading, roomy
from reports.models import ChildText, DisclosureReview, Publication, Redaction
from reports.places import where
from reports.queries.marks import marks_of
from reports.queries.preparations import SIGNED
from reports.readability import Reading
from reports.record import finished_record, whole_record
from reports.redaction import Passage, folded, passages, stale, texts, withheld
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.preparations import preparation_of
from workflows.queries.case import Move, moves_for

OUTDATED = gettext_lazy("A text has changed of which something was withheld; please look at it again.")
Record = dict[str, Any]


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

    @property
    def is_english(self) -> bool:
        return self.passage.place.endswith("/en")

    @property
    def few_children(self) -> str:
        """Numbers of children in what is still read, that tables withhold."""
        read = [piece.text for piece in self.pieces if piece.mark is None]
        return _(", ").join(each for text in read for each in few_children_in(text))


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
    record: Record
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
    lacks = [str(OUTDATED)] if outdated else _lacks(assessment, record, marks, review)
    prepared = preparation_of(assessment)
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
        is_open=is_open(case, lacks),
        is_signed=not outdated and _is_signed(assessment, review, record),
        is_handed=prepared.is_handed,
        may_prepare=may_prepare(case, user),
        may_sign=review is not None and user.pk not in prepared.preparers,
        moves=[
            replace(each, reasons=list(dict.fromkeys([*lacks, *each.reasons])))
            for each in moves_for(case, user)
            if each.action == Action.ISSUE
        ],
    )


def as_it_stands(case: Case, user: User) -> Publication:
    """What would be published now, as a publication that no table knows: without a code, a place or a proof."""
    text = canonical_json(preparation_page(case, user).record)
    return Publication(assessment=case.assessment, record=text)


def unprepared(case: Case) -> list[str]:
    """What stands in the way of issuing the report, in sentences."""
    return finished(case)[1]


def finished(case: Case) -> tuple[Record, list[str]]:
    """What would be published now, and what stands in the way of that."""
    whole, marks = whole_record(case), marks_of(case.assessment)
    if stale(whole, marks):
        return {}, [str(OUTDATED)]
    record: Record = finished_record(case.assessment, whole, marks)
    return record, _lacks(case.assessment, record, marks, review_of(case.assessment))


def is_open(case: Case, lacks: Sequence[object]) -> bool:
    """While the case waits to be published; after that, as long as nothing is frozen, only where something is missing
    under what is being made."""
    if case.state == Stage.PUBLICATION:
        return True
    if case.state != Stage.ISSUING or not lacks:
        return False
    return not Publication.objects.filter(assessment=case.assessment).exists()


def _lacks(
    assessment: Assessment, record: Record, marks: list[Redaction], review: DisclosureReview | None
) -> list[str]:
    lacks = []
    found = reading(record["child"], str(record["language"]))
    if not found.passes:
        lacks.append(_("Children cannot read the child edition easily enough yet."))
    if roomy(record["child"]) is None:
        lacks.append(_("The text for children does not fit on its two sheets."))
    if _told_to_children(record, marks):
        lacks.append(_("The text for children says what is withheld everywhere else."))
    if _quoted_to_children(record):
        lacks.append(
            _(
                "The text for children repeats a child’s own words; please say it in others, "
                "for they may be taken back."
            )
        )
    if review is None:
        lacks.append(_("Nobody has reviewed yet what may be disclosed."))
    elif review.signed_by_id is None:
        lacks.append(_("A second person has not signed yet what is disclosed."))
    elif not _is_signed(assessment, review, record):
        lacks.append(_("The report has changed since it was signed; it has to be read and signed again."))
    return lacks


def record_hash(record: Record) -> str:
    return sha256(canonical_json(record))


def _is_signed(assessment: Assessment, review: DisclosureReview | None, record: Record) -> bool:
    """Whether what would be published is to the letter what the second person signed."""
    if review is None or review.signed_by_id is None:
        return False
    signed = timeline(assessment.subject).filter(name=SIGNED).first()
    return signed is not None and signed.data["record"] == record_hash(record)


def _pieces(passage: Passage, marks: list[Redaction]) -> list[Piece]:
    pieces, done = [], 0
    for mark in (each for each in marks if each.place == passage.place):
        pieces += [Piece(passage.text[done : mark.start]), Piece(passage.text[mark.start : mark.end], mark)]
        done = mark.end
    return [each for each in [*pieces, Piece(passage.text[done:])] if each.text]


def _left_open(record: Record, marks: list[Redaction]) -> list[Redaction]:
    """Withheld words that somebody can still read elsewhere in the record, however they are spaced or written."""
    told = folded(*texts(record))
    return [each for each in marks if folded(each.original) in told]


def _told_to_children(record: Record, marks: list[Redaction]) -> list[Redaction]:
    """Withheld words that nobody could read but for the text for children."""
    elsewhere = folded(*texts({key: value for key, value in record.items() if key != "child"}))
    return [each for each in _left_open(record, marks) if folded(each.original) not in elsewhere]


def _quoted_to_children(record: Record) -> bool:
    """Whether the office has copied a quote: in its own text nobody would find it again."""
    said = folded(*texts(record["child"]))
    quotes = [quote for theme in record["heard"]["themes"] for quote in theme["quotes"]]
    return any(folded(quote) in said for quote in quotes)
