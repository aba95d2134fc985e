"""Forming a panel: by hand, by lot, and who leads it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assessments.models import Assessment
from ledger.errors import Refused
from panels import operations
from panels.forms import SeatsForm
from panels.models import Panel, Seat
from panels.queries.seating import nominees
from panels.views.panel import latest, panel_context


@login_required
@require_POST
def seat_experts(request: HttpRequest, code: str) -> HttpResponse:
    assessment, panel = _seatable(request, code)
    form = SeatsForm(request.POST, nominees=nominees(panel))
    if not form.is_valid():
        return _refused(request, assessment, panel, form.errors["experts"])
    experts = form.cleaned_data["experts"]
    return _done(
        request,
        assessment,
        panel,
        lambda: operations.seat_experts(panel=panel, experts=experts, actor=request.user),
        lambda _nothing: _("The panel has been saved."),
    )


@login_required
@require_POST
def draw_experts(request: HttpRequest, code: str) -> HttpResponse:
    assessment, panel = _seatable(request, code)
    return _done(
        request,
        assessment,
        panel,
        lambda: operations.draw_experts(panel=panel, actor=request.user),
        lambda made: (
            ngettext(
                "%(count)s expert drawn; the seed is kept.",
                "%(count)s experts drawn; the seed is kept.",
                len(made.drawn),
            )
            % {"count": len(made.drawn)}
        ),
    )


@login_required
@require_POST
def appoint_chair(request: HttpRequest, code: str) -> HttpResponse:
    assessment, panel = _seatable(request, code)
    seats = Seat.objects.filter(panel=panel).select_related("expert")
    seat = next((each for each in seats if str(each.pk) == request.POST.get("seat")), None)
    if seat is None:
        raise Http404
    return _done(
        request,
        assessment,
        panel,
        lambda: operations.appoint_chair(panel=panel, expert=seat.expert, actor=request.user),
        lambda _nothing: _("%(name)s leads the panel.") % {"name": seat.expert},
    )


def _seatable(request: HttpRequest, code: str) -> tuple[Assessment, Panel]:
    """Asked before anything else: what a form refuses tells who is in the pool."""
    assessment, panel = latest(request.user, code)
    panel = get_object_or_404(Panel, pk=panel and panel.pk)
    if not request.user.has_perm("panels.seat_panel", panel):
        raise PermissionDenied("seat_panel")
    return assessment, panel


def _done(
    request: HttpRequest,
    assessment: Assessment,
    panel: Panel,
    operation: Callable[[], object],
    said: Callable[[object], str],
) -> HttpResponse:
    try:
        result = operation()
    except Refused as refusal:
        return _refused(request, assessment, panel, [str(refusal)])
    messages.success(request, said(result))
    return redirect("panels:show_panel", assessment.code)


def _refused(request: HttpRequest, assessment: Assessment, panel: Panel, errors: list[str]) -> HttpResponse:
    context = panel_context(request, assessment, panel) | {"errors": errors}
    return render(request, "panels/panel.html", context, status=422)
