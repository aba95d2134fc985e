"""What the pages of the room show."""

from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from indicators.diff.changes import Difference
from indicators.diff.compare import compare
from indicators.models import Aspect, Indicator, IndicatorSet


def list_of_sets() -> QuerySet[IndicatorSet]:
    """Every edition, the newest of each set first; `size` is the number of its indicators."""
    return IndicatorSet.objects.annotate(size=Count("indicators")).order_by("code", "-loaded_at", "-pk")


class AspectOfSet(NamedTuple):
    aspect: Aspect
    indicators: list[Indicator]


class SetPage(NamedTuple):
    """`before`: the edition that this one followed, None for the first."""

    indicator_set: IndicatorSet
    aspects: list[AspectOfSet]
    is_newest: bool
    before: IndicatorSet | None

    @property
    def size(self) -> int:
        return sum(len(section.indicators) for section in self.aspects)


def set_page(*, code: str, edition: str) -> SetPage:
    """Three queries, however large the set. Http404 when there is no such edition."""
    editions = IndicatorSet.objects.filter(code=code).select_related("owner")
    shown = get_object_or_404(editions, edition=edition)
    aspects: dict[Aspect, list[Indicator]] = {}
    for indicator in shown.indicators.select_related("aspect"):
        aspects.setdefault(indicator.aspect, []).append(indicator)
    line = list(editions_of(code))
    place = line.index(shown)
    return SetPage(
        indicator_set=shown,
        aspects=[AspectOfSet(aspect, indicators) for aspect, indicators in aspects.items()],
        is_newest=place == 0,
        before=line[place + 1] if place + 1 < len(line) else None,
    )


def editions_of(code: str) -> QuerySet[IndicatorSet]:
    """The line of a set's editions without their content, the newest first."""
    return IndicatorSet.objects.filter(code=code).order_by("-loaded_at", "-pk").defer("content")


class ChangesPage(NamedTuple):
    """Two editions of a set and what the second says differently; `line` has all of them."""

    old: IndicatorSet
    new: IndicatorSet
    line: list[IndicatorSet]
    difference: Difference


def changes_page(*, code: str, old: str, new: str) -> ChangesPage:
    """Three queries. Http404 when there is no such edition."""
    editions = IndicatorSet.objects.filter(code=code)
    before, after = (get_object_or_404(editions, edition=edition) for edition in (old, new))
    return ChangesPage(before, after, list(editions_of(code)), compare(before.file, after.file))
