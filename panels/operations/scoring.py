"""One expert's scores, and sealing them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Indicator
from indicators.scale import CANNOT_JUDGE
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.models import Panel, Score, Seat
from panels.operations.locks import locked, own_seat, refuse_unless_scoring


@transaction.atomic
def record_score(
    *, panel: Panel, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Score:
    """Set the actor's one score for an indicator; a second call replaces it, and the ledger keeps both.

    Conflict when the expert changed it elsewhere meanwhile; Refused before scoring opens and after the seat is sealed.
    """
    seat = _own_open_seat(panel, actor)
    score = Score.objects.filter(seat=seat, indicator=indicator).first() or Score(
        seat=seat, indicator=indicator
    )
    file = panel.assessment.indicator_set.file
    scored = indicator.code in file.indicators and file.indicators[indicator.code].answer == "impact"
    if not scored or content["rating"] not in {"", CANNOT_JUDGE, *file.scale.codes}:
        raise Refused(_("This is not an answer of the set’s scale."))
    before = score.content()
    if content == before:
        return score
    if version != score.version:
        differing = [name for name in Score.CONTENT if before[name] != content[name]]
        raise Conflict(
            _("You changed this score in another window."),
            theirs={name: before[name] for name in differing},
            mine={name: content[name] for name in differing},
            version=score.version,
        )
    for name in Score.CONTENT:
        setattr(score, name, content[name])
    score.complete = bool(score.rating and score.reason)
    score.version += 1
    score.save()
    data: dict[str, object] = {"indicator": indicator.code, "old": before, "new": content}
    record(name="score.recorded", subject=seat.subject, actor=actor, data=data)
    return score


@transaction.atomic
def seal_seat(*, panel: Panel, actor: User) -> Seat:
    """Make the actor's scores final. Refused while an indicator lacks a score or a reason; sealing twice is once."""
    panel = locked(panel)
    seat = own_seat(panel, actor, "score_panel")
    if seat.sealed_at is not None:
        return seat
    refuse_unless_scoring(panel)
    complete = {score.indicator_id for score in seat.scores.all() if score.complete}
    texts = panel.assessment.indicator_set.file.indicators
    asked = [answer.indicator for answer in panel.assessment.answers.select_related("indicator")]
    missing = [
        each.code
        for each in asked
        if each.pk not in complete and texts[each.code].answer == "impact"  # words alone are not scored
    ]
    if missing:
        raise Refused(_("Still without score or reason: %(codes)s.") % {"codes": _(", ").join(missing)})
    seat.sealed_at = timezone.now()
    seat.save(update_fields=["sealed_at"])
    record(name="seat.sealed", subject=seat.subject, actor=actor, data={"scores": len(complete)})
    return seat


def _own_open_seat(panel: Panel, actor: User) -> Seat:
    seat = own_seat(panel, actor, "score_panel")
    refuse_unless_scoring(seat.panel)
    if seat.sealed_at is not None:
        raise Refused(_("You have sealed your scores; they can no longer be changed."))
    return seat
