"""Every write to a panel."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import User
from assessments.models import Assessment
from assessments.queries import authors
from indicators.models import Indicator
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.models import Panel, Score, Seat


@transaction.atomic
def prepare_panel(*, assessment: Assessment, round: int, smallest: int) -> Panel:
    """The round's panel, still without a seat; the one that is there if the office already began to seat it."""
    panel, _created = Panel.objects.get_or_create(
        assessment=assessment, round=round, defaults={"smallest": smallest}
    )
    return panel


@transaction.atomic
def seat_experts(*, panel: Panel, experts: list[User], actor: User) -> None:
    """Make exactly these people the panel. Refused: scoring has begun; somebody is no expert of the city, or belongs to
    the drafting unit, or has worked on the file."""
    panel = _locked(panel)
    if not actor.has_perm("panels.seat_panel", panel):
        raise PermissionDenied("seat_panel")
    if panel.opened_at is not None:
        raise Refused(_("Scoring has begun; the panel can no longer be changed."))
    for reason in conflicts_of_interest(panel.assessment, experts).values():
        raise Refused(reason)
    before = sorted(panel.seats.values_list("expert__username", flat=True))
    after = sorted({expert.username for expert in experts})
    if before == after:
        return
    panel.seats.exclude(expert__in=experts).delete()
    for expert in experts:
        Seat.objects.get_or_create(panel=panel, expert=expert)
    data: dict[str, object] = {"old": before, "new": after}
    record(name="panel.seated", subject=panel.subject, actor=actor, data=data)


def conflicts_of_interest(assessment: Assessment, experts: Iterable[User]) -> dict[int, str]:
    """Why some of these people may not judge the file, by their keys."""
    unit = assessment.drafting_unit
    pool = set(User.objects.holding(Role.EXPERT, unit.city).values_list("pk", flat=True))
    staff = set(User.objects.filter(groups__post__organisation=unit).values_list("pk", flat=True))
    writers = authors(assessment)
    found = {}
    for expert in experts:
        if expert.pk not in pool:
            found[expert.pk] = _("%(name)s is not in the city’s expert pool.") % {"name": expert}
        elif expert.pk in staff:
            found[expert.pk] = _("%(name)s belongs to the drafting unit and cannot judge its own matter.") % {
                "name": expert
            }
        elif expert.pk in writers:
            found[expert.pk] = _("%(name)s has worked on this self-assessment and cannot judge it.") % {
                "name": expert
            }
    return found


@transaction.atomic
def open_panel(*, panel: Panel) -> None:
    """Let the seated experts score, once there are enough of them and still none has a hand in the file: it may have
    been sent back, and written by others, since they were seated. The caller records why."""
    panel = _locked(panel)
    seated = User.objects.filter(seats__panel=panel).order_by("pk")
    if reasons := conflicts_of_interest(panel.assessment, seated).values():
        raise Refused(" ".join(reasons))
    missing = panel.smallest - panel.seats.count()
    if missing > 0:
        said = ngettext(
            "The panel needs %(count)s more expert.", "The panel needs %(count)s more experts.", missing
        )
        raise Refused(said % {"count": missing})
    Panel.objects.filter(pk=panel.pk, opened_at=None).update(opened_at=timezone.now())


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
    if not scored or content["rating"] not in {"", *file.scale.codes}:
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
    score.rating, score.reason = str(content["rating"]), str(content["reason"])
    score.version += 1
    score.save()
    data: dict[str, object] = {"indicator": indicator.code, "old": before, "new": content}
    record(name="score.recorded", subject=seat.subject, actor=actor, data=data)
    return score


@transaction.atomic
def seal_seat(*, panel: Panel, actor: User) -> Seat:
    """Make the actor's scores final. Refused while an indicator lacks a score or a reason; sealing twice is once."""
    panel = _locked(panel)
    seat = _own_seat(panel, actor)
    if seat.sealed_at is not None:
        return seat
    _refuse_closed(panel)
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


@transaction.atomic
def open_scores(*, panel: Panel) -> None:
    """Show all scores together, once every seat is sealed. The caller records why."""
    panel = _locked(panel)
    if panel.seats.filter(sealed_at=None).exists():
        raise Refused(_("Not every expert has sealed yet."))
    Panel.objects.filter(pk=panel.pk, opened_scores_at=None).update(opened_scores_at=timezone.now())


def _locked(panel: Panel) -> Panel:
    return (
        Panel.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(pk=panel.pk)
    )


def _own_seat(panel: Panel, actor: User) -> Seat:
    seat = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("panel__assessment")
        .filter(panel=panel, expert=actor)
        .first()
    )
    if seat is None or not actor.has_perm("panels.score_panel", panel):
        raise PermissionDenied("score_panel")
    return seat


def _own_open_seat(panel: Panel, actor: User) -> Seat:
    seat = _own_seat(panel, actor)
    _refuse_closed(seat.panel)
    if seat.sealed_at is not None:
        raise Refused(_("You have sealed your scores; they can no longer be changed."))
    return seat


def _refuse_closed(panel: Panel) -> None:
    if panel.opened_at is None or panel.opened_scores_at is not None:
        raise Refused(_("The panel is not open for scoring."))
