"""Writing the department's answers."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise

from accounts.models import User
from assessments.clauses import NO_CLAUSE, normalised
from assessments.enums import Part
from assessments.models import Answer, Assessment, Citation
from assessments.operations.admissible import refuse_foreign
from assessments.operations.changes import rewrite, stored_fields
from assessments.operations.doors import still_asked, writable
from assessments.signals import answered
from indicators.models import Indicator
from indicators.resolver.completeness import lacking
from indicators.schema import SetFile
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def save_answer(
    *, assessment: Assessment, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Answer:
    """Store the department's answer to one indicator; sending the same content again changes nothing.

    `content` has values by the names of `Answer.CONTENT`; what is left out stays as it is. Conflict when `version` is
    not the stored one and the stored content differs; Refused once the self-assessment is handed in, and for a
    reference that names no clause where the edition asks for one.
    """
    assessment = writable(assessment, actor, Part.ANSWER, indicator.code)
    indicator = still_asked(assessment, indicator)
    file, asks = assessment.indicator_set.file, assessment.asked_beside
    cited = Citation.objects.live().filter(evidence__assessment_id=assessment.pk, indicator_id=indicator.pk)
    answers = Answer.objects.select_for_update().annotate(cited=Exists(cited))
    answer = answers.get(assessment_id=assessment.pk, indicator_id=indicator.pk)
    answer.assessment, answer.indicator = assessment, indicator
    refuse_foreign(file, indicator.code, content)
    before = standing(answer)
    changed = rewrite(answer, _tidied(file, content), version=version, actor=actor)
    if changed:
        answer.complete = not _lacks(answer, file, indicator.code, asks)
        answer.save(update_fields=[*stored_fields(answer), "complete"])
        answered.send(sender=Answer, assessment=assessment, before=before, after=standing(answer))
        data: dict[str, object] = {"indicator": indicator.code, "changed": changed}
        record(name="answer.saved", subject=assessment.subject, actor=actor, data=data)
    return answer


@transaction.atomic
def refresh_completeness(*, assessment: Assessment, indicators: Collection[Indicator] | None = None) -> None:
    """Bring `complete` of these answers, or of all, into step with what the file asks and what is cited: whoever
    cites evidence, takes it back or changes what the file asks calls this. In two queries where nothing changes.

    The caller has locked the file's row and records what happened.
    """
    file, asks = assessment.indicator_set.file, assessment.asked_beside
    live = Citation.objects.live().filter(
        evidence__assessment=OuterRef("assessment"), indicator=OuterRef("indicator")
    )
    answers = assessment.answers.select_related("indicator").annotate(cited=Exists(live))
    if indicators is not None:
        answers = answers.filter(indicator__in=indicators)
    turned = []
    for answer in answers:
        before = standing(answer)
        answer.complete = not _lacks(answer, file, answer.indicator.code, asks)
        if standing(answer) != before:
            turned.append(answer)
            answered.send(sender=Answer, assessment=assessment, before=before, after=standing(answer))
    Answer.objects.bulk_update(turned, ["complete"])


def standing(answer: Answer) -> tuple[str, bool]:
    """What of an answer is counted: its rating, and whether it is complete."""
    return answer.rating, answer.complete


def _lacks(answer: Any, file: SetFile, code: str, asks: Collection[str]) -> list[Promise]:
    return lacking(answer, file, file.indicators[code], asks=asks, cited=answer.cited)


def _tidied(file: SetFile, content: dict[str, object]) -> dict[str, object]:
    """The content with its clauses in one spelling."""
    if not content.get("reference") or file.reference is None or file.reference.kind != "clause":
        return content
    reference = normalised(str(content["reference"]))
    if reference is None:
        raise Refused(str(NO_CLAUSE))
    return content | {"reference": reference}
