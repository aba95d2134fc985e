"""What a draft's questionnaire will look like; the office's alone, and nothing can be saved in it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.forms import AnswerForm, CountForm, GroupForm, PlanForm, ScreeningForm
from assessments.models import ChildCount
from assessments.preview import unsaved_questionnaire, unsaved_screening
from assessments.queries import Questionnaire
from assessments.returns import Openings
from assessments.views.screening import leads_to
from indicators.editor.pages import draft_page, unsaved_edition, visible_drafts
from indicators.schema import SetFile

GROUPS, SCOPE, SCREENING = "groups", "scope", "screening"


@login_required
@require_safe
def preview_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """For one class of matters, which decides its tier, and one depth; `part` is an aspect, the special groups, the
    scope or the screening."""
    draft = get_object_or_404(visible_drafts(request.user), pk=pk)
    page = draft_page(draft)
    context: dict[str, object] = {"draft": draft, "page": page}
    if page.checked:
        context |= _questionnaire(request, page)
    return render(request, "assessments/preview.html", context)


def _questionnaire(request: HttpRequest, page: object) -> dict[str, object]:
    edition = unsaved_edition(page.draft, page.checked)
    classes = [each.code for each in page.checked.matter_classes]
    matter = request.GET.get("matter") if request.GET.get("matter") in classes else classes[0]
    depths = [each.code for each in page.checked.depths]
    depth = request.GET.get("depth") if request.GET.get("depth") in depths else page.checked.deepest
    board = unsaved_questionnaire(edition, matter_class=matter, depth=depth)
    screening = unsaved_screening(edition, matter_class=matter)
    part = request.GET.get("part")
    section = board.section(part) or (board.sections[0] if board.sections else None)
    cards = section.cards if section else []
    context: dict[str, object] = {
        "assessment": board.assessment,
        "questionnaire": board,
        "matter": matter,
        "depth": depth,
        "preview": True,
        "may_write": True,
        "screening": screening,
    }
    if part == SCREENING and screening:
        form = ScreeningForm(screening=screening, file=page.checked)
        return context | {"at_screening": True, "form": form, "leads_to": leads_to(board.assessment)}
    if part == SCOPE and board.scope.is_asked:
        return context | {"at_scope": True} | _scope(board, page.checked)
    if part == GROUPS and board.groups:
        entries = [
            (card, GroupForm(finding=card.finding, indicator_set=edition), (), card is board.groups[0])
            for card in board.groups
        ]
        return context | {"at_groups": True, "entries": entries}
    entries = [(card, AnswerForm(answer=card.answer), (), card is cards[0]) for card in cards]
    return context | {"section": section, "entries": entries}


def _scope(board: Questionnaire, file: SetFile) -> dict[str, object]:
    """The forms of an empty scope; everything in it can be written."""
    count = ChildCount(assessment=board.assessment)
    return {
        "scope": board.scope,
        "is_open": Openings(),
        "may_count": True,
        "counts": [],
        "new_count": (CountForm(count=count, file=file), (), True),
        "links": [(card, PlanForm(plan=card.plan), (), False) for card in board.scope.links or ()],
    }
