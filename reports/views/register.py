"""The public register: what was published, searched and filtered."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.enums import RESULTS
from reports.queries.register import register as found_reports

PER_PAGE = 20


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    words, outcome = request.GET.get("q", "").replace("\0", "").strip()[:100], request.GET.get("outcome", "")
    outcome = outcome if outcome in dict(RESULTS) else ""
    page = Paginator(found_reports(words, outcome), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "outcome": outcome, "outcomes": RESULTS}
    return render(request, "reports/register.html", context)
