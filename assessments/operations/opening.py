"""Opening a case file."""

from collections.abc import Sequence
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from assessments.models import Answer, Assessment, GroupFinding, Screening
from indicators.models import IndicatorSet
from indicators.resolver.applicability import asked_of
from indicators.schema import IndicatorText, SetFile
from ledger.errors import Refused
from ledger.operations import record
from plans.models import PlanItem


class MatterFacts(TypedDict):
    """What a file says of its matter when it is opened, by the names of its fields."""

    title: str
    title_en: NotRequired[str]
    summary: str
    summary_en: NotRequired[str]
    matter_class: str
    drafting_started: date
    draft_closes: NotRequired[date | None]
    ages: NotRequired[Sequence[str]]
    gate: NotRequired[str]
    plan_year: NotRequired[int | None]
    trigger: NotRequired[str]
    contractors: NotRequired[str]
    illustrative: NotRequired[bool]


@transaction.atomic
def open_assessment(
    *,
    code: str,
    indicator_set: IndicatorSet,
    drafting_unit: Organisation,
    actor: User,
    plan_item: PlanItem | None = None,
    **matter: Unpack[MatterFacts],
) -> Assessment:
    """A new file, pinned to the edition: an empty answer for each indicator that the matter is asked, a finding for
    each special group, and a screening where the procedure has one.

    Who may open one is the caller's check. Refused: the number is taken; class, ages or gate are not the edition's, or
    the gate is another tier's; nothing is asked of such a matter; the draft is closed before it is begun.
    """
    ages = list(matter.get("ages", ()))
    closes = matter.get("draft_closes")
    if closes is not None and closes < matter["drafting_started"]:
        raise Refused(_("The draft cannot be closed before drafting began."))
    texts = _asked(indicator_set.file, matter["matter_class"], ages, matter.get("gate", ""))
    if Assessment.objects.filter(code=code).exists():
        raise Refused(_("The number %(code)s is already in use.") % {"code": code})
    where = {
        "code": code,
        "indicator_set": indicator_set,
        "drafting_unit": drafting_unit,
        "plan_item": plan_item,
    }
    assessment = Assessment.objects.create(
        created_by=actor, responsible=actor, **where, **(matter | {"ages": ages})
    )
    indicators = indicator_set.indicators.filter(code__in=[text.code for text in texts])
    Answer.objects.bulk_create(Answer(assessment=assessment, indicator=each) for each in indicators)
    GroupFinding.objects.bulk_create(
        GroupFinding(assessment=assessment, group=group.code, position=position)
        for position, group in enumerate(indicator_set.special_groups, start=1)
    )
    if assessment.profile.has("screening"):
        Screening.objects.create(assessment=assessment)
    data: dict[str, object] = {
        "title": assessment.title,
        "class": assessment.matter_class,
        "set": str(indicator_set),
    }
    record(name="case.opened", subject=assessment.subject, actor=actor, data=data)
    return assessment


def _asked(file: SetFile, matter_class: str, ages: Sequence[str], gate: str) -> list[IndicatorText]:
    """What the edition asks of such a matter."""
    own = next((each for each in file.matter_classes if each.code == matter_class), None)
    if own is None or not {*ages} <= {each.code for each in file.age_groups}:
        raise Refused(_("The set knows no such matter."))
    gates = {each.code for tier in file.tiers if tier.code == own.tier for each in tier.gates}
    if gate and gate not in gates:
        raise Refused(_("This point belongs to another tier’s procedure."))
    texts = asked_of(file, matter_class=matter_class, ages=ages)
    if not texts:
        raise Refused(_("The set asks nothing about such a matter."))
    return texts
