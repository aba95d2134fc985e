"""Other departments' part in a file: who is asked for what, by when, and what has come back."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments.contributing import assigned_to, open_codes
from assessments.models import Assessment, Assignment
from assessments.queries import Card, Questionnaire, Section, questionnaire, visible_files
from ledger.errors import Refused
from workflows import assigning
from workflows.enums import Stage
from workflows.forms.assigning import AssignForm


@login_required
@require_safe
def show_assignments(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _file(request, code)
    return _page(request, assessment, questionnaire(assessment))


@login_required
@require_POST
def assign_indicators(request: HttpRequest, code: str) -> HttpResponse:
    """What was ticked and typed stays on the page when it is refused."""
    assessment = _file(request, code)
    board = questionnaire(assessment)
    form = AssignForm(request.POST, board=board)
    if not form.is_valid():
        return _page(request, assessment, board, form=form, status=422)
    asked = {name: form.cleaned_data[name] for name in ("unit", "due", "note")}
    try:
        made = assigning.assign(case=assessment.case, indicators=form.chosen(), actor=request.user, **asked)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, assessment, board, form=form, status=422)
    said = ngettext(
        "%(unit)s is asked for %(count)s indicator.", "%(unit)s is asked for %(count)s indicators.", len(made)
    )
    messages.success(request, said % {"unit": asked["unit"], "count": len(made)})
    return redirect("workflows:show_assignments", code)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    assessment, ticked = _file(request, code), request.POST.getlist("indicator")
    live = assessment.assignments.live().select_related("indicator")
    keys = [each.pk for each in live if each.indicator.code in ticked]
    taken = assigning.take_back(case=assessment.case, keys=keys, actor=request.user)
    if taken:
        messages.success(request, _("Taken back: %(codes)s.") % {"codes": _codes(taken)})
    return redirect("workflows:show_assignments", code)


@login_required
@require_POST
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _file(request, code)
    keys = [int(key) for key in request.POST.getlist("assignment") if key.isdecimal() and len(key) < 19]
    try:
        done = assigning.give_back(case=assessment.case, keys=keys, actor=request.user)
    except Refused as refusal:
        return _page(request, assessment, questionnaire(assessment), refusal=str(refusal), status=422)
    if done:
        messages.success(request, _("Given back: %(codes)s.") % {"codes": _codes(done)})
    return redirect("workflows:show_assignments", code)


def _file(request: HttpRequest, code: str) -> Assessment:
    return get_object_or_404(visible_files(request.user).select_related("indicator_set", "case"), code=code)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    board: Questionnaire,
    *,
    form: AssignForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    writing = assessment.case.state == Stage.SELF_ASSESSMENT
    leads = request.user.has_perm("assessments.answer_assessment", assessment)
    live = list(assessment.assignments.live().select_related("indicator", "unit", "done_by"))
    held = {each.indicator.code: each for each in live}
    mine = [] if leads else list(assigned_to(request.user, assessment))
    ticked = set(form["indicator"].value() or ()) if form else set()
    context = {
        "assessment": assessment,
        "sections": _sections(board, held, ticked, everything=leads and writing),
        "count": len(live),
        "mine": [(each, board.card(each.indicator.code)) for each in mine],
        "open_codes": open_codes(request.user, assessment) if mine else set(),
        "may_assign": leads and writing,
        "today": timezone.localdate(),
        "form": (form or AssignForm(board=board)) if leads and writing else None,
        "refusal": refusal,
    }
    return render(request, "workflows/assignments.html", context, status=status)


def _sections(
    board: Questionnaire, held: dict[str, Assignment], ticked: set[str], *, everything: bool
) -> list[tuple[Section, list[tuple[Card, Assignment | None, bool]]]]:
    """Every indicator for whoever can ask for it; for others those that another department is asked for."""
    found = []
    for section in board.sections:
        rows = [
            (card, held.get(card.code), card.code in ticked)
            for card in section.cards
            if everything or card.code in held
        ]
        if rows:
            found.append((section, rows))
    return found


def _codes(assignments: Sequence[Assignment]) -> str:
    return _(", ").join(each.indicator.code for each in assignments)
