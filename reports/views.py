"""What anyone may read: the register, a case's public page, its PDF, and the check of a code."""

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports import queries
from reports.enums import RESULTS, EditionKind
from reports.models import Publication

PER_PAGE = 20


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    words, outcome = request.GET.get("q", "").replace("\0", "").strip()[:100], request.GET.get("outcome", "")
    outcome = outcome if outcome in dict(RESULTS) else ""
    page = Paginator(queries.register(words, outcome), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "outcome": outcome, "outcomes": RESULTS}
    return render(request, "reports/register.html", context)


@require_safe
def show_report(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_object_or_404(
        Publication.objects.public().select_related("assessment"), assessment__code=code
    )
    context = {
        "publication": publication,
        "record": publication.content,
        "living": queries.living(publication),
        "formal": publication.edition(EditionKind.FORMAL),
    }
    return render(request, "reports/report.html", context)


@require_safe
def download_pdf(request: HttpRequest, code: str) -> FileResponse:
    publication = get_object_or_404(
        Publication.objects.public().select_related("assessment"), assessment__code=code
    )
    stored = default_storage.open(publication.edition(EditionKind.FORMAL).path)
    return FileResponse(stored, filename=f"{publication.assessment.code}.pdf", content_type="application/pdf")


@require_safe
def show_record(request: HttpRequest, code: str) -> HttpResponse:
    """The frozen record to the byte, with every figure and its steps: its SHA-256 is the one printed in the report."""
    publication = get_object_or_404(Publication.objects.public(), assessment__code=code)
    return HttpResponse(publication.record, content_type="application/json; charset=utf-8")


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The page for typing a code, and what a code leads to."""
    typed = (code or request.GET.get("code", "")).strip()[:40]
    check = queries.check_code(typed) if typed else None
    context = {"typed": typed, "check": check}
    return render(request, "reports/verify.html", context, status=404 if typed and check is None else 200)
