"""Keeping answers that the file asks no more."""

from collections.abc import Iterable

from django.utils import timezone

from assessments.models import Answer, ArchivedAnswer, Assessment, Citation


def archive_answers(assessment: Assessment, answers: Iterable[Answer]) -> None:
    """What holds nothing needs no archive, unless files are attached to it."""
    cited = Citation.objects.live().filter(evidence__assessment=assessment)
    attached = set(cited.values_list("indicator_id", flat=True))
    now = timezone.now()
    ArchivedAnswer.objects.bulk_create(
        ArchivedAnswer(
            assessment=assessment,
            indicator=answer.indicator,
            content=answer.content(),
            updated_by_id=answer.updated_by_id,
            updated_at=answer.updated_at,
            archived_at=now,
        )
        for answer in answers
        if any(answer.content().values()) or answer.indicator_id in attached
    )
