"""What the public has told the city."""

from django.db.models import F, QuerySet

from accounts.enums import Level
from accounts.models import Organisation, User
from reports.models import MissingAssessment


def cities() -> QuerySet[Organisation]:
    """Those that can be told."""
    return Organisation.objects.filter(level=Level.CITY)


def tips(officer: User) -> QuerySet[MissingAssessment]:
    """Of the officer's cities: what waits for an answer first, the longest waiting at the top; then what was answered,
    the newest first."""
    found = MissingAssessment.objects.visible_to(officer).select_related("city", "answered_by")
    return found.order_by(F("answered_at").desc(nulls_first=True), "told_at", "pk")
