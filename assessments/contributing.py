"""What another unit may answer of a file, and who has the rest."""

from django.db.models import Exists, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from assessments.enums import Part
from assessments.models import Assessment, Assignment


def is_contributor(user: User, assessment: Assessment) -> bool:
    """Whether the person reads the file for an assignment's sake, which ends when it is locked: the rounds of experts
    and members are not theirs."""
    if assessment.locked_at is not None:
        return False
    asked, own = (
        Assessment.objects.holding(user, right, file=assessment.pk)
        for right in ("contribute_assessment", "answer_assessment")
    )
    return Assessment.objects.filter(asked & ~own, pk=assessment.pk).exists()


def assigned_to(user: User, assessment: Assessment) -> "QuerySet[Assignment]":
    """Live assignments of the units for which the person drafts."""
    mine = {"unit__posts__group__user": user, "unit__posts__role": Role.DRAFTER}
    live = assessment.assignments.live().filter(**mine).select_related("indicator__aspect", "unit")
    return live.order_by("indicator__position").distinct()


def open_codes(user: User, assessment: Assessment) -> set[str]:
    """Of the indicators that the person may answer for another unit; none once the file is handed in."""
    if assessment.is_screened or not is_contributor(user, assessment):
        return set()
    return set(assigned_to(user, assessment).filter(done_at=None).values_list("indicator__code", flat=True))


def contributed(assessment: Assessment, actor: User, part: Part, *codes: str) -> Q:
    """That the person may write these for another unit, to be asked with the file's row."""
    if part != Part.ANSWER or not codes or not actor.is_active:
        return Q(pk=None)
    mine = Assignment.objects.unfinished().filter(
        assessment_id=assessment.pk,
        unit__posts__group__user=actor,
        unit__posts__role=Role.DRAFTER,
    )
    right = Assessment.objects.holding(actor, "contribute_assessment", file=assessment.pk)
    return right & Q(*(Exists(mine.filter(indicator__code=code)) for code in codes))
