"""The questionnaire and its saving."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments import operations, queries
from assessments.earlier import last_earlier_answers
from assessments.forms import AnswerForm
from assessments.merging import Difference
from assessments.models import Answer, Assessment
from assessments.returns import openings
from assessments.trap_rows import traps_in
from assessments.views.file import may_answer, side_by_side, visible_file


@login_required
@require_safe
def continue_questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """To what the office has sent back, or to the first part of the file that still needs something."""
    assessment = visible_file(request, code)
    if assessment.is_screened:
        return redirect("assessments:show_screening", code)
    if may_answer(request, assessment) and openings(assessment).are_partial:
        return redirect("workflows:show_returns", code)
    board = queries.questionnaire(assessment)
    if board.begins_with_scope or board.only_scope_is_open:
        return redirect("assessments:show_scope", code)
    section = board.next_open
    if section is None:
        return redirect("assessments:show_groups", code)
    return redirect("assessments:show_aspect", code, section.aspect.code)


@login_required
@require_safe
def show_aspect(request: HttpRequest, code: str, aspect: str) -> HttpResponse:
    return _page(request, visible_file(request, code), aspect, None, 200)


@login_required
@require_safe
def show_rail(request: HttpRequest, code: str) -> HttpResponse:
    """What stands beside the questionnaire, asked for again once something was saved. `part` is an aspect's code, `at`
    the page that is none."""
    assessment = visible_file(request, code)
    board, at = queries.questionnaire(assessment), request.GET.get("at")
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "questionnaire": board,
        "section": board.section(request.GET.get("part", "")),
        "at_groups": at == "groups",
        "at_scope": at == "scope",
    }
    return render(request, "assessments/_rail_inside.html", context)


@login_required
@require_POST
def save_answer(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Keep what was typed.

    A saving by htmx, which comes with every change, is answered with what it has changed on the page and nothing else.
    """
    answer = get_object_or_404(queries.answer_of(code, indicator))
    answer.indicator.indicator_set = answer.assessment.indicator_set
    form = AnswerForm(request.POST, request.FILES, answer=answer)
    if request.POST.get("resolve") == "merge" and form.is_valid():
        return _card(request, answer, form.with_theirs(answer), (), status=200)
    try:
        status, conflict = _save(form, answer, request)
    except PermissionDenied:
        visible_file(request, code)
        raise
    if status == 200 and not request.htmx:
        return redirect(f"{_address(answer.assessment, answer.indicator.aspect.code)}#{indicator}")
    if status == 200:
        return _saved(form.saved, request)
    return _card(request, answer, form, conflict, status=status)


def _saved(answer: Answer, request: HttpRequest) -> HttpResponse:
    """Rendered without the context that pages have: each saving would pay for it."""
    card = queries.card_maker(answer.assessment)(answer, [])
    context = {
        "assessment": answer.assessment,
        "card": card,
        "writer": request.user,
        "notes": traps_in(card),
        "version": answer.version,
    }
    response = HttpResponse(render_to_string("assessments/_saved_answer.html", context))
    response["HX-Trigger"] = "answer-saved"
    return response


def _card(
    request: HttpRequest,
    answer: Answer,
    form: AnswerForm,
    conflict: Sequence[Difference],
    *,
    status: int,
) -> HttpResponse:
    """The whole card, in the place of the one that was sent; as a page where that is what was asked for."""
    assessment, code = visible_file(request, answer.assessment.code), answer.indicator.code
    aspect = answer.indicator.aspect.code
    if not request.htmx:
        return _page(request, assessment, aspect, form, status, conflict)
    board = queries.questionnaire(assessment)
    card = board.card(code)
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "questionnaire": board,
        "section": board.section(aspect),
        "card": card,
        "open": True,
        "form": form,
        "conflict": conflict,
        "notes": traps_in(card),
        "earlier": last_earlier_answers(assessment).get(code),
        "page": _address(assessment, aspect),
    }
    response = render(request, "assessments/_card.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{code}", "outerHTML"
    return response


def _save(form: AnswerForm, answer: Answer, request: HttpRequest) -> tuple[int, list[Difference]]:
    """HTTP status, and for 409 the two texts field by field."""
    where = {"assessment": answer.assessment, "indicator": answer.indicator, "actor": request.user}
    status, conflict = form.save(operations.save_answer, **where)
    return status, side_by_side(form, conflict)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    aspect: str,
    bound: AnswerForm | None,
    status: int,
    conflict: Sequence[Difference] = (),
) -> HttpResponse:
    """The aspect with a form for each indicator; the one just refused keeps what was typed."""
    board = queries.questionnaire(assessment)
    section = board.section(aspect)
    if section is None:
        raise Http404
    first = next((card for card in section.cards if card.lacks), section.cards[0])
    earlier = last_earlier_answers(assessment)
    entries = []
    for card in section.cards:
        refused = bound is not None and bound.prefix == card.code
        form = bound if refused else AnswerForm(answer=card.answer)
        opened = refused or card is first
        notes = traps_in(card)
        entries.append((card, form, conflict if refused else (), opened, earlier.get(card.code), notes))
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "questionnaire": board,
        "section": section,
        "entries": entries,
        "page": _address(assessment, aspect),
    }
    return render(request, "assessments/aspect.html", context, status=status)


def _address(assessment: Assessment, aspect: str) -> str:
    return reverse("assessments:show_aspect", args=[assessment.code, aspect])
