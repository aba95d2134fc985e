"""What was told to a city: visible to its office."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User


class TipQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "TipQuerySet":
        """By the posts in the committee's office; its cities are those that they belong to."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        offices = [post.organisation for post in user.posts if post.role == Role.OFFICE]
        return self.filter(city__in={each.parent_id or each.pk for each in offices})
