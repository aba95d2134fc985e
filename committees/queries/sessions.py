"""Who belongs to a committee, and who of them is there."""

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Organisation, User
from committees.enums import Presence
from committees.models import Meeting, Session

SEATED = (Role.MEMBER, Role.RIGHTS_MEMBER)


def committee_of(city: Organisation) -> "QuerySet[User]":
    """Everybody who holds a seat in the city's committee."""
    posts = {"groups__post__role__in": SEATED, "groups__post__organisation__in": city.with_children()}
    return User.objects.filter(is_active=True, **posts).distinct().order_by("pk")


def called_to(session: Session) -> "QuerySet[User]":
    """The committee, and who has left it but stands on the roll of a case that the session takes up."""
    on_roll = User.objects.filter(ballots__meeting__session=session)
    everybody = Q(pk__in=committee_of(session.city).values("pk")) | Q(pk__in=on_roll.values("pk"))
    return User.objects.filter(everybody).order_by("pk")


def present_voters(meeting: Meeting) -> list[User]:
    """Those on the sitting's roll who are at its session and not recused, in the order of the roll."""
    if meeting.session is None:
        return []
    present = meeting.session.attendances.filter(presence=Presence.PRESENT).values("member")
    ballots = meeting.ballots.counting().filter(member__in=present).select_related("member")
    return [ballot.member for ballot in ballots]
