"""A published case: its page, its files, its record."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.enums import EditionKind
from reports.models import Publication
from reports.queries.living import living


@require_safe
def show_report(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_object_or_404(
        Publication.objects.public().select_related("assessment"), assessment__code=code
    )
    context = {
        "publication": publication,
        "record": publication.content,
        "living": living(publication),
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
