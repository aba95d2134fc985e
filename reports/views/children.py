"""The child edition as a page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.caching import for_everybody
from reports.child import PARTS
from reports.enums import EditionKind
from reports.queries.report import published


@require_safe
@for_everybody
def show_children(request: HttpRequest, code: str) -> HttpResponse:
    """What was decided, in words for children; records of earlier formats have none."""
    publication = get_object_or_404(published(), assessment__code=code)
    if publication.is_retracted:
        return render(
            request, "reports/retracted.html", {"publication": publication, "site": settings.SITE_URL}
        )
    record = publication.content
    if "child" not in record:
        raise Http404
    file = publication.editions.filter(kind=EditionKind.CHILD).first()
    context = {"publication": publication, "record": record, "parts": PARTS, "file": file}
    return render(request, "reports/children.html", context)
