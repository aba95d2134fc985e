"""Who may see what of a panel: written here once. Nothing that others gave is seen until it is opened for all."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import Post, User
from assessments.models import Assessment


class PoolQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "PoolQuerySet":
        """The pool of a city is its office's; to everybody else it is nobody's."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        offices = Post.objects.filter(group__user=user, role=Role.OFFICE)
        places = Q(city__in=offices.values("organisation")) | Q(
            city__in=offices.values("organisation__parent")
        )
        return self.filter(places)

    def in_term(self, day: date) -> "PoolQuerySet":
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, user__is_active=True)


class SeatQuerySet(QuerySet):  # type: ignore[type-arg]
    def counting(self) -> "SeatQuerySet":
        """Without those that were given up."""
        return self.filter(left_at=None)


class ScoreQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "ScoreQuerySet":
        """To its expert; to the others who read the file once the panel's scores are opened together, without those of
        seats that were given up."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(seat__expert=user)
        opened = Q(seat__panel__opened_scores_at__isnull=False, seat__left_at=None)
        return self.filter(mine | opened, seat__panel__assessment__in=Assessment.objects.visible_to(user))


class PanelQuerySet(QuerySet):  # type: ignore[type-arg]
    def discussed_before(self, user: User | AnonymousUser) -> "PanelQuerySet":
        """Those whose discussion this person may follow: an expert of the panel who counts, or the committee office.
        Nobody else who reads the file learns who said what."""
        if not user.is_authenticated:
            return self.none()
        seat = self.model._meta.get_field("seats").related_model
        seats = seat._default_manager.counting().filter(expert=user, panel=OuterRef("pk"))
        posts = Post.objects.filter(group__user=user, role=Role.OFFICE)
        city = "assessment__drafting_unit__parent__in"
        offices = Q(**{city: posts.values("organisation")}) | Q(
            **{city: posts.values("organisation__parent")}
        )
        return self.filter(
            Exists(seats) | offices,
            discussion_opened_at__isnull=False,
            assessment__in=Assessment.objects.visible_to(user),
        )


class RemarkQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "RemarkQuerySet":
        panels = self.model._meta.get_field("panel").related_model
        return self.filter(panel__in=panels._default_manager.discussed_before(user))


class OpinionQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "OpinionQuerySet":
        """To everybody who reads the file, once the department may reply; to the panel's experts once it has."""
        if not user.is_authenticated:
            return self.none()
        panels = self.model._meta.get_field("panel").related_model
        seats = panels._meta.get_field("seats").related_model
        judges = seats._default_manager.filter(expert=user, panel=OuterRef("panel"))
        return self.filter(
            Q(panel__replies_closed_at__isnull=False) | ~Exists(judges),
            panel__replies_opened_at__isnull=False,
            panel__assessment__in=Assessment.objects.visible_to(user),
        )
