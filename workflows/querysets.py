"""Rows of a case: visible when its file is."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from assessments.models import Assessment


class OfVisibleCase(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "OfVisibleCase":
        return self.filter(case__assessment__in=Assessment.objects.visible_to(user))
