"""Who may see what stands in an annual plan."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Post, User


class PlanItemQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "PlanItemQuerySet":
        """The own unit's to its officers and head, a city's to its committee office; nothing for the inactive."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        posts = Post.objects.filter(group__user=user)
        units = posts.filter(role__in=(Role.DRAFTER, Role.HEAD)).values("organisation")
        offices = posts.filter(role=Role.OFFICE)
        return self.filter(
            Q(unit__in=units)
            | Q(city__in=offices.values("organisation"))
            | Q(city__in=offices.values("organisation__parent"))
        )
