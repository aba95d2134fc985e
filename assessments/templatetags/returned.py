"""What the open return says about a part of the file, on the pages where it is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django import template
from django.template.context import Context
from django.urls import reverse

from assessments.enums import Part
from assessments.models import Assessment, ReturnedItem

register = template.Library()
Found = TypeVar("Found")


@dataclass(frozen=True)
class Back:
    """`item` where the office sent this part back, `shut` where it sent back others only."""

    item: ReturnedItem | None = None
    shut: bool = False


@dataclass(frozen=True)
class Returned:
    """The items of the open return, with where each is written."""

    items: list[ReturnedItem] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)


@register.simple_tag(takes_context=True)
def returned(context: Context, part: str, code: str) -> Back:
    """For whoever may write here; for everybody else nothing is said."""
    items = _open_items(context).items
    mine = next((each for each in items if (each.part, each.code) == (part, code)), None)
    return Back(mine, shut=bool(items) and mine is None)


@register.inclusion_tag("assessments/_returned_first.html", takes_context=True)
def returned_first(context: Context) -> dict[str, object]:
    """All of them, before anything else on the page."""
    found = _open_items(context)
    return {"items": [(each, found.places[each.pk]) for each in found.items]}


@register.simple_tag
def place_of(assessment: Assessment, item: ReturnedItem) -> str:
    """Where this part is written."""
    aspects = _once(assessment, "aspects_by_code", lambda: _aspects(assessment))
    match Part(item.part):
        case Part.ANSWER if item.code in aspects:
            page = reverse("assessments:show_aspect", args=[assessment.code, aspects[item.code]])
            return f"{page}#{item.code}"
        case Part.GROUP:
            return reverse("assessments:show_groups", args=[assessment.code]) + f"#{item.code}"
    return reverse("assessments:show_scope", args=[assessment.code]) + f"#{item.code or item.part}"


def _open_items(context: Context) -> Returned:
    assessment = context.get("assessment")
    if not context.get("may_write") or assessment is None or assessment.pk is None:
        return Returned()
    return _once(assessment, "returned_now", lambda: _returned(assessment))


def _returned(assessment: Assessment) -> Returned:
    found = ReturnedItem.objects.filter(returned__assessment=assessment, returned__closed_at=None)
    items = list(found)
    return Returned(items, {each.pk: place_of(assessment, each) for each in items})


def _aspects(assessment: Assessment) -> dict[str, str]:
    return dict(assessment.answers.values_list("indicator__code", "indicator__aspect__code"))


def _once(assessment: Assessment, name: str, found: Callable[[], Found]) -> Found:
    """Looked up once for a page, however many cards ask."""
    kept = vars(assessment)
    if name not in kept:
        kept[name] = found()
    result: Found = kept[name]
    return result
