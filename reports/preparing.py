"""Preparing a publication: the child edition's words, what is withheld and why, and the second reader's signature.

Possible while the case waits to be published. Every change takes the signature away, for it stands for what was read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from assessments.models import Assessment
from ledger.errors import Conflict, Refused
from ledger.operations import record
from notices.enums import NoticeKind
from notices.operations import notify
from reports.child import PARTS
from reports.enums import Ground
from reports.models import ChildText, DisclosureReview, Redaction
from reports.queries.marks import marks_of
from reports.queries.preparations import GIVEN_BACK, PREPARED, SAVED, SIGNED, WITHHELD
from reports.queries.preparing import (
    finished,
    is_open,
    may_prepare,
    may_read,
    record_hash,
    unprepared,
)
from reports.record import whole_record
from reports.redaction import folded, passages
from workflows.enums import Stage
from workflows.models import Case
from workflows.operations import locked
from workflows.preparations import preparation_of

MOST_PLACES = 300  # at once; each is a row, a place in the ledger's event, and a box on paper with its ground


@transaction.atomic
def save_child_text(
    *, assessment: Assessment, version: int, content: Mapping[str, str], actor: User
) -> ChildText:
    """Set the child edition's words in the place of the draft; Conflict when a colleague wrote others meanwhile."""
    _open(assessment, actor)
    stored = ChildText.objects.select_for_update().filter(assessment=assessment).first()
    before = _said(stored) if stored else dict.fromkeys(PARTS, "")
    if dict(content) == before and stored:
        return stored
    if version != (stored.version if stored else 0):
        differing = [part for part in PARTS if content[part] != before[part]]
        raise Conflict(
            _("A colleague changed the text for children meanwhile."),
            theirs={part: before[part] for part in differing},
            mine={part: content[part] for part in differing},
            version=stored.version if stored else 0,
        )
    if not all(content[part] for part in PARTS):
        raise Refused(_("Please answer all four questions; children ask each of them."))
    facts = dict(content) | {"version": version + 1, "updated_by": actor, "updated_at": timezone.now()}
    child, _new = ChildText.objects.update_or_create(assessment=assessment, defaults=facts)
    _unsign(assessment, actor)
    data: dict[str, object] = {"old": before, "new": dict(content)}
    record(name=SAVED, subject=assessment.subject, actor=actor, data=data)
    return child


@transaction.atomic
def withhold(
    *, assessment: Assessment, version: int, words: str, ground: Ground, note: str = "", actor: User
) -> list[Redaction]:
    """Black these words wherever the record's own texts have them; of a file whose name has them, all.

    What is already withheld stays so; where it covers part of the words, the rest is withheld too. Refused where they
    stand in more than MOST_PLACES. The ledger learns where and why, never what.
    """
    case = _open(assessment, actor)
    review = _review(assessment, version, mine={"words": words, "ground": ground})
    if ground not in Ground.values:
        raise Refused(_("Please name the legal ground."))
    found = [
        Redaction(
            place=each.place, start=start, end=end, original=each.text[start:end], ground=ground, note=note
        )
        for each in passages(whole_record(case))
        for start, end in (each.occurrences(words) if folded(words) else ())
    ]
    new = list(_still_open(found, marks_of(assessment)))
    if not new:
        raise Refused(_("These words stand nowhere in the report’s texts, or are withheld already."))
    if len(new) > MOST_PLACES:
        raise Refused(
            _(
                "These words stand in %(count)s places. Please withhold longer passages, at most %(most)s at once."
            )
            % {"count": len(new), "most": MOST_PLACES}
        )
    review = _prepared(assessment, review, actor)
    for each in new:
        each.review = review
    Redaction.objects.bulk_create(new)
    data: dict[str, object] = {"ground": ground, "places": [_place(each) for each in new]}
    record(name=WITHHELD, subject=assessment.subject, actor=actor, data=data)
    return new


@transaction.atomic
def disclose(*, assessment: Assessment, version: int, redaction: int, actor: User) -> None:
    """Let a passage be read after all. One that somebody has given back already is no concern any more."""
    _open(assessment, actor)
    review = _review(assessment, version, mine={})
    mark = Redaction.objects.filter(review__assessment=assessment, pk=redaction).first()
    if mark is None:
        return
    _prepared(assessment, review, actor)
    place = _place(mark)
    mark.delete()
    record(name=GIVEN_BACK, subject=assessment.subject, actor=actor, data={"places": [place]})


@transaction.atomic
def hand_to_second(*, assessment: Assessment, version: int, actor: User) -> DisclosureReview:
    """Say that the preparation is finished: somebody else is asked to read it all and sign."""
    case = _open(assessment, actor)
    review = _review(assessment, version, mine={})
    if review is not None and review.signed_by_id is not None and not unprepared(case):
        raise Refused(_("It is signed as it stands: nothing has to be read again."))
    review = _prepared(assessment, review, actor)
    data: dict[str, object] = {"version": review.version, "withheld": len(marks_of(assessment))}
    record(name=PREPARED, subject=assessment.subject, actor=actor, data=data)
    _tell_readers(assessment, review)
    return review


@transaction.atomic
def sign_review(*, assessment: Assessment, version: int, actor: User) -> DisclosureReview:
    """A second person answers for what is disclosed and what is not; the ledger holds the hash of what was read."""
    case = locked(assessment.case)
    if not may_read(case, actor):
        raise PermissionDenied("sign_review")
    _refuse_late(case)
    review = _review(assessment, version, mine={})
    if review is None:
        raise Refused(_("The review has not been prepared yet."))
    if actor.pk in preparation_of(assessment).preparers:
        raise Refused(_("You have prepared it yourself; another person signs."))
    if review.signed_by_id is not None:
        return review
    content, lacks = finished(case)
    if not content:
        raise Refused(" ".join(lacks))
    review.signed_by, review.signed_at = actor, timezone.now()
    review.save(update_fields=["signed_by", "signed_at"])
    data: dict[str, object] = {"record": record_hash(content), "withheld": len(marks_of(assessment))}
    record(name=SIGNED, subject=assessment.subject, actor=actor, data=data)
    return review


def _open(assessment: Assessment, actor: User) -> Case:
    """The case, locked, as long as this person may prepare its publication."""
    case = locked(assessment.case)
    if not may_prepare(case, actor):
        raise PermissionDenied("prepare_publication")
    _refuse_late(case)
    return case


def _refuse_late(case: Case) -> None:
    if not is_open(case, unprepared(case) if case.state == Stage.ISSUING else ()):
        raise Refused(
            _("This is no longer possible: the case is now in “%(stage)s”.")
            % {"stage": Stage(case.state).label}
        )


def _review(assessment: Assessment, version: int, mine: Mapping[str, object]) -> DisclosureReview | None:
    """The review as the caller has read it; none before anybody has begun."""
    review = DisclosureReview.objects.select_for_update().filter(assessment=assessment).first()
    stored = review.version if review else 0
    if version != stored:
        raise Conflict(
            _("A colleague changed the review meanwhile."),
            theirs={"withheld": [_place(each) for each in marks_of(assessment)]},
            mine=mine,
            version=stored,
        )
    return review


def _prepared(assessment: Assessment, review: DisclosureReview | None, actor: User) -> DisclosureReview:
    """The review after a change: by whom, and signed by nobody."""
    now = timezone.now()
    if review is None:
        return DisclosureReview.objects.create(
            assessment=assessment, prepared_by=actor, prepared_at=now, version=1
        )
    review.prepared_by, review.prepared_at = actor, now
    review.signed_by = review.signed_at = None
    review.version += 1
    review.save()
    return review


def _unsign(assessment: Assessment, actor: User) -> None:
    """Other words for children are read by somebody else, too."""
    DisclosureReview.objects.filter(assessment=assessment).update(
        prepared_by=actor,
        prepared_at=timezone.now(),
        signed_by=None,
        signed_at=None,
        version=F("version") + 1,
    )


def _tell_readers(assessment: Assessment, review: DisclosureReview) -> None:
    unit = assessment.drafting_unit
    heads = User.objects.filter(groups__post__organisation=unit, groups__post__role=Role.HEAD)
    readers = {each.pk: each for each in (*User.objects.holding(Role.OFFICE, unit.city), *heads)}
    notify(
        recipients=[readers[pk] for pk in sorted(readers.keys() - preparation_of(assessment).preparers)],
        kind=NoticeKind.HANDED_OVER,
        key=f"second-reader:{review.pk}:{review.version}",
        title=lambda: (
            _("To be read and signed before it is published: %(title)s") % {"title": assessment.local.title}
        ),
        text=lambda: _("Any one of you who has not prepared it may sign what is disclosed."),
        url=reverse("reports:show_preparation", args=[assessment.code]),
    )


def _said(stored: ChildText) -> dict[str, str]:
    return {part: getattr(stored, part) for part in PARTS}


def _still_open(found: Iterable[Redaction], taken: Iterable[Redaction]) -> Iterator[Redaction]:
    """What of the found passages no box covers yet."""
    covered: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in taken:
        covered[each.place].append((each.start, each.end))
    for each in found:
        begin = each.start
        for start, end in [*sorted(covered[each.place]), (each.end, each.end)]:
            if begin < min(start, each.end):
                yield _part(each, begin, min(start, each.end))
            begin = max(begin, end)


def _part(mark: Redaction, start: int, end: int) -> Redaction:
    original = mark.original[start - mark.start : end - mark.start]
    return Redaction(
        place=mark.place, start=start, end=end, original=original, ground=mark.ground, note=mark.note
    )


def _place(mark: Redaction) -> str:
    return f"{mark.place} {mark.start}–{mark.end}"
