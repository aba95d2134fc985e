"""How deep a file goes, once its screening has chosen."""

from django.db import transaction

from assessments.models import Answer, Assessment
from assessments.operations.answers import refresh_completeness
from assessments.operations.archiving import archive_answers
from indicators.resolver.applicability import asked_of


@transaction.atomic
def settle_depth(*, assessment: Assessment, depth: str) -> None:
    """From now on the file goes through the stages of this depth and asks its indicators: what was missing begins
    empty, and what is asked no more is archived with what it holds. Settling the same again changes nothing.

    The caller has locked the file's row and records why.
    """
    if assessment.depth == depth:
        return
    assessment.depth = depth
    assessment.save(update_fields=["depth"])
    file = assessment.indicator_set.file
    asked = asked_of(file, matter_class=assessment.matter_class, ages=assessment.ages, depth=depth)
    wanted = {text.code for text in asked}
    held = {answer.indicator.code: answer for answer in assessment.answers.select_related("indicator")}
    gone = [answer for code, answer in held.items() if code not in wanted]
    archive_answers(assessment, gone)
    assessment.answers.filter(pk__in=[answer.pk for answer in gone]).delete()
    missing = assessment.indicator_set.indicators.filter(code__in=wanted - held.keys())
    Answer.objects.bulk_create(Answer(assessment=assessment, indicator=each) for each in missing)
    refresh_completeness(assessment=assessment)
