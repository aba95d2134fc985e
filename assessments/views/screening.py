"""The screening: one calm form before anything else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import operations, queries
from assessments.forms import ScreeningForm
from assessments.models import Assessment
from assessments.views.file import may_write, visible_file
from ledger.errors import Conflict


@login_required
@require_http_methods(["GET", "POST"])
def show_screening(request: HttpRequest, code: str) -> HttpResponse:
    """Read for all who see the file; a POST keeps what was typed so far."""
    assessment = visible_file(request, code)
    screening = getattr(assessment, "screening", None)
    if screening is None:
        raise Http404
    questions = assessment.indicator_set.file.screening
    form = ScreeningForm(request.POST or None, screening=screening, questions=questions)
    status, conflict = 200, None
    if request.method == "POST":
        status, conflict = form.save(operations.save_screening, assessment=assessment, actor=request.user)
        if status == 200:
            messages.success(request, _("The screening has been saved."))
            return redirect("assessments:show_screening", code)
    context = {
        "assessment": assessment,
        "screening": screening,
        "form": form,
        "conflict": _line_by_line(form, conflict),
        "may_write": may_write(request, assessment) and screening.closed_at is None,
        "said": form.said(screening.content()),
        "lacks": queries.screening_lacks(assessment),
        "leads_to": leads_to(assessment),
    }
    return render(request, "assessments/screening.html", context, status=status)


def leads_to(assessment: Assessment) -> dict[str, str]:
    """What follows each conclusion."""
    signed = assessment.profile.has("sign_off")
    return {
        "needed": _("The questionnaire opens, and the case goes through every stage."),
        "not_needed": _("The head signs the screening, and it is published with its grounds.")
        if signed
        else _("The screening is published with its grounds; there is no assessment."),
    }


def _line_by_line(form: ScreeningForm, conflict: Conflict | None) -> list[dict[str, str]]:
    """The two texts; nothing where they do not conflict."""
    if conflict is None:
        return []
    content = form.content()
    mine, theirs = form.said(content), form.said(content | dict(conflict.theirs))
    return [
        {"label": label, "mine": words, "theirs": other}
        for (label, words), (_label, other) in zip(mine, theirs, strict=True)
        if words != other
    ]
