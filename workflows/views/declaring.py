"""Declaring before a file is opened; deciding on declarations; changing a panel that has begun."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.contributing import is_contributor
from assessments.models import Assessment
from assessments.queries import visible_files
from ledger.errors import Refused
from panels.enums import Declared
from panels.models import Seat
from workflows import declaring
from workflows.forms.declaring import AnotherForm, DeclarationForm, ExcuseForm, RulingForm
from workflows.queries.declaring import DeclarationsPage, declarations_page, own_seat, time_left


@login_required
@require_http_methods(["GET", "POST"])
def show_declaration(request: HttpRequest, code: str) -> HttpResponse:
    """The expert's word, before anything else of the case can be opened. What is said already is only shown."""
    seat = own_seat(request.user, code)
    if seat is None:
        raise Http404
    assessment = seat.panel.assessment
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            seat = declaring.declare(case=assessment.case, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _thanks(request, seat, code)
    if request.method == "GET" and seat.may_judge:
        return redirect("panels:continue_scoring", code)
    left = time_left(assessment.case)
    context = {"matter": assessment, "case": assessment.case, "seat": seat, "form": form, "left": left}
    return render(request, "workflows/declaration.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def show_declarations(request: HttpRequest, code: str) -> HttpResponse:
    """What was declared, to the panel's chair and the office."""
    assessment, page = _page(request, code)
    return _shown(request, assessment, page)


@login_required
@require_POST
def rule(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    assessment, page = _page(request, code)
    seat, form = _seat(page, pk), RulingForm(request.POST)
    if form.is_valid():
        try:
            declaring.rule(case=assessment.case, seat=seat, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decided. The expert has been told."))
            return redirect("workflows:show_declarations", code)
    return _shown(request, assessment, page, at=seat.pk, ruling=form)


@login_required
@require_POST
def excuse(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    assessment, page = _page(request, code)
    if not page.is_office:
        raise PermissionDenied("seat_panel")
    seat, form = _seat(page, pk), ExcuseForm(request.POST)
    if form.is_valid():
        try:
            declaring.excuse(case=assessment.case, seat=seat, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The seat has been given up. The expert has been told."))
            return redirect("workflows:show_declarations", code)
    return _shown(request, assessment, page, at=seat.pk, excuse=form)


@login_required
@require_POST
def seat_another(request: HttpRequest, code: str) -> HttpResponse:
    assessment, page = _page(request, code)
    if not page.is_office:
        raise PermissionDenied("seat_panel")
    form = AnotherForm(request.POST, experts=page.others)
    if form.is_valid():
        try:
            declaring.seat_another(case=assessment.case, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The expert is on the panel, and has been asked to declare."))
            return redirect("workflows:show_declarations", code)
    return _shown(request, assessment, page, another=form)


def _thanks(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    if seat.may_judge:
        messages.success(request, _("Thank you. The file is open to you now."))
        return redirect("panels:continue_scoring", code)
    if seat.declared == Declared.CONFLICT:
        messages.success(request, _("Thank you. You have given up your seat; you need do nothing more."))
        return redirect("workflows:desk")
    messages.success(request, _("Thank you. You are told as soon as it is decided."))
    return redirect("workflows:show_declaration", code)


def _page(request: HttpRequest, code: str) -> tuple[Assessment, DeclarationsPage]:
    """Of the panel's chair and the office; to everybody else who reads the file there is no such page."""
    assessment = get_object_or_404(visible_files(request.user).select_related("case"), code=code)
    if is_contributor(request.user, assessment):
        raise Http404
    page = declarations_page(assessment, request.user)
    if page is None:
        raise Http404
    return assessment, page


def _seat(page: DeclarationsPage, pk: int) -> Seat:
    """One of those that the reader is shown."""
    seat = next((row.seat for row in page.rows if row.seat.pk == pk), None)
    if seat is None:
        raise Http404
    return seat


def _shown(
    request: HttpRequest, assessment: Assessment, page: DeclarationsPage, at: int = 0, **refused: Form
) -> HttpResponse:
    """`at` is the seat whose form was refused."""
    rows = [
        (
            row,
            refused.get("ruling", RulingForm()) if row.seat.pk == at else RulingForm(),
            refused.get("excuse", ExcuseForm()) if row.seat.pk == at else ExcuseForm(),
        )
        for row in page.rows
    ]
    another = refused.get("another") or AnotherForm(experts=page.others)
    context = {"assessment": assessment, "page": page, "rows": rows, "another": another, "at": at}
    return render(request, "workflows/declarations.html", context, status=422 if refused else 200)
