"""What the officer for the protection of minors finds."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.enums import Role
from accounts.models import User
from participation.enums import Handling
from participation.models import Concern

ORDER = (Handling.OPEN, Handling.TAKEN, Handling.REPORTED, Handling.CLOSED)


def concerns_of(user: User) -> QuerySet[Concern]:
    """What has to be done first; within that the newest first. The words stay in the database."""
    places = [When(handling=each, then=Value(place)) for place, each in enumerate(ORDER)]
    return (
        Concern.objects.visible_to(user)
        .defer("text", "note")
        .select_related("city")
        .order_by(Case(*places, output_field=IntegerField()), "-pk")
    )


def protects(user: User) -> bool:
    """Whether the person is an officer for the protection of minors."""
    return user.is_authenticated and any(post.role == Role.PROTECTION for post in user.posts)
