"""What a new case can be opened for, and under which sets."""

from django.db.models import Count

from accounts.enums import Role
from accounts.models import Organisation, User
from indicators.models import IndicatorSet


def drafting_units(user: User) -> list[Organisation]:
    """The units for which the person may open cases: all in one city, the first one's."""
    mine = Organisation.objects.filter(posts__role=Role.DRAFTER, posts__group__user=user)
    units = list(mine.select_related("parent"))
    return [unit for unit in units if unit.city == units[0].city]


def usable_sets(city: Organisation) -> list[IndicatorSet]:
    """The newest editions that the city's departments may use; `size` is the number of indicators."""
    return list(IndicatorSet.objects.usable_by(city).annotate(size=Count("indicators")))
