"""Who may see a score: its expert, and nobody else until the panel's scores are opened together."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from assessments.models import Assessment


class ScoreQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "ScoreQuerySet":
        if not user.is_authenticated:
            return self.none()
        mine = Q(seat__expert=user)
        opened = Q(seat__panel__opened_scores_at__isnull=False)
        return self.filter(mine | opened, seat__panel__assessment__in=Assessment.objects.visible_to(user))
