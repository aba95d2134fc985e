"""The whole score sheet on one page: saved together, read through, sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.merging import Difference
from assessments.views.file import side_by_side
from ledger.errors import Refused
from panels.models import Panel
from panels.operations import seal_seat as seal
from panels.operations.scoring import Judgement, Recorded, ScoresConflict, record_scores
from panels.queries.sheet import score_sheet
from panels.score_forms import ScoreForm
from panels.views.scoring import form_of, own_sheet, panel_of


@dataclass
class _Sent:
    """What was sent of a sheet: its forms by the codes of indicators, and what was refused of it."""

    forms: dict[str, ScoreForm]
    conflicts: dict[str, Sequence[Difference]] = field(default_factory=dict)
    refusal: str = ""
    status: int = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Every indicator in one form. All that was sent is saved together; what cannot be saved as it is comes back, and
    does not keep the rest from being saved."""
    if request.method != "POST":
        return _page(request, code, _Sent({}))
    panel = panel_of(request.user, code)
    sent = _Sent(_forms_in(request.POST, panel))
    recorded = _save(request, panel, sent)
    if recorded is None or sent.status != 200:
        return _page(request, code, sent)
    if not request.htmx:
        messages.success(request, _("Your scores are saved."))
        return redirect("panels:show_sheet", code)
    context = {
        "assessment": panel.assessment,
        "recorded": recorded,
        "tally": recorded.tally,
        "saved": True,
        "seat": next((score.seat for score in recorded.scores.values()), None),
        "csrf_token": get_token(request),
    }
    return HttpResponse(render_to_string("panels/_saved_sheet.html", context))


@login_required
@require_POST
def seal_seat(request: HttpRequest, code: str) -> HttpResponse:
    _assessment, seat = own_sheet(request.user, code)
    seal(panel=seat.panel, actor=request.user)
    messages.success(request, _("Your scores are sealed. They are opened together with the other experts’."))
    return redirect("workflows:desk")


def _forms_in(posted: Mapping[str, str], panel: Panel) -> dict[str, ScoreForm]:
    """A form for each indicator of which something was sent; others stay as they are."""
    edition = panel.assessment.indicator_set
    codes = [code for code, text in edition.file.indicators.items() if text.answer == "impact"]
    forms = {code: ScoreForm(posted, edition=edition, code=code) for code in codes}
    return {code: form for code, form in forms.items() if form.add_prefix("version") in posted}


def _save(request: HttpRequest, panel: Panel, sent: _Sent) -> Recorded | None:
    """Save what can be saved; `sent` keeps what was refused, and why."""
    judgements = {
        code: Judgement(code, form.cleaned_data["version"], form.content())
        for code, form in sent.forms.items()
        if form.is_valid()
    }
    if len(judgements) < len(sent.forms):
        sent.status = 422
    try:
        return _record(panel, [*judgements.values()], request, sent)
    except PermissionDenied:
        own_sheet(request.user, panel.assessment.code)
        raise
    except Refused as refusal:
        sent.refusal, sent.status = str(refusal), 422
        return None


def _record(panel: Panel, judgements: list[Judgement], request: HttpRequest, sent: _Sent) -> Recorded:
    """All together; where some were changed in another window, all but those, of which both texts are shown."""
    try:
        return record_scores(panel=panel, judgements=judgements, actor=request.user)
    except ScoresConflict as conflict:
        sent.status = 409
        for code, each in conflict.each.items():
            form = sent.forms[code]
            form.adopt_version(each.version)
            form.add_error(None, str(each))
            sent.conflicts[code] = side_by_side(form, each)
        rest = [each for each in judgements if each.code not in conflict.each]
        return record_scores(panel=panel, judgements=rest, actor=request.user)


def _page(request: HttpRequest, code: str, sent: _Sent) -> HttpResponse:
    assessment, seat = own_sheet(request.user, code)
    sheet = score_sheet(assessment, seat)
    entries = []
    for section in sheet.sections:
        for card in (each for each in section.cards if each.is_scored):
            refused = sent.forms.get(card.code)
            kept = refused is not None and (sent.refusal or refused.errors)
            form = refused if kept else form_of(card, assessment.indicator_set)
            entries.append((section.aspect, card, form, sent.conflicts.get(card.code, ())))
    context = {
        "assessment": assessment,
        "seat": seat,
        "sheet": sheet,
        "tally": sheet.tally,
        "entries": entries,
        "sent": sent,
        "swapped": bool(request.htmx),
        "page": reverse("panels:show_sheet", args=[code]),
    }
    if not request.htmx:
        return render(request, "panels/sheet.html", context, status=sent.status)
    response = render(request, "panels/_sheet_form.html", context, status=sent.status)
    response["HX-Retarget"], response["HX-Reswap"] = "#form-sheet", "outerHTML"
    return response
