"""What the register lists."""

from django.db.models import Q, QuerySet

from reports.models import Publication


def register(words: str, outcome: str) -> QuerySet[Publication]:
    """Published reports, newest first, whose title or number holds the words."""
    found = Publication.objects.public().select_related("assessment")
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(title_en__icontains=words) | Q(assessment__code__icontains=words)
        )
    if outcome:
        found = found.filter(outcome=outcome)
    return found.order_by("-published_at", "-pk")
