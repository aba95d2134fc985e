"""What follows a decision: conditions reported and verified, effects reviewed, the follow-up closed and reopened."""

from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessments.locker.content import TYPES
from committees.operations.followup import close_follow_up, reopen_follow_up
from committees.operations.fulfilling import record_proof_download, report_fulfilment, verify_fulfilment
from committees.operations.reviewing import save_review
from ledger.errors import Conflict, Refused
from workflows.forms.followup import ReportForm, ReviewForm, SettleForm, VerifyForm
from workflows.queries.followup import (
    ConditionRow,
    FollowUpPage,
    ReviewRow,
    follow_up_page,
    proofs_visible_to,
)

SETTLING = {"close": close_follow_up, "reopen": reopen_follow_up}


@login_required
@require_safe
def show_follow_up(request: HttpRequest, code: str) -> HttpResponse:
    return _render(request, _page(request, code))


@login_required
@require_POST
def report_condition(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was typed stays on the page when it is refused; a file has to be chosen again."""
    page = _page(request, code)
    row = next((each for each in page.conditions if each.condition.position == number), None)
    if row is None:
        raise Http404
    form = ReportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            report_fulfilment(condition=row.condition, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your report is with the committee office, which verifies it."))
            return redirect("workflows:show_follow_up", code)
    return _render(request, page, status=422, report=(row.condition.pk, form))


@login_required
@require_POST
def verify_report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    page = _page(request, code)
    reports = [report for row in page.conditions for report in row.reports if report.pk == pk]
    if not reports:
        raise Http404
    if not page.settles:
        raise PermissionDenied("verify_report")
    form = VerifyForm(request.POST)
    if form.is_valid():
        try:
            verify_fulfilment(report=reports[0], actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("workflows:show_follow_up", code)
    return _render(request, page, status=422, verify=(pk, form))


@login_required
@require_GET
def download_proof(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The bytes, always as a download and never as a page of this site."""
    report = get_object_or_404(proofs_visible_to(request.user, code), pk=pk)
    record_proof_download(report=report, actor=request.user)
    kind = TYPES[PurePath(report.name).suffix.lstrip(".")]
    stored = default_storage.open(report.path)
    response = FileResponse(stored, as_attachment=True, filename=report.name, content_type=kind)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def write_review(request: HttpRequest, code: str, months: int) -> HttpResponse:
    """What was measured beside what was foreseen."""
    page = _page(request, code)
    row = next((each for each in page.reviews if each.review.months == months), None)
    if row is None:
        raise Http404
    if not page.settles:
        raise PermissionDenied("write_review")
    status, form = 200, _review_form(request, page, row)
    if request.method == "POST":
        status, _conflict = form.save(save_review, review=row.review, actor=request.user)
        if status == 200:
            messages.success(request, _("The review is recorded and published with the report."))
            return redirect("workflows:show_follow_up", code)
    context = {"assessment": page.assessment, "row": row, "form": form}
    return render(request, "workflows/review.html", context, status=status)


@login_required
@require_POST
def settle_follow_up(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Close it or reopen it."""
    page = _page(request, code)
    if action not in SETTLING or page.follow_up is None:
        raise Http404
    if not page.settles:
        raise PermissionDenied("settle_follow_up")
    form, status = SettleForm(request.POST), 422
    if form.is_valid():
        said = form.cleaned_data
        if action == "reopen":
            del said["unfinished"]
        try:
            SETTLING[action](follow_up=page.follow_up, actor=request.user, **said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            form.adopt_version(conflict.version)
            status = 409
        else:
            return redirect("workflows:show_follow_up", code)
    return _render(request, page, status=status, settle=form)


def _page(request: HttpRequest, code: str) -> FollowUpPage:
    page = follow_up_page(request.user, code)
    if page is None:
        raise Http404
    return page


def _review_form(request: HttpRequest, page: FollowUpPage, row: ReviewRow) -> ReviewForm:
    written = {"version": row.review.version, "summary": row.review.summary}
    for each in row.effects:
        written |= {f"measured-{each.code}": each.measured, f"words-{each.code}": each.words}
    return ReviewForm(
        request.POST if request.method == "POST" else None,
        effects=row.effects,
        indicator_set=page.assessment.indicator_set,
        initial=written,
    )


def _render(
    request: HttpRequest,
    page: FollowUpPage,
    *,
    status: int = 200,
    report: tuple[int, Form] | None = None,
    verify: tuple[int, Form] | None = None,
    settle: SettleForm | None = None,
) -> HttpResponse:
    """`report` and `verify`: the row that a form was sent for, and the form with its faults."""
    version = page.follow_up.version if page.follow_up else 0
    context = {
        "page": page,
        "assessment": page.assessment,
        "rows": [(row, *_forms(page, row, report, verify)) for row in page.conditions],
        "settle": settle or SettleForm(initial={"version": version}),
    }
    name = "follow_up" if page.whole else "follow_up_of_unit"
    return render(request, f"workflows/{name}.html", context, status=status)


def _forms(
    page: FollowUpPage,
    row: ConditionRow,
    report: tuple[int, Form] | None,
    verify: tuple[int, Form] | None,
) -> tuple[Form | None, Form | None]:
    """What the reader may fill in on a condition: a report, or a finding on the one that waits."""
    sent = report[1] if report and report[0] == row.condition.pk else None
    reporting = sent or (ReportForm(auto_id=f"id_{row.condition.position}_%s") if row.may_report else None)
    if row.waiting is None or not page.settles or not page.is_open:
        return reporting, None
    found = verify[1] if verify and verify[0] == row.waiting.pk else None
    return reporting, found or VerifyForm(auto_id=f"id_{row.condition.position}_%s")
