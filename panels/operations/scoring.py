"""One expert's scores, and sealing them. Before the scores are opened the ledger learns that a seat has written and on
which indicators, never what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Indicator, IndicatorSet
from indicators.scale import CANNOT_JUDGE
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.judging import Line, Tally, is_complete, tally
from panels.models import Panel, Score, Seat
from panels.operations.locks import locked, own_seat, refuse_unless_scoring
from panels.sealing import commitment, new_salt


@dataclass(frozen=True)
class Judgement:
    """What an expert says of one indicator, and the version of the score that it replaces."""

    code: str
    version: int
    content: dict[str, object]


@dataclass(frozen=True)
class Recorded:
    """The scores as they are stored now, by the codes of their indicators, and how far the whole sheet has come."""

    scores: dict[str, Score]
    tally: Tally


class ScoresConflict(Conflict):
    """Some scores of a sheet were changed elsewhere meanwhile: `each` has the two texts by the codes of indicators."""

    def __init__(self, each: Mapping[str, Conflict]) -> None:
        first = next(iter(each.values()))
        super().__init__(str(first), theirs=first.theirs, mine=first.mine, version=first.version)
        self.each = each


@dataclass(frozen=True)
class _Sheet:
    """What is asked of a seat's expert, in order, and what is stored of it, while the seat is locked."""

    edition: IndicatorSet
    asked: dict[str, tuple[Indicator, str]]
    scores: dict[str, Score]

    def tally(self) -> Tally:
        return tally(
            self.edition.scale,
            (
                Line(indicator.aspect.code, code, own, self.scores[code].content())
                for code, (indicator, own) in self.asked.items()
            ),
        )


def record_score(
    *, panel: Panel, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Score:
    """Set the actor's one score for an indicator; a second call replaces it. Says no like `record_scores`."""
    judgement = Judgement(indicator.code, version, content)
    return record_scores(panel=panel, judgements=[judgement], actor=actor).scores[indicator.code]


@transaction.atomic
def record_scores(*, panel: Panel, judgements: Sequence[Judgement], actor: User) -> Recorded:
    """Set the actor's scores for these indicators, all of them or none; sending the same again changes nothing.

    ScoresConflict when the expert changed some of them elsewhere meanwhile; Refused before scoring opens, after the
    seat is sealed, and for what is no answer of the set's scale.
    """
    seat = _own_open_seat(panel, actor)
    sheet = _sheet_of(seat)
    conflicts, changed = {}, []
    for judgement in judgements:
        score = _answerable(sheet, judgement)
        before = score.content()
        if judgement.content == before:
            continue
        if judgement.version != score.version:
            conflicts[judgement.code] = _conflict(score, before, judgement.content)
            continue
        for name in Score.CONTENT:
            setattr(score, name, judgement.content[name])
        score.complete = is_complete(sheet.edition.scale, sheet.asked[judgement.code][1], judgement.content)
        score.version += 1
        changed.append(score)
    if conflicts:
        raise ScoresConflict(conflicts)
    if changed:
        _store(changed)
        data: dict[str, object] = {"indicators": [score.indicator.code for score in changed]}
        record(name="score.recorded", subject=seat.subject, actor=actor, data=data)
    scores = {judgement.code: sheet.scores[judgement.code] for judgement in judgements}
    return Recorded(scores, sheet.tally())


@transaction.atomic
def seal_seat(*, panel: Panel, actor: User) -> Seat:
    """Make the actor's scores final and commit to them in the ledger. Refused while an indicator lacks a judgement or
    a reason that it needs; sealing twice is once."""
    panel = locked(panel)
    seat = own_seat(panel, actor, "score_panel")
    if seat.sealed_at is not None:
        return seat
    refuse_unless_scoring(panel)
    sheet = _sheet_of(seat)
    if missing := [line.code for line in sheet.tally().open]:
        raise Refused(_("Still without score or reason: %(codes)s.") % {"codes": _(", ").join(missing)})
    seat.salt = new_salt()
    seat.commitment = commitment(seat.salt, {code: score.content() for code, score in sheet.scores.items()})
    seat.sealed_at = timezone.now()
    seat.save(update_fields=["salt", "commitment", "sealed_at"])
    data: dict[str, object] = {"scores": len(sheet.scores), "commitment": seat.commitment}
    record(name="seat.sealed", subject=seat.subject, actor=actor, data=data)
    return seat


def _own_open_seat(panel: Panel, actor: User) -> Seat:
    seat = own_seat(panel, actor, "score_panel")
    refuse_unless_scoring(seat.panel)
    if seat.sealed_at is not None:
        raise Refused(_("You have sealed your scores; they can no longer be changed."))
    return seat


def _sheet_of(seat: Seat) -> _Sheet:
    """In two queries, however many indicators and experts there are; words alone are not scored."""
    edition = seat.panel.assessment.indicator_set
    texts = edition.file.indicators
    asked = {
        answer.indicator.code: (answer.indicator, answer.rating)
        for answer in seat.panel.assessment.answers.select_related("indicator__aspect")
        if texts[answer.indicator.code].answer == "impact"
    }
    stored = {score.indicator_id: score for score in seat.scores.all()}
    scores = {}
    for code, (indicator, own) in asked.items():
        score = stored.get(indicator.pk) or Score()
        indicator.indicator_set, score.seat, score.indicator = edition, seat, indicator
        score.complete = is_complete(edition.scale, own, score.content())
        scores[code] = score
    return _Sheet(edition, asked, scores)


def _answerable(sheet: _Sheet, judgement: Judgement) -> Score:
    allowed = {"", CANNOT_JUDGE, *sheet.edition.scale.codes}
    if judgement.code not in sheet.asked or judgement.content["rating"] not in allowed:
        raise Refused(_("This is not an answer of the set’s scale."))
    return sheet.scores[judgement.code]


def _conflict(score: Score, before: dict[str, object], content: dict[str, object]) -> Conflict:
    differing = [name for name in Score.CONTENT if before[name] != content[name]]
    return Conflict(
        _("You changed this score in another window."),
        theirs={name: before[name] for name in differing},
        mine={name: content[name] for name in differing},
        version=score.version,
    )


def _store(changed: Sequence[Score]) -> None:
    """In one query for the new ones and one for the others."""
    new, known = ([score for score in changed if (score.pk is None) is is_new] for is_new in (True, False))
    for score in known:
        score.updated_at = timezone.now()
    Score.objects.bulk_create(new)
    Score.objects.bulk_update(known, [*Score.CONTENT, "complete", "version", "updated_at"])
