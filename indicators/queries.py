"""What the pages of the room show."""

from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from indicators.models import Aspect, Indicator, IndicatorSet


def list_of_sets() -> QuerySet[IndicatorSet]:
    """Every edition, the newest of each set first; `size` is the number of its indicators."""
    return IndicatorSet.objects.annotate(size=Count("indicators"))


class AspectOfSet(NamedTuple):
    aspect: Aspect
    indicators: list[Indicator]


class SetPage(NamedTuple):
    indicator_set: IndicatorSet
    aspects: list[AspectOfSet]
    is_newest: bool

    @property
    def size(self) -> int:
        return sum(len(section.indicators) for section in self.aspects)


def set_page(*, code: str, edition: str) -> SetPage:
    """Three queries, however large the set. Http404 when there is no such edition."""
    editions = IndicatorSet.objects.filter(code=code)
    shown = get_object_or_404(editions, edition=edition)
    aspects: dict[Aspect, list[Indicator]] = {}
    for indicator in shown.indicators.select_related("aspect"):
        aspects.setdefault(indicator.aspect, []).append(indicator)
    return SetPage(
        indicator_set=shown,
        aspects=[AspectOfSet(aspect, indicators) for aspect, indicators in aspects.items()],
        is_newest=not editions.filter(loaded_at__gt=shown.loaded_at).exists(),
    )
