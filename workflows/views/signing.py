"""What the head of the unit reads before signing, on one page."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.queries import visible_files
from workflows.queries.signing import signing_page


@login_required
@require_safe
def show_signing(request: HttpRequest, code: str) -> HttpResponse:
    files = visible_files(request.user).select_related("indicator_set", "case")
    assessment = get_object_or_404(files, code=code)
    if not request.user.has_perm("workflows.sign_case", assessment.case):
        raise PermissionDenied("sign_case")
    context = {"assessment": assessment, "page": signing_page(assessment, request.user)}
    return render(request, "workflows/signing.html", context)
