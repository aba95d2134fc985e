"""The questionnaire, its saving, and its evidence."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments import operations, queries
from assessments.forms import AnswerForm
from assessments.models import Answer, Assessment, Evidence
from ledger.errors import Conflict, Refused


@login_required
@require_safe
def continue_questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """To the first aspect that still needs something."""
    assessment = get_object_or_404(queries.visible_files(request.user), code=code)
    section = queries.questionnaire(assessment).next_open
    return redirect("assessments:show_aspect", code, section.aspect.code)


@login_required
@require_safe
def show_aspect(request: HttpRequest, code: str, aspect: str) -> HttpResponse:
    assessment = get_object_or_404(queries.visible_files(request.user), code=code)
    get_object_or_404(assessment.indicator_set.aspects, code=aspect)
    return _aspect_page(request, assessment, aspect, None, 200)


@login_required
@require_POST
def save_answer(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Keep what was typed and any file sent with it; a file that is refused does not hold back the text."""
    assessment = get_object_or_404(queries.visible_files(request.user), code=code)
    answer = get_object_or_404(
        assessment.answers.select_related("indicator__aspect"), indicator__code=indicator
    )
    form = AnswerForm(request.POST, request.FILES, answer=answer)
    status, conflict = _save(form, answer, request)
    aspect = answer.indicator.aspect.code
    if status == 200 and not request.htmx:
        return redirect(f"{reverse('assessments:show_aspect', args=[code, aspect])}#{indicator}")
    if not request.htmx:
        return _aspect_page(request, assessment, aspect, form, status, conflict)
    board = queries.questionnaire(assessment)
    context = _rights(request, assessment) | {
        "questionnaire": board,
        "section": board.section(aspect),
        "card": board.card(indicator),
        "open": True,
        "form": AnswerForm(answer=board.card(indicator).answer) if status == 200 else form,
        "conflict": conflict,
    }
    if status == 200:
        return render(request, "assessments/_saved.html", context)
    response = render(request, "assessments/_card.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{indicator}", "outerHTML"
    return response


@login_required
@require_safe
def download_evidence(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The bytes, always as a download and never as a page of this site."""
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user).live(), assessment__code=code, pk=pk
    )
    stored = default_storage.open(evidence.path)
    response = FileResponse(
        stored, as_attachment=True, filename=evidence.name, content_type=evidence.content_type
    )
    response["Content-Security-Policy"] = "sandbox"
    return response


@login_required
@require_POST
def remove_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    mine = Evidence.objects.visible_to(request.user).select_related("assessment", "indicator__aspect")
    evidence = get_object_or_404(mine, assessment__code=code, pk=pk)
    operations.remove_evidence(evidence=evidence, actor=request.user)
    page = reverse("assessments:show_aspect", args=[code, evidence.indicator.aspect.code])
    return redirect(f"{page}#{evidence.indicator.code}")


def _save(form: AnswerForm, answer: Answer, request: HttpRequest) -> tuple[int, list[dict[str, str]]]:
    """HTTP status, and for 409 the two texts field by field."""
    if not form.is_valid():
        return 422, []
    where = {"assessment": answer.assessment, "indicator": answer.indicator, "actor": request.user}
    try:
        operations.save_answer(version=form.cleaned_data["version"], content=form.content(), **where)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return 422, []
    except Conflict as conflict:
        form.adopt_version(conflict.version)
        form.add_error(None, str(conflict))
        return 409, _side_by_side(form, conflict)
    if file := form.cleaned_data["file"]:
        try:
            operations.attach_evidence(file=file, name=file.name, **where)
        except Refused as refusal:
            answer.refresh_from_db()
            form.adopt_version(answer.version)
            form.add_error("file", str(refusal))
            return 422, []
    return 200, []


def _side_by_side(form: AnswerForm, conflict: Conflict) -> list[dict[str, str]]:
    return [
        {
            "label": str(form.fields[name].label),
            "mine": form.in_words(name, conflict.mine[name]),
            "theirs": form.in_words(name, conflict.theirs[name]),
        }
        for name in conflict.theirs
    ]


def _aspect_page(
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
    first = next((card for card in section.cards if card.lacks), section.cards[0])
    entries = []
    for card in section.cards:
        refused = bound is not None and bound.prefix == card.indicator.code
        form = bound if refused else AnswerForm(answer=card.answer)
        entries.append((card, form, conflict if refused else (), refused or card is first))
    context = _rights(request, assessment) | {"questionnaire": board, "section": section, "entries": entries}
    return render(request, "assessments/aspect.html", context, status=status)


def _rights(request: HttpRequest, assessment: Assessment) -> dict[str, object]:
    writes = request.user.has_perm("assessments.answer_assessment", assessment)
    return {"assessment": assessment, "may_write": writes and assessment.locked_at is None}
