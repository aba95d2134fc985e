"""Writing and signing why no children are heard at a link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.enums import Link
from assessments.merging import Difference
from assessments.models import Assessment
from assessments.views.file import side_by_side, visible_file
from ledger.errors import Conflict, Refused
from participation.forms.absences import AbsenceForm
from participation.operations.absences import sign_absence, write_absence
from participation.queries.absences import AbsencePage, absence_page


@login_required
@require_safe
def show_absence(request: HttpRequest, code: str, link: str) -> HttpResponse:
    assessment = visible_file(request, code)
    page = _page_of(request, assessment, link)
    return _render(request, assessment, page, AbsenceForm.of(page.absence), 200)


@login_required
@require_POST
def save_absence(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """A refusal keeps every word."""
    assessment = visible_file(request, code)
    page = _page_of(request, assessment, link)
    if not request.user.has_perm("assessments.hear_assessment", assessment):
        raise PermissionDenied("write_absence")
    form = AbsenceForm(request.POST)
    status, stale = form.save(write_absence, assessment=assessment, link=Link(link), actor=request.user)
    if status == 200:
        messages.success(request, _("Saved. It counts, and is public, once another person has signed it."))
        return redirect("participation:show_absence", code, link)
    return _render(request, assessment, page, form, status, conflict=side_by_side(form, stale))


@login_required
@require_POST
def sign(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """What was read in this version, and nothing newer."""
    assessment = visible_file(request, code)
    page = _page_of(request, assessment, link)
    if not request.user.has_perm("assessments.excuse_assessment", assessment):
        raise PermissionDenied("sign_absence")
    version = request.POST.get("version", "")
    read = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        sign_absence(assessment=assessment, link=Link(link), version=read, actor=request.user)
    except (Refused, Conflict) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        page = _page_of(request, assessment, link)
        return _render(request, assessment, page, AbsenceForm.of(page.absence), status, refusal=str(refusal))
    messages.success(request, _("Signed. The reason is public now."))
    return redirect("participation:show_absence", code, link)


def _page_of(request: HttpRequest, assessment: Assessment, link: str) -> AbsencePage:
    page = absence_page(assessment, link, request.user) if link in Link.values else None
    if page is None:
        raise Http404
    return page


def _render(
    request: HttpRequest,
    assessment: Assessment,
    page: AbsencePage,
    form: AbsenceForm,
    status: int,
    *,
    refusal: str = "",
    conflict: list[Difference] | None = None,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "page": page,
        "form": form,
        "refusal": refusal,
        "conflict": conflict or [],
    }
    return render(request, "participation/absence.html", context, status=status)
