"""A notice is its recipient's alone."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User


class NoticeQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "NoticeQuerySet":
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)
