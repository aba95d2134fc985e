"""The evidence of one indicator: files brought in at its card, or picked from the locker, and the pages to look at."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import operations, queries
from assessments.evidence_rows import uncited
from assessments.forms.evidence import PageForm
from assessments.models import Answer, Citation, Evidence
from assessments.querysets import EvidenceQuerySet
from assessments.views.evidence import Problem, keep_each
from assessments.views.file import visible_file
from ledger.errors import Refused


@login_required
@require_safe
def choose_evidence(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The files of the case that this indicator does not cite yet."""
    answer = _answer(request, code, indicator)
    context = _context(answer) | {"choices": uncited(answer.assessment, answer.indicator)}
    page = "assessments/_choose_evidence.html" if request.htmx else "assessments/choose_evidence.html"
    return render(request, page, context)


@login_required
@require_POST
def cite_evidence(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Cite what was brought in, and what was chosen from the locker under `evidence`: its page is in `page-<number>`,
    that of new files in `page`."""
    answer = _answer(request, code, indicator)
    problems: list[Problem] = []
    chosen = request.POST.getlist("evidence")
    for evidence in _chosen(request, code, chosen):
        problems += _cite(request, answer, evidence)
    if request.FILES or not chosen:
        page, wrong = _page(request, "page")
        where = {"assessment": answer.assessment, "indicator": answer.indicator, "page": page}
        problems += wrong or keep_each(request, **where)
    return _field(request, answer, problems)


@login_required
@require_POST
def uncite_evidence(request: HttpRequest, code: str, indicator: str, pk: int) -> HttpResponse:
    answer = _answer(request, code, indicator)
    evidence = get_object_or_404(_chosen(request, code, [str(pk)]))
    operations.uncite_evidence(evidence=evidence, indicator=answer.indicator, actor=request.user)
    return _field(request, answer, [])


def _answer(request: HttpRequest, code: str, indicator: str) -> Answer:
    assessment = visible_file(request, code)
    answer = get_object_or_404(
        assessment.answers.select_related("indicator__aspect", "updated_by"), indicator__code=indicator
    )
    answer.assessment, answer.indicator.indicator_set = assessment, assessment.indicator_set
    return answer


def _cite(request: HttpRequest, answer: Answer, evidence: Evidence) -> list[Problem]:
    page, wrong = _page(request, f"page-{evidence.pk}")
    if wrong:
        return wrong
    where = {"evidence": evidence, "indicator": answer.indicator, "page": page}
    try:
        operations.cite_evidence(**where, actor=request.user)
    except Refused as refusal:
        return [(evidence.name, str(refusal))]
    return []


def _chosen(request: HttpRequest, code: str, keys: list[str]) -> EvidenceQuerySet:
    live = Evidence.objects.visible_to(request.user).live().select_related("assessment")
    numbers = [key for key in keys if key.isdecimal() and len(key) < 19]
    return live.filter(assessment__code=code, pk__in=numbers)


def _page(request: HttpRequest, name: str) -> tuple[str, list[Problem]]:
    form = PageForm({"page": request.POST.get(name, "")})
    if form.is_valid():
        return form.cleaned_data["page"], []
    return "", [("", _("Page: %(what)s") % {"what": " ".join(form.errors["page"])})]


def _field(request: HttpRequest, answer: Answer, problems: list[Problem]) -> HttpResponse:
    """The card's part with the evidence, and beside it what the answer still lacks."""
    status = 422 if problems else 200
    context = _context(answer) | {"problems": problems}
    if not request.htmx and problems:
        choices = uncited(answer.assessment, answer.indicator)
        return render(
            request, "assessments/choose_evidence.html", context | {"choices": choices}, status=status
        )
    if not request.htmx:
        return redirect(context["page"])
    response = render(request, "assessments/_cited.html", context, status=status)
    response["HX-Trigger"] = "answer-saved"
    return response


def _context(answer: Answer) -> dict[str, object]:
    cited = Citation.objects.live().filter(evidence__assessment=answer.assessment, indicator=answer.indicator)
    card = queries.card_maker(answer.assessment)(answer, list(cited.select_related("evidence")))
    aspect = reverse("assessments:show_aspect", args=[answer.assessment.code, answer.indicator.aspect.code])
    return {
        "assessment": answer.assessment,
        "card": card,
        "page": f"{aspect}#{card.code}",
        "writer": answer.updated_by,
        "may_write": True,
    }
