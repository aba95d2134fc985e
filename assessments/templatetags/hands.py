"""Who else writes in a file."""

from collections import defaultdict

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from assessments.contributing import open_codes
from assessments.models import Assessment, Assignment

register = template.Library()


@register.simple_tag(takes_context=True)
def open_to_me(context: RequestContext) -> set[str]:
    """Codes of the indicators that the reader may answer for another unit."""
    if context.get("may_write") or "request" not in context:
        return set()
    return open_codes(context["request"].user, context["assessment"])


@register.inclusion_tag("assessments/_with_others.html")
def with_others(assessment: Assessment) -> dict[str, object]:
    """What other departments are asked for, by department."""
    asked: dict[str, list[Assignment]] = defaultdict(list)
    for each in assessment.assignments.live().select_related("indicator", "unit"):
        asked[str(each.unit)].append(each)
    return {"assessment": assessment, "asked": dict(asked), "today": timezone.localdate()}
