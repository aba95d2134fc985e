"""Rows of a case: visible when its file is."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Post, User
from assessments.models import Assessment


class OfVisibleCase(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "OfVisibleCase":
        return self.filter(case__assessment__in=Assessment.objects.visible_to(user))


class SummaryQuerySet(OfVisibleCase):
    def listed_for(self, user: User | AnonymousUser) -> "SummaryQuerySet":
        """What stands in a person's ledger: to the office its city, to a unit's officers and its head their own cases.

        By their posts, whose right to read is a standing one (`workflows.roles`), so that a page of a large city is
        read from an index; whoever is invited to single cases has no ledger.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        places = [*_places(user.posts)]
        return self.filter(reduce(or_, places)) if places else self.none()


def _places(posts: list[Post]) -> Iterator[Q]:
    cities = {
        post.organisation.parent_id or post.organisation_id for post in posts if post.role == Role.OFFICE
    }
    units = {post.organisation_id for post in posts if post.role in {Role.DRAFTER, Role.HEAD}}
    yield from (Q(city=city) for city in sorted(cities))
    yield from (Q(unit=unit) for unit in sorted(units))
