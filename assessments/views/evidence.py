"""Evidence on its way out, and out of the file."""

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments import operations
from assessments.models import Evidence


@login_required
@require_safe
def download_evidence(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The bytes, always as a download and never as a page of this site."""
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user).live(), assessment__code=code, pk=pk
    )
    stored = default_storage.open(evidence.path)
    response = FileResponse(
        stored, as_attachment=True, filename=evidence.name, content_type=evidence.content_type
    )
    response["Content-Security-Policy"] = "sandbox"
    return response


@login_required
@require_POST
def remove_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    mine = Evidence.objects.visible_to(request.user).select_related("assessment")
    evidence = get_object_or_404(mine, assessment__code=code, pk=pk)
    operations.remove_evidence(evidence=evidence, actor=request.user)
    citation = evidence.citations.select_related("indicator__aspect").first()
    page = reverse("assessments:show_aspect", args=[code, citation.indicator.aspect.code])
    return redirect(f"{page}#{citation.indicator.code}")
