"""Why no children were heard, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.caching import for_everybody
from reports.queries.absences import absences

LONGEST_CODE = 30


@require_safe
@for_everybody
def list_absences(request: HttpRequest) -> HttpResponse:
    city = request.GET.get("city", "").replace("\0", "")[:LONGEST_CODE]
    found = absences(city, request.GET.get("page"))
    return render(request, "reports/absences.html", {"found": found})
