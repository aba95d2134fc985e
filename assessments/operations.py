"""Every write to a case file."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from assessments import locker
from assessments.completeness import lacking
from assessments.models import Answer, Assessment, Evidence, GroupFinding, Screening
from indicators.models import Indicator, IndicatorSet
from indicators.resolver.applicability import asked_of
from ledger.errors import Conflict, Refused
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


@transaction.atomic
def save_answer(
    *, assessment: Assessment, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Answer:
    """Store the department's answer to one indicator; sending the same content again changes nothing.

    `content` has values by the names of `Answer.CONTENT`; what is left out stays as it is. Conflict when `version` is
    not the stored one and the stored content differs; Refused once the self-assessment is handed in.
    """
    assessment = _writable(assessment, actor)
    answer = Answer.objects.select_for_update().get(assessment=assessment, indicator=indicator)
    before = answer.content()
    content = before | content
    if content["rating"] not in {"", *assessment.indicator_set.scale.codes}:
        raise Refused(_("This is not an answer of the set’s scale."))
    if content == before:
        return answer
    if version != answer.version:
        raise _conflict(answer, content)
    for name in Answer.CONTENT:
        setattr(answer, name, content[name])
    answer.complete = not lacking(answer, assessment.indicator_set.scale)
    answer.version += 1
    answer.updated_by, answer.updated_at = actor, timezone.now()
    answer.save(update_fields=[*Answer.CONTENT, "complete", "version", "updated_by", "updated_at"])
    changed = {
        name: {"old": before[name], "new": content[name]}
        for name in Answer.CONTENT
        if before[name] != content[name]
    }
    data: dict[str, object] = {"indicator": indicator.code, "changed": changed}
    record(name="answer.saved", subject=assessment.subject, actor=actor, data=data)
    return answer


@transaction.atomic
def attach_evidence(
    *, assessment: Assessment, indicator: Indicator, file: "File[bytes]", name: str, actor: User
) -> Evidence:
    """Keep a file for an indicator; the same bytes a second time return the row that is there."""
    assessment = _writable(assessment, actor)
    checked = locker.check(file, name)
    same = (
        Evidence.objects.live()
        .filter(assessment=assessment, indicator=indicator, sha256=checked.sha256)
        .first()
    )
    if same is not None:
        return same
    locker.keep(file, checked)
    evidence = Evidence.objects.create(
        assessment=assessment,
        indicator=indicator,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=actor,
    )
    data: dict[str, object] = {"indicator": indicator.code, "name": checked.name, "sha256": checked.sha256}
    record(name="evidence.attached", subject=assessment.subject, actor=actor, data=data)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Take a file out of the case; row and bytes stay for the record. Doing it twice is doing it once."""
    assessment = _writable(evidence.assessment, actor)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.removed_at is None:
        evidence.removed_at = timezone.now()
        evidence.save(update_fields=["removed_at"])
        data: dict[str, object] = {
            "indicator": evidence.indicator.code,
            "name": evidence.name,
            "sha256": evidence.sha256,
        }
        record(name="evidence.removed", subject=assessment.subject, actor=actor, data=data)


@transaction.atomic
def lock_assessment(*, assessment: Assessment) -> None:
    """Close the door: nothing in the file changes until it is unlocked. The caller records why."""
    Assessment.objects.filter(pk=assessment.pk).update(locked_at=timezone.now())


@transaction.atomic
def unlock_assessment(*, assessment: Assessment) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(locked_at=None)


def _writable(assessment: Assessment, actor: User) -> Assessment:
    assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("indicator_set")
        .get(pk=assessment.pk)
    )
    if not actor.has_perm("assessments.answer_assessment", assessment):
        raise PermissionDenied("answer_assessment")
    if assessment.locked_at is not None:
        when = timezone.localtime(assessment.locked_at)
        raise Refused(
            _("The self-assessment was handed in at %(when)s and is locked; this change was not saved.")
            % {"when": f"{when:%Y-%m-%d %H:%M}"}
        )
    return assessment


def _conflict(answer: Answer, mine: dict[str, object]) -> Conflict:
    theirs = answer.content()
    differing = [name for name in Answer.CONTENT if theirs[name] != mine[name]]
    return Conflict(
        _("Someone else changed this answer while you were writing."),
        theirs={name: theirs[name] for name in differing},
        mine={name: mine[name] for name in differing},
        version=answer.version,
    )
