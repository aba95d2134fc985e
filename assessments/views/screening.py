"""The screening: one calm form before anything else."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments import operations, queries
from assessments.enums import Need
from assessments.forms import ScreeningForm
from assessments.merging import Difference
from assessments.models import Assessment
from assessments.views.file import may_write, visible_file
from indicators.resolver.applicability import asked_of
from ledger.errors import Conflict


class Conclusion(NamedTuple):
    """One that the form offers: when to choose it, and what follows."""

    name: str
    guidance: str
    leads_to: str


@login_required
@require_http_methods(["GET", "POST"])
def show_screening(request: HttpRequest, code: str) -> HttpResponse:
    """Read for all who see the file; a POST keeps what was typed so far."""
    assessment = visible_file(request, code)
    screening = getattr(assessment, "screening", None)
    if screening is None:
        raise Http404
    form = ScreeningForm(request.POST or None, screening=screening, file=assessment.indicator_set.file)
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


def leads_to(assessment: Assessment) -> list[Conclusion]:
    """Every conclusion there is, with what follows it: from nothing to the deepest in a set with depths."""
    file = assessment.indicator_set.file
    signed = assessment.profile.has("sign_off")
    nothing = (
        _("The head signs the screening, and it is published with its grounds.")
        if signed
        else _(
            "Whoever publishes it must not have written in it; it is published with its grounds, and there is no "
            "assessment."
        )
    )
    not_needed = Conclusion(str(Need.NOT_NEEDED.label), "", nothing)
    if not file.depths:
        full = _("The questionnaire opens, and the case goes through every stage.")
        return [Conclusion(str(Need.NEEDED.label), "", full), not_needed]
    return [
        not_needed,
        *(
            Conclusion(str(each.name), str(each.guidance or ""), _path_in_words(assessment, each.code))
            for each in file.depths
        ),
    ]


def _path_in_words(assessment: Assessment, depth: str) -> str:
    """How much a depth asks, and which stages it goes through."""
    file = assessment.indicator_set.file
    asked = asked_of(file, matter_class=assessment.matter_class, ages=assessment.ages, depth=depth)
    said = ngettext(
        "%(count)s indicator is asked; the stages: %(stages)s.",
        "%(count)s indicators are asked; the stages: %(stages)s.",
        len(asked),
    )
    stages = [str(each.name) for each in file.workflow.on_path(assessment.tier, depth).stages]
    return said % {"count": len(asked), "stages": " → ".join(stages)}


def _line_by_line(form: ScreeningForm, conflict: Conflict | None) -> list[Difference]:
    """The two texts; nothing where they do not conflict."""
    if conflict is None:
        return []
    content = form.content()
    mine, theirs = form.said(content), form.said(content | dict(conflict.theirs))
    return [
        Difference(label, words, other)
        for (label, words), (_label, other) in zip(mine, theirs, strict=True)
        if words != other
    ]
