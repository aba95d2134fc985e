"""Scoring on a panel, indicator by indicator."""

import json
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from assessments.merging import Difference
from assessments.models import Assessment
from assessments.queries import visible_files
from assessments.views.file import side_by_side
from indicators.models import IndicatorSet
from panels.models import Panel, Score, Seat
from panels.operations.scoring import Judgement, Recorded, record_scores
from panels.queries.sheet import ScoreCard, ScoreSheet, score_sheet
from panels.score_forms import ScoreForm


@login_required
@require_safe
def continue_scoring(request: HttpRequest, code: str) -> HttpResponse:
    """To the first indicator that has something to do."""
    assessment, seat = own_sheet(request.user, code)
    return redirect("panels:show_scores", code, score_sheet(assessment, seat).next_open)


@login_required
@require_safe
def show_scores(request: HttpRequest, code: str, aspect: str) -> HttpResponse:
    assessment, seat = own_sheet(request.user, code)
    return _page(request, score_sheet(assessment, seat), aspect)


@login_required
@require_POST
def post_score(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Keep one score; the same address answers a plain form and an htmx autosave."""
    panel = panel_of(request.user, code)
    edition = panel.assessment.indicator_set
    if not is_scored(edition, indicator):
        raise Http404
    form = ScoreForm(request.POST, edition=edition, code=indicator)
    if request.POST.get("resolve") == "merge" and form.is_valid():
        own = Score.objects.filter(seat__panel=panel, seat__expert=request.user, indicator__code=indicator)
        return _card(request, code, form.with_theirs(own.first() or Score()))
    try:
        status, conflict = form.save(_record_one, panel=panel, code=indicator, actor=request.user)
    except PermissionDenied:
        own_sheet(request.user, code)
        raise
    if status != 200:
        return _card(request, code, form, side_by_side(form, conflict))
    return _saved(request, panel, indicator, form.saved)


def own_sheet(user: User, code: str) -> tuple[Assessment, Seat]:
    """The person's seat while scores are given. What the person cannot see is not there; without a seat it is no
    sheet."""
    assessment = get_object_or_404(visible_files(user), code=code)
    seats = Seat.objects.counting().filter(
        panel__assessment=assessment, expert=user, panel__opened_scores_at=None
    )
    seat = seats.select_related("panel").order_by("-panel__round").first()
    if seat is None:
        raise PermissionDenied("score_panel")
    seat.panel.assessment = assessment
    return assessment, seat


def is_scored(edition: IndicatorSet, indicator: str) -> bool:
    text = edition.file.indicators.get(indicator)
    return text is not None and text.answer == "impact"


def form_of(card: ScoreCard, edition: IndicatorSet) -> ScoreForm:
    return ScoreForm(edition=edition, code=card.code, score=card.score)


def panel_of(user: User, code: str) -> Panel:
    """The last panel on which the person sits, in one query; whether the person may, the operation finds out. The
    edition comes without its content, which the process has read before."""
    panels = Panel.objects.filter(assessment__code=code, seats__expert=user)
    found = panels.select_related("assessment__indicator_set").defer("assessment__indicator_set__content")
    return found.order_by("-round").first() or own_sheet(user, code)[1].panel


def _record_one(
    *, version: int, content: dict[str, object], panel: Panel, code: str, actor: User
) -> Recorded:
    return record_scores(panel=panel, judgements=[Judgement(code, version, content)], actor=actor)


def _saved(request: HttpRequest, panel: Panel, indicator: str, recorded: Recorded) -> HttpResponse:
    """Only what has changed on the page, rendered without the context that pages have: each saving would pay for it.
    Where the next indicator is goes along, for *save and next*."""
    code, score = panel.assessment.code, recorded.scores[indicator]
    following = next_place(code, recorded, indicator)
    if not request.htmx:
        going_on = request.POST.get("go") == "next"
        here = reverse("panels:show_scores", args=[code, score.indicator.aspect.code])
        return redirect(following if going_on else f"{here}#{indicator}")
    context = {
        "assessment": panel.assessment,
        "score": score,
        "seat": score.seat,
        "tally": recorded.tally,
        "aspect": score.indicator.aspect.code,
        "counts": recorded.tally.of_aspect(score.indicator.aspect.code),
        "csrf_token": get_token(request),
    }
    response = HttpResponse(render_to_string("panels/_saved.html", context))
    response["HX-Trigger"] = json.dumps({"score-saved": {"next": following}})
    return response


def next_place(code: str, recorded: Recorded, indicator: str) -> str:
    """The next indicator with something to do; where there is none left, the whole sheet to be read and sealed."""
    line = recorded.tally.next_open(indicator)
    if line is None:
        return f"{reverse('panels:show_sheet', args=[code])}#seal"
    return f"{reverse('panels:show_scores', args=[code, line.aspect])}#{line.code}"


def _card(
    request: HttpRequest, code: str, form: ScoreForm, conflict: Sequence[Difference] = ()
) -> HttpResponse:
    """The whole card, in the place of the one that was sent; as a page where that is what was asked for."""
    assessment, seat = own_sheet(request.user, code)
    sheet = score_sheet(assessment, seat)
    card = next((each for each in sheet.cards if each.code == form.code and each.is_scored), None)
    if card is None:
        raise Http404
    aspect = card.answer.indicator.aspect.code
    if not request.htmx:
        return _page(request, sheet, aspect, form, conflict)
    context = {
        "assessment": assessment,
        "seat": seat,
        "card": card,
        "open": True,
        "form": form,
        "conflict": conflict,
        "page": reverse("panels:show_scores", args=[code, aspect]),
    }
    response = render(request, "panels/_score_card.html", context, status=_status(form, conflict))
    response["HX-Retarget"], response["HX-Reswap"] = f"#{form.code}", "outerHTML"
    return response


def _page(
    request: HttpRequest,
    sheet: ScoreSheet,
    aspect: str,
    bound: ScoreForm | None = None,
    conflict: Sequence[Difference] = (),
) -> HttpResponse:
    """The aspect with a form for each indicator; the one just refused keeps what was typed."""
    assessment, section = sheet.assessment, sheet.section(aspect)
    if section is None:
        raise Http404
    codes = {line.code for line in sheet.tally.open}
    first = next((card for card in section.cards if card.code in codes), section.cards[0])
    entries = []
    for card in section.cards:
        refused = bound is not None and bound.code == card.code
        form = bound if refused else form_of(card, assessment.indicator_set)
        entries.append((card, form, conflict if refused else (), refused or card is first))
    context = {
        "assessment": assessment,
        "seat": sheet.seat,
        "sheet": sheet,
        "tally": sheet.tally,
        "section": section,
        "entries": entries,
        "page": reverse("panels:show_scores", args=[assessment.code, aspect]),
    }
    return render(request, "panels/scores.html", context, status=_status(bound, conflict))


def _status(form: ScoreForm | None, conflict: Sequence[Difference]) -> int:
    """A form that came back says why: two texts, or what was refused; one with both texts merged is no refusal."""
    if form is None or form.unsaved:
        return 200
    return 409 if conflict else 422
