"""The panel: its seats, and its opened scores."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.models import User
from assessments.contributing import is_contributor
from assessments.models import Assessment
from assessments.queries import questionnaire, visible_files
from indicators.resolver.explanation import plain
from indicators.resolver.wording import names_of
from panels import queries
from panels.models import Panel
from panels.queries.measures import measures_of
from panels.queries.seating import draws_of


@login_required
@require_safe
def show_panel(request: HttpRequest, code: str) -> HttpResponse:
    """The panel as far as this person may know it: seats for the office, results for all once opened."""
    assessment, panel = latest(request.user, code)
    return render(request, "panels/panel.html", panel_context(request, assessment, panel))


@login_required
@require_safe
def show_figures(request: HttpRequest, code: str) -> JsonResponse:
    """Every figure of the file with its steps, for other programs; from the self-assessment until scores are opened."""
    assessment, panel = latest(request.user, code)
    file = assessment.indicator_set.file
    figures = plain(queries.results(assessment, panel), names_of(file))
    edition = {"code": file.code, "edition": file.edition, "hash": assessment.indicator_set.content_hash}
    head = {"code": assessment.code, "set": edition, "language": get_language()}
    measures = measures_of(panel, request.user)
    firm = {"panel": measures.plain() if measures else None}
    return JsonResponse(head | figures | firm, json_dumps_params={"ensure_ascii": False})


def latest(user: User, code: str) -> tuple[Assessment, Panel | None]:
    """The last round; it is no matter of units that only contribute to the file."""
    assessment = get_object_or_404(visible_files(user), code=code)
    if is_contributor(user, assessment):
        raise Http404
    return assessment, assessment.panels.order_by("-round").first()


def panel_context(request: HttpRequest, assessment: Assessment, panel: Panel | None) -> dict[str, object]:
    seating = panel is not None and request.user.has_perm("panels.seat_panel", panel)
    opened = panel is not None and panel.opened_scores_at is not None
    return {
        "assessment": assessment,
        "panel": panel,
        "seating": queries.seating_page(panel) if seating and panel.opened_at is None else None,
        "draws": draws_of(panel) if seating and panel.opened_at else [],
        "seats": panel.seats.select_related("expert") if seating else [],
        "results": queries.results(assessment, panel) if opened else None,
        "board": questionnaire(assessment) if opened else None,
        "measures": measures_of(panel, request.user),
        "reasons": queries.opened_reasons(panel, request.user) if opened else {},
        "errors": [],
    }
