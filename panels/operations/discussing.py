"""The round in which a panel talks about what lies apart, and may judge anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Indicator
from indicators.scale import CANNOT_JUDGE
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.enums import Phase
from panels.models import Panel, Remark, Revision, Score, Seat
from panels.operations.locks import locked, own_seat
from panels.operations.measuring import store_figures


@transaction.atomic
def open_discussion(*, panel: Panel) -> None:
    """Let the experts discuss and revise. The caller records why."""
    Panel.objects.filter(pk=panel.pk, discussion_opened_at=None).update(discussion_opened_at=timezone.now())


@transaction.atomic
def close_discussion(*, panel: Panel) -> None:
    """What the experts hold now is what counts, and its figures are worked out. Under the panel's lock, so that no
    second judgement is on its way. The caller records why."""
    panel = locked(panel)
    if not panel.discusses:
        return
    panel.discussion_closed_at = timezone.now()
    panel.save(update_fields=["discussion_closed_at"])
    store_figures(panel=panel, phase=Phase.FINAL)


@transaction.atomic
def remark(*, panel: Panel, indicator: Indicator | None, text: str, actor: User) -> Remark:
    """Add to the discussion of an indicator, or of the whole. Nothing that was said is changed or taken back; the same
    words said again as the last of their place are said once."""
    panel = locked(panel)
    seat = _seat_of(panel, actor)
    _refuse_unless_discussing(panel)
    if not text:
        raise Refused(_("Please write something."))
    if indicator is not None:
        _refuse_unless_asked(panel, indicator)
    last = panel.remarks.filter(indicator=indicator).last()
    if last is not None and (last.author_id, last.text) == (actor.pk, text):
        return last
    said = Remark.objects.create(panel=panel, indicator=indicator, seat=seat, author=actor, text=text)
    data: dict[str, object] = {"indicator": indicator.code if indicator else "", "text": text}
    record(name="remark.written", subject=_subject(panel, seat), actor=actor, data=data)
    return said


@transaction.atomic
def revise(
    *, panel: Panel, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Revision:
    """The actor's second judgement of an indicator, with its reason, until the discussion closes. What was sealed
    stays. Conflict when the expert changed it elsewhere meanwhile."""
    panel = locked(panel)
    seat = own_seat(panel, actor, "discuss_panel")
    _refuse_unless_discussing(panel)
    score = Score.objects.filter(seat=seat, indicator=indicator).select_related("revision").first()
    if score is None:
        raise Refused(_("You have not scored this indicator."))
    if content["rating"] not in {CANNOT_JUDGE, *panel.assessment.indicator_set.file.scale.codes}:
        raise Refused(_("This is not an answer of the set’s scale."))
    if not content["reason"]:
        raise Refused(_("Please say why you judge anew."))
    revision = getattr(score, "revision", None) or Revision(score=score)
    before = revision.content()
    if content == before:
        return revision
    if version != revision.version:
        differing = [name for name in Revision.CONTENT if before[name] != content[name]]
        raise Conflict(
            _("You changed this judgement in another window."),
            theirs={name: before[name] for name in differing},
            mine={name: content[name] for name in differing},
            version=revision.version,
        )
    if revision.pk is None and content["rating"] == score.rating:
        raise Refused(_("This is the judgement that you sealed; to explain it, add a remark."))
    for name in Revision.CONTENT:
        setattr(revision, name, content[name])
    revision.version += 1
    revision.save()
    data: dict[str, object] = {"indicator": indicator.code, "old": before, "new": content}
    record(name="score.revised", subject=seat.subject, actor=actor, data=data)
    return revision


def _seat_of(panel: Panel, actor: User) -> Seat | None:
    """Whom the actor speaks for: the own seat, or, without one, the moderator."""
    if actor.has_perm("panels.moderate_panel", panel):
        return None
    return own_seat(panel, actor, "discuss_panel")


def _subject(panel: Panel, seat: Seat | None) -> str:
    return panel.subject if seat is None else seat.subject


def _refuse_unless_discussing(panel: Panel) -> None:
    if not panel.discusses:
        raise Refused(_("The panel’s discussion is not open."))


def _refuse_unless_asked(panel: Panel, indicator: Indicator) -> None:
    if not panel.assessment.answers.filter(indicator=indicator).exists():
        raise Refused(_("The case is not asked about this indicator."))
