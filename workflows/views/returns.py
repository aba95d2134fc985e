"""The office's check item by item, and what was sent back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Assessment
from assessments.queries import visible_files
from ledger.errors import Refused
from workflows import operations
from workflows.enums import Action, Stage
from workflows.forms.returns import CheckForm
from workflows.queries.case import moves_for
from workflows.queries.returns import CheckPage, check_page, is_inside, returns_of


@login_required
@require_safe
def show_returns(request: HttpRequest, code: str) -> HttpResponse:
    """All returns; while one is open, for the department what is to be done."""
    assessment = _file(request, code)
    if not is_inside(assessment.case, request.user):
        raise PermissionDenied("show_returns")
    writes = request.user.has_perm("assessments.answer_assessment", assessment)
    context = {
        "assessment": assessment,
        "returns": returns_of(assessment),
        "may_write": writes and assessment.locked_at is None,
    }
    return render(request, "workflows/returns.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def check_items(request: HttpRequest, code: str) -> HttpResponse:
    """Read the file item by item, and send back what is marked, or without a mark all of it. A refusal keeps every mark
    and every word."""
    assessment = _file(request, code)
    if not request.user.has_perm("workflows.check_case", assessment.case):
        raise PermissionDenied("check_case")
    page = check_page(assessment.case)
    parts = [row.part for _section, rows in page.sections for row in rows]
    form = CheckForm(request.POST if request.method == "POST" else None, parts=parts)
    if request.method == "GET":
        return _check(request, assessment, page, form, 200)
    if not form.is_valid():
        return _check(request, assessment, page, form, 422)
    flaws = form.flaws()
    try:
        operations.send_back(
            case=assessment.case, note=form.cleaned_data["note"], items=flaws, actor=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _check(request, _file(request, code), page, form, 422)
    said = ngettext("%(count)s item was sent back.", "%(count)s items were sent back.", len(flaws))
    messages.success(request, said % {"count": len(flaws)} if flaws else _("The whole file was sent back."))
    return redirect(assessment)


def _file(request: HttpRequest, code: str) -> Assessment:
    return get_object_or_404(visible_files(request.user).select_related("indicator_set", "case"), code=code)


def _check(
    request: HttpRequest, assessment: Assessment, page: CheckPage, form: CheckForm, status: int
) -> HttpResponse:
    case = assessment.case
    accept = [move for move in moves_for(case, request.user) if move.action == Action.ACCEPT]
    context = {
        "assessment": assessment,
        "page": page,
        "form": form,
        "moves": accept,
        "is_open": case.state == Stage.OFFICE_CHECK,
        "draft": f"check:{assessment.code}:{request.user.pk}:{case.clocks.latest('pk').pk}",
    }
    return render(request, "workflows/check.html", context, status=status)
