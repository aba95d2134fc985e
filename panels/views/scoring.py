"""Scoring on a panel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from assessments.models import Assessment
from assessments.queries import visible_files
from panels import operations, queries
from panels.forms import ScoreForm
from panels.models import Seat


@login_required
@require_safe
def continue_scoring(request: HttpRequest, code: str) -> HttpResponse:
    assessment, seat = _own_seat(request.user, code)
    section = queries.score_sheet(assessment, seat).next_open
    return redirect("panels:show_scores", code, section.aspect.code)


@login_required
@require_safe
def show_scores(request: HttpRequest, code: str, aspect: str) -> HttpResponse:
    assessment, seat = _own_seat(request.user, code)
    return _scores_page(request, assessment, seat, aspect, None, 200)


@login_required
@require_POST
def post_score(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Keep one score; the same address answers a plain form and an htmx autosave."""
    assessment, seat = _own_seat(request.user, code)
    sheet = queries.score_sheet(assessment, seat)
    card = sheet.card(indicator)
    if card is None or not card.is_scored:
        raise Http404
    form = ScoreForm(request.POST, score=card.score)
    status, _stale = form.save(
        operations.record_score, panel=seat.panel, indicator=card.score.indicator, actor=request.user
    )
    aspect = card.score.indicator.aspect.code
    if not request.htmx:
        if status != 200:
            return _scores_page(request, assessment, seat, aspect, form, status)
        return redirect(f"{reverse('panels:show_scores', args=[code, aspect])}#{indicator}")
    sheet = queries.score_sheet(assessment, seat)
    card = sheet.card(indicator)
    context = {
        "assessment": assessment,
        "seat": seat,
        "sheet": sheet,
        "section": sheet.section(aspect),
        "card": card,
        "open": True,
        "form": ScoreForm(score=card.score) if status == 200 else form,
    }
    if status == 200:
        return render(request, "panels/_saved.html", context)
    response = render(request, "panels/_score_card.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{indicator}", "outerHTML"
    return response


@login_required
@require_POST
def seal_seat(request: HttpRequest, code: str) -> HttpResponse:
    _assessment, seat = _own_seat(request.user, code)
    operations.seal_seat(panel=seat.panel, actor=request.user)
    messages.success(request, _("Your scores are sealed. They are opened together with the other experts’."))
    return redirect("workflows:desk")


def _own_seat(user: User, code: str) -> tuple[Assessment, Seat]:
    assessment = get_object_or_404(visible_files(user), code=code)
    seats = Seat.objects.filter(panel__assessment=assessment, expert=user, panel__opened_scores_at=None)
    seat = seats.select_related("panel__assessment").order_by("-panel__round").first()
    if seat is None:
        raise PermissionDenied("score_panel")
    return assessment, seat


def _scores_page(
    request: HttpRequest,
    assessment: Assessment,
    seat: Seat,
    aspect: str,
    bound: ScoreForm | None,
    status: int,
) -> HttpResponse:
    sheet = queries.score_sheet(assessment, seat)
    section = sheet.section(aspect)
    if section is None:
        raise Http404
    entries = []
    for card in section.cards:
        refused = bound is not None and bound.prefix == card.score.indicator.code
        form = bound if refused else ScoreForm(score=card.score)
        entries.append((card, form, refused or card is section.first_open))
    context = {"assessment": assessment, "seat": seat, "sheet": sheet, "section": section, "entries": entries}
    return render(request, "panels/scores.html", context, status=status)
