"""Other units answer some of the indicators; the drafting unit hands in and signs."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.contributing import assigned_to, is_contributor
from assessments.models import Assessment, Assignment
from assessments.operations.doors import answerable
from indicators.models import Indicator
from ledger.errors import Refused
from ledger.operations import record

LONGEST_NOTE = 1000


@transaction.atomic
def assign_indicators(
    *,
    assessment: Assessment,
    indicators: Sequence[Indicator],
    unit: Organisation,
    due: date,
    note: str,
    actor: User,
) -> list[Assignment]:
    """Ask a unit of the same city for these indicators; what another unit had goes over to it, and what it has given
    back it is asked again. Returns what is new: asking for the same once more changes nothing.

    Whoever calls this brings the rights into step and tells the unit.
    """
    assessment = answerable(assessment, actor)
    _refuse_unfit(assessment, unit, due, note)
    asked = {each.indicator_id for each in assessment.answers.all()}
    if not indicators or any(each.pk not in asked for each in indicators):
        raise Refused(_("Please choose indicators that this file asks."))
    live = assessment.assignments.live().select_related("indicator")
    held = {each.indicator.code: each for each in live.select_for_update(of=("self",))}
    wanted = [each for each in indicators if not _stands(held.get(each.code), unit, due, note)]
    _withdraw([held[each.code] for each in wanted if each.code in held])
    made = Assignment.objects.bulk_create(
        Assignment(assessment=assessment, indicator=each, unit=unit, due=due, note=note, assigned_by=actor)
        for each in wanted
    )
    if made:
        data: dict[str, object] = {
            "unit": unit.code,
            "indicators": [each.code for each in wanted],
            "due": due.isoformat(),
            "text": note,
        }
        record(name="indicators.assigned", subject=assessment.subject, actor=actor, data=data)
    return made


@transaction.atomic
def take_back(*, assessment: Assessment, keys: Iterable[int], actor: User) -> list[Assignment]:
    """The drafting unit answers these itself again. Doing it twice is doing it once."""
    assessment = answerable(assessment, actor)
    live = assessment.assignments.live().filter(pk__in=list(keys)).select_for_update(of=("self",))
    taken = list(live.select_related("indicator", "unit"))
    _withdraw(taken)
    if taken:
        record(
            name="indicators.taken_back",
            subject=assessment.subject,
            actor=actor,
            data={"indicators": _codes(taken)},
        )
    return taken


@transaction.atomic
def give_back(*, assessment: Assessment, keys: Iterable[int], actor: User) -> list[Assignment]:
    """The other unit has finished these; refused while one of them still lacks something. Twice is once."""
    file = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if file.locked_at is not None:
        raise Refused(_("The file has been handed in."))
    if not is_contributor(actor, file):
        raise PermissionDenied("contribute_assessment")
    mine = list(assigned_to(actor, file).filter(pk__in=list(keys), done_at=None))
    lacking = file.answers.filter(complete=False, indicator__code__in=_codes(mine))
    if codes := list(lacking.values_list("indicator__code", flat=True)):
        raise Refused(_("Still to be answered: %(codes)s.") % {"codes": _(", ").join(codes)})
    for each in mine:
        each.done_by, each.done_at = actor, timezone.now()
    Assignment.objects.bulk_update(mine, ["done_by", "done_at"])
    if mine:
        data: dict[str, object] = {"unit": mine[0].unit.code, "indicators": _codes(mine)}
        record(name="indicators.given_back", subject=file.subject, actor=actor, data=data)
    return mine


def _refuse_unfit(assessment: Assessment, unit: Organisation, due: date, note: str) -> None:
    own = assessment.drafting_unit
    if unit.pk == own.pk:
        raise Refused(_("This unit drafts the file itself."))
    if unit.city.pk != own.city.pk:
        raise Refused(_("This unit belongs to another city."))
    if not Post.objects.filter(organisation=unit, role=Role.DRAFTER, group__user__is_active=True).exists():
        raise Refused(_("Nobody in %(unit)s could answer: it has no officer who drafts.") % {"unit": unit})
    if due < timezone.localdate():
        raise Refused(_("Please give a day that is still to come."))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("Please say it in at most %(limit)s characters.") % {"limit": LONGEST_NOTE})


def _stands(held: Assignment | None, unit: Organisation, due: date, note: str) -> bool:
    if held is None or held.done_at is not None:
        return False
    return (held.unit_id, held.due, held.note) == (unit.pk, due, note)


def _withdraw(assignments: list[Assignment]) -> None:
    now = timezone.now()
    for each in assignments:
        each.withdrawn_at = now
    Assignment.objects.bulk_update(assignments, ["withdrawn_at"])


def _codes(assignments: list[Assignment]) -> list[str]:
    return [each.indicator.code for each in assignments]
