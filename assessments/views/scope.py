"""The scope: which indicators apply, which children are affected, where children take part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import operations, queries
from assessments.enums import Part
from assessments.forms import ApplicabilityForm, CountForm, PlanForm, VersionedForm
from assessments.merging import Difference
from assessments.models import Assessment, ChildCount
from assessments.queries import Questionnaire
from assessments.returns import openings
from assessments.views.file import may_answer, side_by_side, visible_file
from indicators.scale import NOT_APPLICABLE
from ledger.errors import Conflict, Refused

NEW = "count-new"


@dataclass(frozen=True)
class Sent:
    """What became of a form, and the card under which the page shows it again where it was not taken."""

    form: VersionedForm
    code: str
    status: int
    conflict: Sequence[Difference] = ()


@login_required
@require_safe
def show_scope(request: HttpRequest, code: str) -> HttpResponse:
    """Read for all who see the file; forms for those who write it, while it is being written."""
    return _page(request, visible_file(request, code), None)


@login_required
@require_POST
def save_applicability(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    assessment = visible_file(request, code)
    answer = get_object_or_404(assessment.answers.select_related("indicator"), indicator__code=indicator)
    answer.indicator.indicator_set = assessment.indicator_set
    form = ApplicabilityForm(request.POST, answer=answer)
    where = {"assessment": assessment, "indicator": answer.indicator, "actor": request.user}
    status, stale = form.save(operations.save_applicability, **where)
    sent = Sent(form, indicator, status, side_by_side(form, stale))
    return _answered(request, assessment, sent, "assessments/_applies_row.html")


@login_required
@require_POST
def save_plan(request: HttpRequest, code: str, link: str) -> HttpResponse:
    assessment = visible_file(request, code)
    card = queries.questionnaire(assessment).scope.link(link)
    if card is None:
        raise Http404
    form = PlanForm(request.POST, plan=card.plan)
    status, stale = form.save(operations.save_plan, assessment=assessment, link=link, actor=request.user)
    sent = Sent(form, link, status, side_by_side(form, stale))
    return _answered(request, assessment, sent, "assessments/_link_card.html")


@login_required
@require_POST
def save_count(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    """A new row without `pk`. What was typed for a row that is gone stands in the form for a new one."""
    assessment = visible_file(request, code)
    if queries.questionnaire(assessment).scope.counts is None:
        raise Http404
    rows, file = assessment.child_counts, assessment.indicator_set.file
    count = (rows.filter(pk=pk).first() if pk else None) or ChildCount(assessment=assessment)
    form = CountForm(request.POST, count=count, file=file)
    status, stale = form.save(operations.save_count, assessment=assessment, row=pk, actor=request.user)
    if status == 200:
        return redirect(f"{_address(assessment)}#children")
    there = pk is not None and rows.filter(pk=pk).exists()
    if not there and status == 422:
        form.adopt_version(0)
    code = f"count-{pk}" if there else NEW
    return _page(request, assessment, Sent(form, code, status, side_by_side(form, stale)))


@login_required
@require_POST
def remove_count(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    assessment = visible_file(request, code)
    version = request.POST.get("version", "")
    if not re.fullmatch("[0-9]{1,9}", version):
        return _page(request, assessment, None, told=_("Please look at the row once more."), status=422)
    try:
        operations.remove_count(assessment=assessment, row=pk, version=int(version), actor=request.user)
    except Refused as refusal:
        return _page(request, assessment, None, told=str(refusal), status=422)
    except Conflict as conflict:
        return _page(request, assessment, None, told=str(conflict), status=409)
    return redirect(f"{_address(assessment)}#children")


def _answered(request: HttpRequest, assessment: Assessment, sent: Sent, template: str) -> HttpResponse:
    """To a plain form the page, to an autosave the part that was saved, or the card that was refused."""
    if not request.htmx:
        if sent.status == 200:
            return redirect(f"{_address(assessment)}#{sent.code}")
        return _page(request, assessment, sent)
    context = _context(request, assessment, sent)
    found = [*context["links"], *(entry for _aspect, entries in context["applies"] for entry in entries)]
    entry = next(entry for entry in found if entry[0].code == sent.code)
    card, form, conflict, opened = entry
    context |= {"card": card, "form": form, "conflict": conflict, "open": opened}
    if sent.status == 200:
        response = render(request, "assessments/_scope_saved.html", context)
        response["HX-Trigger"] = "answer-saved"
        return response
    response = render(request, template, context, status=sent.status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{sent.code}", "outerHTML"
    return response


def _page(
    request: HttpRequest, assessment: Assessment, sent: Sent | None, *, told: str = "", status: int = 200
) -> HttpResponse:
    context = _context(request, assessment, sent) | {"told": told}
    return render(request, "assessments/scope.html", context, status=sent.status if sent else status)


def _context(request: HttpRequest, assessment: Assessment, sent: Sent | None) -> dict[str, object]:
    """Every part with its forms; the one just refused keeps what was typed."""
    board = queries.questionnaire(assessment)
    open_parts, may_write = openings(assessment), may_answer(request, assessment)
    refused = sent if sent and sent.status != 200 else None

    def entry(card: object, fresh: VersionedForm) -> tuple[object, VersionedForm, Sequence[object], bool]:
        kept = refused if refused and refused.code == card.code else None
        return card, kept.form if kept else fresh, kept.conflict if kept else (), kept is not None

    file = assessment.indicator_set.file
    context = {
        "assessment": assessment,
        "questionnaire": board,
        "scope": board.scope,
        "at_scope": True,
        "may_write": may_write,
        "may_count": may_write and open_parts.are_open(Part.CHILDREN),
        "is_open": open_parts,
        "counts": [entry(card, CountForm(count=card.count, file=file)) for card in board.scope.counts or ()],
        "links": [entry(card, PlanForm(plan=card.plan)) for card in board.scope.links or ()],
        "applies": [
            (section, [entry(card, ApplicabilityForm(answer=card.answer)) for card in section.cards])
            for section in board.sections
        ],
        "left_out": _left_out(board),
        "page": _address(assessment),
    }
    fresh = CountForm(count=ChildCount(assessment=assessment), file=file)
    typed = refused if refused and refused.code == NEW else None
    new = (typed.form, typed.conflict, True) if typed else (fresh, (), not board.scope.counts)
    return context | {"new_count": new}


def _left_out(board: Questionnaire) -> int:
    """How many indicators do not apply."""
    cards = (card for section in board.sections for card in section.cards)
    return sum(card.answer.rating == NOT_APPLICABLE for card in cards)


def _address(assessment: Assessment) -> str:
    return reverse("assessments:show_scope", args=[assessment.code])
