"""Forming a panel: by hand, or by lot."""

import secrets
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json, sha256
from ledger.errors import Refused
from ledger.operations import record
from panels.drawing import METHOD, Impossible, draw, plain
from panels.models import Draw, Panel, Seat
from panels.operations.locks import locked
from panels.queries.seating import cannot_draw, nominees, panel_lacks, refusals, rules_of


@transaction.atomic
def prepare_panel(*, assessment: Assessment, round: int, smallest: int) -> Panel:
    """The round's panel, still without a seat; the one that is there if the office already began to seat it."""
    panel, _created = Panel.objects.get_or_create(
        assessment=assessment, round=round, defaults={"smallest": smallest}
    )
    return panel


@transaction.atomic
def seat_experts(*, panel: Panel, experts: Sequence[User], actor: User) -> None:
    """Make exactly these people the panel. Refused: scoring has begun; somebody is not in the city's pool or not in
    term, sits on as many panels as agreed, or has a part in the matter."""
    panel = _formed_by(panel, actor)
    for reason in refusals(panel, experts):
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


@transaction.atomic
def draw_experts(*, panel: Panel, actor: User) -> Draw:
    """Complete the panel by lot from those of the pool who may be seated, and keep all that is needed to draw again.
    Whoever sits there stays. Refused: scoring has begun, nothing is lacking, or the pool cannot meet a rule."""
    panel = _formed_by(panel, actor)
    if not panel_lacks(panel):
        raise Refused(_("The panel is complete; there is nothing to draw."))
    pool, rules, seed = nominees(panel), rules_of(panel), secrets.token_hex(32)
    candidates = [each.candidate() for each in pool]
    try:
        drawn = draw(seed, rules, candidates)
    except Impossible as impossible:
        raise Refused(" ".join(cannot_draw(lack) for lack in impossible.lacks)) from None
    made = Draw.objects.create(
        panel=panel,
        number=panel.draws.count() + 1,
        seed=seed,
        method=METHOD,
        rules=plain(rules),
        candidates=[plain(each) for each in candidates],
        drawn=list(drawn),
        drawn_by=actor,
        drawn_at=timezone.now(),
    )
    by_mark = {each.entry.mark: each.entry for each in pool}
    for mark in drawn:
        Seat.objects.create(panel=panel, expert=by_mark[mark].user, drawn_in=made)
    record(name="panel.drawn", subject=panel.subject, actor=actor, data=drawn_data(made))
    return made


def drawn_data(draw: Draw) -> dict[str, object]:
    """What the ledger says of a draw; of the candidates, of whom it tells things, only the hash."""
    return {
        "draw": draw.number,
        "seed": draw.seed,
        "method": draw.method,
        "rules": draw.rules,
        "candidates": sha256(canonical_json(draw.candidates)),
        "drawn": draw.drawn,
    }


@transaction.atomic
def appoint_chair(*, panel: Panel, expert: User, actor: User) -> None:
    """One of those who sit there leads the panel and rules on doubtful declarations, until the scores are open."""
    panel = _seated_by(panel, actor)
    if panel.opened_scores_at is not None:
        raise Refused(_("The scores are open; the panel’s chair stays as it is."))
    seat = panel.seats.counting().filter(expert=expert).first()
    if seat is None:
        raise Refused(_("%(name)s has no seat on this panel.") % {"name": expert})
    if seat.chair:
        return
    before = panel.seats.filter(chair=True).values_list("expert__username", flat=True).first()
    panel.seats.filter(chair=True).update(chair=False)
    panel.seats.filter(pk=seat.pk).update(chair=True)
    data: dict[str, object] = {"old": before, "new": expert.username}
    record(name="panel.chair_appointed", subject=panel.subject, actor=actor, data=data)


def _seated_by(panel: Panel, actor: User) -> Panel:
    """The panel, locked, for somebody who may seat it."""
    panel = locked(panel)
    if not actor.has_perm("panels.seat_panel", panel):
        raise PermissionDenied("seat_panel")
    return panel


def _formed_by(panel: Panel, actor: User) -> Panel:
    panel = _seated_by(panel, actor)
    if panel.opened_at is not None:
        raise Refused(_("Scoring has begun; the panel can no longer be changed."))
    return panel
