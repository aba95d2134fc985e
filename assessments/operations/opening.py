"""Opening a case file."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from assessments.models import Answer, Assessment, GroupFinding, Screening
from indicators.models import IndicatorSet
from indicators.resolver.applicability import asked_of
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def open_assessment(
    *,
    code: str,
    indicator_set: IndicatorSet,
    title: str,
    summary: str,
    matter_class: str,
    drafting_unit: Organisation,
    drafting_started: date,
    actor: User,
    title_en: str = "",
    summary_en: str = "",
    ages: Sequence[str] = (),
    gate: str = "",
    plan_year: int | None = None,
    trigger: str = "",
    illustrative: bool = False,
) -> Assessment:
    """A new file, pinned to the edition: an empty answer for each indicator that the matter is asked, a finding for
    each special group, and a screening where the procedure has one.

    Who may open one is the caller's check. Refused: the number is taken.
    """
    if Assessment.objects.filter(code=code).exists():
        raise Refused(_("The number %(code)s is already in use.") % {"code": code})
    assessment = Assessment.objects.create(
        code=code,
        indicator_set=indicator_set,
        title=title,
        title_en=title_en,
        summary=summary,
        summary_en=summary_en,
        matter_class=matter_class,
        drafting_unit=drafting_unit,
        drafting_started=drafting_started,
        ages=list(ages),
        gate=gate,
        plan_year=plan_year,
        trigger=trigger,
        illustrative=illustrative,
        created_by=actor,
    )
    texts = asked_of(indicator_set.file, matter_class=matter_class, ages=ages)
    indicators = indicator_set.indicators.filter(code__in=[text.code for text in texts])
    Answer.objects.bulk_create(Answer(assessment=assessment, indicator=each) for each in indicators)
    GroupFinding.objects.bulk_create(
        GroupFinding(assessment=assessment, group=group.code, position=position)
        for position, group in enumerate(indicator_set.special_groups, start=1)
    )
    if assessment.profile.has("screening"):
        Screening.objects.create(assessment=assessment)
    data: dict[str, object] = {"title": title, "class": matter_class, "set": str(indicator_set)}
    record(name="case.opened", subject=assessment.subject, actor=actor, data=data)
    return assessment
