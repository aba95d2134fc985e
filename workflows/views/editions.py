"""A newer edition of a running case's set: what moving would mean, moving, staying; and the answers left behind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.models import Assessment
from assessments.queries import visible_files
from indicators.models import IndicatorSet
from ledger.errors import Refused
from workflows import carrying
from workflows.queries.editions import earlier_page, edition_page


@login_required
@require_safe
def show_edition(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _file(request, code), 200)


@login_required
@require_POST
def move_edition(request: HttpRequest, code: str) -> HttpResponse:
    """To the edition whose preview was read: one that came out meanwhile is previewed first."""
    assessment = _file(request, code)
    try:
        edition = _chosen(request, assessment)
        carrying.carry_over(case=assessment.case, edition=edition, actor=request.user)
    except Refused as refusal:
        return _page(request, _file(request, code), 422, refusal=str(refusal))
    said = _("The case now stands under edition %(edition)s. Answers that stayed are as they were.")
    messages.success(request, said % {"edition": edition.edition})
    return redirect("assessments:continue_questionnaire", code)


@login_required
@require_POST
def stay(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _file(request, code)
    try:
        carrying.stay(case=assessment.case, edition=_chosen(request, assessment), actor=request.user)
    except Refused as refusal:
        return _page(request, _file(request, code), 422, refusal=str(refusal))
    said = _("The case stays with edition %(edition)s.") % {"edition": assessment.indicator_set.edition}
    messages.success(request, said)
    return redirect(assessment)


@login_required
@require_safe
def show_earlier(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _file(request, code)
    context = {"assessment": assessment, "page": earlier_page(assessment)}
    return render(request, "workflows/earlier.html", context)


def _file(request: HttpRequest, code: str) -> Assessment:
    return get_object_or_404(visible_files(request.user).select_related("case"), code=code)


def _chosen(request: HttpRequest, assessment: Assessment) -> IndicatorSet:
    if not request.user.has_perm("assessments.answer_assessment", assessment):
        raise PermissionDenied("answer_assessment")
    editions = IndicatorSet.objects.filter(code=assessment.indicator_set.code)
    chosen = editions.filter(edition=request.POST.get("edition", "").replace("\0", "")).first()
    if chosen is None:
        raise Refused(_("There is no such edition."))
    return chosen


def _page(request: HttpRequest, assessment: Assessment, status: int, refusal: str = "") -> HttpResponse:
    context = {
        "assessment": assessment,
        "page": edition_page(assessment.case),
        "refusal": refusal,
        "may_move": request.user.has_perm("assessments.answer_assessment", assessment),
    }
    return render(request, "workflows/edition.html", context, status=status)
