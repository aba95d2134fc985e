"""Children's part of a case."""

from assessments.models import Assessment
from participation.models import Theme


def unanswered_themes(assessment: Assessment) -> list[int]:
    """Numbers of what children said to which the department has not said what it does and why."""
    return list(Theme.objects.filter(assessment=assessment, complete=False).values_list("number", flat=True))
