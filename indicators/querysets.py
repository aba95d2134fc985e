"""Which editions a person may use, and which drafts a person may work on."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.enums import Level, Role
from accounts.models import Organisation, User


class EditionQuerySet(QuerySet):  # type: ignore[type-arg]
    """Editions are public: everybody may read every one."""

    def newest(self) -> "EditionQuerySet":
        """The last edition of each set."""
        last = (
            self.model._default_manager.filter(code=OuterRef("code"))
            .order_by("-loaded_at", "-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(last))

    def usable_by(self, city: Organisation) -> "EditionQuerySet":
        """What a department of the city may open a case under."""
        return self.newest().filter(Q(owner=city) | Q(owner=None))


def cities_of_office(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """The cities in whose committee office the person holds a post."""
    if not (user.is_authenticated and user.is_active):
        return Organisation.objects.none()
    offices = Organisation.objects.filter(posts__role=Role.OFFICE, posts__group__user=user)
    mine = Q(pk__in=offices) | Q(pk__in=offices.values("parent"))
    return Organisation.objects.filter(mine, level=Level.CITY)


class DraftQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "DraftQuerySet":
        """Drafts of the cities in whose committee office the person holds a post."""
        return self.filter(owner__in=cities_of_office(user))

    def open(self) -> "DraftQuerySet":
        """Neither published nor discarded."""
        return self.filter(published_as=None, discarded_at=None)
