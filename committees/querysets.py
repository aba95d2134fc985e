"""Who may see what of the committee's work."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Post, User
from assessments.models import Assessment

CALLED = (Role.OFFICE, Role.MEMBER, Role.RIGHTS_MEMBER)


class SessionQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "SessionQuerySet":
        """To the city's office and the members of its committee."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        posts = Post.objects.filter(group__user=user, role__in=CALLED)
        return self.filter(
            Q(city__in=posts.values("organisation")) | Q(city__in=posts.values("organisation__parent"))
        )


class BallotQuerySet(QuerySet):  # type: ignore[type-arg]
    def counting(self) -> "BallotQuerySet":
        """Without the recused: the base of quorum and majority."""
        return self.filter(recused_at=None)


class OfDecision(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "OfDecision":
        return self.filter(decision__meeting__assessment__in=Assessment.objects.visible_to(user))
