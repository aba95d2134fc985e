"""Taking a questionnaire out of its pages, and bringing words into it: shown first, written when accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Origin, Part
from assessments.models import Assessment, OfflineCopy, Proposal
from assessments.operations.answers import save_answer
from assessments.operations.doors import answerable, not_asked
from assessments.operations.groups import save_finding
from indicators.models import Indicator
from ledger.errors import Conflict, Refused
from ledger.operations import record

Content = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Taken:
    """What is accepted of one item: these fields, where the row still has this version."""

    version: int
    fields: frozenset[str]


@transaction.atomic
def take_out(*, assessment: Assessment, content: Content, actor: User) -> OfflineCopy:
    """Number what a document is about to say; who reads a file may carry it away. The same again is the same copy."""
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    last = assessment.offline_copies.order_by("-number").first()
    edition = assessment.indicator_set
    if (
        last
        and last.content == content
        and last.indicator_set_id == edition.pk
        and last.taken_by_id == actor.pk
    ):
        return last
    number = assessment.offline_copies.aggregate(last=Max("number"))["last"] or 0
    return OfflineCopy.objects.create(
        assessment=assessment,
        number=number + 1,
        indicator_set=edition,
        content=content,
        taken_by=actor,
        taken_at=timezone.now(),
    )


@transaction.atomic
def propose(
    *,
    assessment: Assessment,
    origin: Origin,
    source: str,
    copy: OfflineCopy | None,
    content: Content,
    remarks: list[dict[str, str]],
    actor: User,
) -> Proposal:
    """Keep what would be brought in, for its maker alone, until it is accepted or a day has passed. A person has one of
    each case: the one before is forgotten. Refused where nothing can be answered now."""
    assessment = _answerable_in_part(assessment, actor)
    waiting = Proposal.objects.filter(accepted_at=None)
    waiting.filter(made_by=actor, assessment=assessment).delete()
    waiting.filter(made_at__lt=timezone.now() - Proposal.LASTS).delete()
    return Proposal.objects.create(
        assessment=assessment,
        indicator_set_id=assessment.indicator_set_id,
        origin=origin,
        source=source,
        copy=copy,
        content=content,
        remarks=remarks,
        made_by=actor,
        made_at=timezone.now(),
    )


@transaction.atomic
def accept_proposal(*, proposal: Proposal, taken: Mapping[str, Taken], actor: User) -> None:
    """Write what was chosen of it, all or nothing.

    The values come from the proposal alone. Conflict when a row has changed since it was shown; Refused when the
    proposal has been accepted, is too old or forgotten, or the file has moved to another edition.
    """
    assessment = _answerable_in_part(proposal.assessment, actor)
    mine = Proposal.objects.select_for_update(of=("self",)).filter(made_by=actor)
    if (kept := mine.filter(pk=proposal.pk).first()) is None:
        raise Refused(
            _("Another file has been handed back since, and its preview stands; nothing was written.")
        )
    proposal = kept
    _refuse_stale(proposal, assessment)
    if not taken:
        raise Refused(_("Nothing is chosen, so nothing was written."))
    indicators = {
        each.indicator.code: each.indicator for each in assessment.answers.select_related("indicator")
    }
    for key, chosen in taken.items():
        code = key.partition(":")[2]
        try:
            _save(assessment, indicators, key, _values(proposal, key, chosen), chosen.version, actor)
        except Conflict as conflict:
            conflict.args = (_("%(code)s: %(reason)s") % {"code": code, "reason": conflict},)
            raise
        except Refused as refusal:
            raise Refused(_("%(code)s: %(reason)s") % {"code": code, "reason": refusal}) from refusal
    proposal.accepted_at = timezone.now()
    proposal.save(update_fields=["accepted_at"])
    data: dict[str, object] = {"origin": proposal.origin, "from": proposal.source, "items": [*taken]}
    record(name="answers.brought_in", subject=assessment.subject, actor=actor, data=data)


def _answerable_in_part(assessment: Assessment, actor: User) -> Assessment:
    """Also for another unit that is asked some of it: which, its writing finds out."""
    others = Assessment.objects.holding(actor, "contribute_assessment", file=assessment.pk)
    return answerable(assessment, actor, also=others)


def _values(proposal: Proposal, key: str, chosen: Taken) -> dict[str, object]:
    values = proposal.content.get(key, {})
    if not chosen.fields <= values.keys():
        raise Refused(not_asked())
    return {name: values[name] for name in chosen.fields}


def _save(
    assessment: Assessment,
    indicators: Mapping[str, Indicator],
    key: str,
    content: dict[str, object],
    version: int,
    actor: User,
) -> None:
    part, _colon, code = key.partition(":")
    if part == Part.GROUP:
        save_finding(assessment=assessment, group=code, version=version, content=content, actor=actor)
    elif part == Part.ANSWER and code in indicators:
        save_answer(
            assessment=assessment, indicator=indicators[code], version=version, content=content, actor=actor
        )
    else:
        raise Refused(not_asked())


def _refuse_stale(proposal: Proposal, assessment: Assessment) -> None:
    if proposal.accepted_at is not None:
        raise Refused(_("This has been accepted already; nothing was written again."))
    if not proposal.is_live:
        raise Refused(_("This preview is older than a day. Please hand the file back once more."))
    if proposal.indicator_set_id != assessment.indicator_set_id:
        raise Refused(_("The file has moved to another edition of the set since; nothing was written."))
