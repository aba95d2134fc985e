"""The panel's numbered opinions and the department's replies."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Uptake
from indicators.models import Indicator
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.enums import Source
from panels.models import Opinion, Panel, Score
from panels.operations.locks import locked


@transaction.atomic
def collect_opinions(*, panel: Panel) -> None:
    """Number what the experts suggest, after what the office has added; what is numbered stays as it is. In the order
    of the indicators and, within one, of the words, so that no number tells who wrote which."""
    panel = locked(panel)
    numbered = panel.opinions.filter(score__isnull=False).values("score")
    scores = Score.objects.filter(seat__panel=panel, seat__left_at=None).exclude(suggestion="")
    found = scores.exclude(pk__in=numbered).select_related("indicator")
    found = found.order_by("indicator__position", "suggestion", "reference", "pk")
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
        for number, score in enumerate(found, start=_next_number(panel))
    )


@transaction.atomic
def add_opinion(
    *, panel: Panel, source: Source, indicator: Indicator | None, text: str, reference: str, actor: User
) -> Opinion:
    """Let the department answer for what children, another department or the public have said, too. Possible from
    the panel's opening, so that a case without an expert's suggestion has its replies as well; the same words from the
    same source are one opinion."""
    panel = locked(panel)
    if not actor.has_perm("panels.moderate_panel", panel):
        raise PermissionDenied("moderate_panel")
    if not panel.takes_opinions:
        raise Refused(_("No opinion can be added now."))
    if source not in {Source.CHILDREN, Source.DEPARTMENT, Source.PUBLIC}:
        raise Refused(_("Please say whose opinion it is."))
    if indicator is not None and indicator.indicator_set_id != panel.assessment.indicator_set_id:
        raise Refused(_("This indicator is not in the set of the case."))
    if not text:
        raise Refused(_("Please write the opinion."))
    said = {"source": source, "indicator": indicator, "text": text, "reference": reference}
    if same := panel.opinions.filter(**said).first():
        return same
    opinion = Opinion.objects.create(panel=panel, number=_next_number(panel), **said)
    data: dict[str, object] = {
        "number": opinion.number,
        "source": source,
        "indicator": indicator.code if indicator else "",
        "text": text,
        "reference": reference,
    }
    record(name="opinion.added", subject=panel.subject, actor=actor, data=data)
    return opinion


@transaction.atomic
def open_replies(*, panel: Panel) -> None:
    """Let the department reply. The caller records why."""
    Panel.objects.filter(pk=panel.pk, replies_opened_at=None).update(replies_opened_at=timezone.now())


@transaction.atomic
def close_replies(*, panel: Panel) -> None:
    """No reply changes any more. Under the panel's lock, so that none is on its way."""
    panel = locked(panel)
    Panel.objects.filter(pk=panel.pk, replies_closed_at=None).update(replies_closed_at=timezone.now())


@transaction.atomic
def reply(*, opinion: Opinion, version: int, content: dict[str, object], actor: User) -> Opinion:
    """Set what the department does with an opinion. Refused while the replies are not open; Conflict when a colleague
    changed it meanwhile."""
    panel = locked(opinion.panel)
    if not actor.has_perm("panels.reply_panel", panel):
        raise PermissionDenied("reply_panel")
    if not panel.takes_replies:
        raise Refused(_("The panel's opinions cannot be replied to now."))
    if content["uptake"] not in {"", *Uptake.values}:
        raise Refused(_("Please say what you do with the opinion."))
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=opinion.pk)
    opinion.panel = panel
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
    opinion.complete = not opinion.lacks
    opinion.version += 1
    opinion.updated_by, opinion.updated_at = actor, timezone.now()
    opinion.save()
    data: dict[str, object] = {"number": opinion.number, "old": before, "new": content}
    record(name="opinion.replied", subject=panel.subject, actor=actor, data=data)
    return opinion


def _next_number(panel: Panel) -> int:
    last = panel.opinions.order_by("number").last()
    return last.number + 1 if last else 1
