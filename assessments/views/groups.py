"""The special groups of children, each with a finding of its own."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments import operations, queries
from assessments.forms import GroupForm
from assessments.merging import Difference
from assessments.models import Assessment
from assessments.views.file import may_answer, side_by_side, visible_file


@login_required
@require_safe
def show_groups(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, visible_file(request, code), None, 200)


@login_required
@require_POST
def save_finding(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """Keep what was typed; the same address answers a plain form and an htmx autosave."""
    assessment = visible_file(request, code)
    card = queries.questionnaire(assessment).group(group)
    if card is None:
        raise Http404
    form = GroupForm(request.POST, finding=card.finding, indicator_set=assessment.indicator_set)
    if request.POST.get("resolve") == "merge" and form.is_valid():
        merged = form.with_theirs(card.finding, assessment.indicator_set)
        return _shown_again(request, assessment, group, merged, 200)
    status, stale = form.save(operations.save_finding, assessment=assessment, group=group, actor=request.user)
    conflict = side_by_side(form, stale)
    if status == 200 and not request.htmx:
        return redirect(f"{_address(assessment)}#{group}")
    if status != 200:
        return _shown_again(request, assessment, group, form, status, conflict)
    board = queries.questionnaire(assessment)
    card = board.group(group)
    fresh = GroupForm(finding=card.finding, indicator_set=assessment.indicator_set)
    response = render(request, "assessments/_saved.html", _card_context(request, board, group, fresh))
    response["HX-Trigger"] = "answer-saved"
    return response


def _shown_again(
    request: HttpRequest,
    assessment: Assessment,
    group: str,
    form: GroupForm,
    status: int,
    conflict: Sequence[Difference] = (),
) -> HttpResponse:
    """The card in the place of the one that was sent; the page where that is what was asked for."""
    if not request.htmx:
        return _page(request, assessment, form, status, conflict)
    context = _card_context(request, queries.questionnaire(assessment), group, form) | {"conflict": conflict}
    response = render(request, "assessments/_group_card.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{group}", "outerHTML"
    return response


def _card_context(
    request: HttpRequest, board: queries.Questionnaire, group: str, form: GroupForm
) -> dict[str, object]:
    return {
        "assessment": board.assessment,
        "may_write": may_answer(request, board.assessment),
        "questionnaire": board,
        "at_groups": True,
        "card": board.group(group),
        "open": True,
        "form": form,
        "page": _address(board.assessment),
    }


def _page(
    request: HttpRequest,
    assessment: Assessment,
    kept: GroupForm | None,
    status: int,
    conflict: Sequence[Difference] = (),
) -> HttpResponse:
    """A form for each group; the one just sent and not stored keeps what was typed."""
    board = queries.questionnaire(assessment)
    if not board.groups:
        raise Http404
    first = next((card for card in board.groups if card.lacks), board.groups[0])
    entries = []
    for card in board.groups:
        sent = kept is not None and kept.prefix == card.code
        fresh = GroupForm(finding=card.finding, indicator_set=assessment.indicator_set)
        entries.append((card, kept if sent else fresh, conflict if sent else (), sent or card is first))
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "questionnaire": board,
        "at_groups": True,
        "entries": entries,
        "page": _address(assessment),
    }
    return render(request, "assessments/groups.html", context, status=status)


def _address(assessment: Assessment) -> str:
    return reverse("assessments:show_groups", args=[assessment.code])
