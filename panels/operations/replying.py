"""The panel's numbered opinions and the department's replies."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.enums import Source, Uptake
from panels.models import Opinion, Panel, Score
from panels.operations.locks import locked


@transaction.atomic
def collect_opinions(*, panel: Panel) -> None:
    """Number what the experts suggest, in the order of the indicators; what is numbered stays as it is. In the order of
    words within an indicator, so that the order does not tell who wrote which."""
    if panel.opinions.exists():
        return
    scores = Score.objects.filter(seat__panel=panel, seat__left_at=None).exclude(suggestion="")
    found = scores.select_related("indicator").order_by("indicator__position", "suggestion", "pk")
    Opinion.objects.bulk_create(
        Opinion(
            panel=panel,
            number=number,
            source=Source.EXPERT,
            indicator=score.indicator,
            score=score,
            text=score.suggestion,
            reference=score.reference,
        )
        for number, score in enumerate(found, start=1)
    )


@transaction.atomic
def open_replies(*, panel: Panel) -> None:
    """Let the department reply. The caller records why."""
    Panel.objects.filter(pk=panel.pk, replies_opened_at=None).update(replies_opened_at=timezone.now())


@transaction.atomic
def close_replies(*, panel: Panel) -> None:
    Panel.objects.filter(pk=panel.pk, replies_closed_at=None).update(replies_closed_at=timezone.now())


@transaction.atomic
def reply(*, opinion: Opinion, version: int, content: dict[str, object], actor: User) -> Opinion:
    """Set what the department does with an opinion. Refused while the replies are not open; Conflict when a colleague
    changed it meanwhile."""
    panel = locked(opinion.panel)
    if not actor.has_perm("panels.reply_panel", panel):
        raise PermissionDenied("reply_panel")
    if panel.replies_opened_at is None or panel.replies_closed_at is not None:
        raise Refused(_("The panel's opinions cannot be replied to now."))
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("panel").get(pk=opinion.pk)
    before = opinion.content()
    if content == before:
        return opinion
    if version != opinion.version:
        differing = [name for name in Opinion.CONTENT if before[name] != content[name]]
        raise Conflict(
            _("A colleague changed this reply meanwhile."),
            theirs={name: before[name] for name in differing},
            mine={name: content[name] for name in differing},
            version=opinion.version,
        )
    for name in Opinion.CONTENT:
        setattr(opinion, name, content[name])
    opinion.complete = bool(opinion.uptake and (opinion.reason or opinion.clause)) and not (
        opinion.uptake == Uptake.NOT_ADOPTED and not opinion.reason
    )
    opinion.version += 1
    opinion.updated_by, opinion.updated_at = actor, timezone.now()
    opinion.save()
    data: dict[str, object] = {"number": opinion.number, "old": before, "new": content}
    record(name="opinion.replied", subject=panel.subject, actor=actor, data=data)
    return opinion
