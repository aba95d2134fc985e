"""The questionnaire and its saving."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments import operations, queries
from assessments.earlier import last_earlier_answers
from assessments.forms import AnswerForm
from assessments.models import Answer, Assessment
from assessments.views.file import may_answer, side_by_side, visible_file
from ledger.errors import Refused


@login_required
@require_safe
def continue_questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """To the first part of the file that still needs something."""
    assessment = visible_file(request, code)
    if assessment.is_screened:
        return redirect("assessments:show_screening", code)
    section = queries.questionnaire(assessment).next_open
    if section is None:
        return redirect("assessments:show_groups", code)
    return redirect("assessments:show_aspect", code, section.aspect.code)


@login_required
@require_safe
def show_aspect(request: HttpRequest, code: str, aspect: str) -> HttpResponse:
    return _page(request, visible_file(request, code), aspect, None, 200)


@login_required
@require_POST
def save_answer(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Keep what was typed and any file sent with it; a file that is refused does not hold back the text."""
    assessment = visible_file(request, code)
    answer = get_object_or_404(
        assessment.answers.select_related("indicator__aspect"), indicator__code=indicator
    )
    answer.indicator.indicator_set = assessment.indicator_set
    form = AnswerForm(request.POST, request.FILES, answer=answer)
    status, conflict = _save(form, answer, request)
    aspect = answer.indicator.aspect.code
    if status == 200 and not request.htmx:
        return redirect(f"{_address(assessment, aspect)}#{indicator}")
    if not request.htmx:
        return _page(request, assessment, aspect, form, status, conflict)
    board = queries.questionnaire(assessment)
    card = board.card(indicator)
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "questionnaire": board,
        "section": board.section(aspect),
        "card": card,
        "open": True,
        "form": AnswerForm(answer=card.answer) if status == 200 else form,
        "conflict": conflict,
        "page": _address(assessment, aspect),
    }
    if status == 200:
        return render(request, "assessments/_saved.html", context)
    context["earlier"] = last_earlier_answers(assessment).get(indicator)
    response = render(request, "assessments/_card.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{indicator}", "outerHTML"
    return response


def _save(form: AnswerForm, answer: Answer, request: HttpRequest) -> tuple[int, list[dict[str, str]]]:
    """HTTP status, and for 409 the two texts field by field."""
    where = {"assessment": answer.assessment, "indicator": answer.indicator, "actor": request.user}
    status, conflict = form.save(operations.save_answer, **where)
    if status != 200:
        return status, side_by_side(form, conflict)
    if file := form.cleaned_data["file"]:
        try:
            operations.attach_evidence(file=file, name=file.name, **where)
        except Refused as refusal:
            answer.refresh_from_db()
            form.adopt_version(answer.version)
            form.add_error("file", str(refusal))
            return 422, []
    return 200, []


def _page(
    request: HttpRequest,
    assessment: Assessment,
    aspect: str,
    bound: AnswerForm | None,
    status: int,
    conflict: Sequence[dict[str, str]] = (),
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
        entries.append((card, form, conflict if refused else (), opened, earlier.get(card.code)))
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
