"""Who may see what of children's part."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Post, User
from assessments.models import Assessment
from assessments.querysets import OfVisibleAssessment
from ledger.queries import database_today
from participation.enums import Handling


class OfSession(QuerySet):  # type: ignore[type-arg]
    """Rows of a session: visible when its case file is."""

    def visible_to(self, user: User | AnonymousUser) -> "OfSession":
        return self.filter(session__assessment__in=Assessment.objects.visible_to(user))


class RemarkQuerySet(OfSession):
    def live(self) -> "RemarkQuerySet":
        """Without what was taken back."""
        return self.filter(taken_back_at=None)


class AbsenceQuerySet(OfVisibleAssessment):
    def signed(self) -> "AbsenceQuerySet":
        """In force, and public."""
        return self.exclude(signed_at=None)


class ConcernQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "ConcernQuerySet":
        """To the city's officers for the protection of minors, and to nobody else, whatever rights on the case."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        posts = Post.objects.filter(group__user=user, role=Role.PROTECTION)
        return self.filter(
            Q(city__in=posts.values("organisation")) | Q(city__in=posts.values("organisation__parent"))
        )

    def unfinished(self) -> "ConcernQuerySet":
        """Neither reported nor closed: the officer is reminded of them every day."""
        return self.filter(handling__in=(Handling.OPEN, Handling.TAKEN))


class NoticeQuerySet(OfVisibleAssessment):
    """Notices are public: `visible_to` is for the office's pages."""

    def open(self) -> "NoticeQuerySet":
        """Taking comments: up to the last second of the day, by the clock of the database."""
        return self.filter(closed_at=None, closes_on__gte=database_today())


class OfNotice(QuerySet):  # type: ignore[type-arg]
    """Rows of a public notice: visible when its case file is."""

    def visible_to(self, user: User | AnonymousUser) -> "OfNotice":
        return self.filter(notice__assessment__in=Assessment.objects.visible_to(user))
