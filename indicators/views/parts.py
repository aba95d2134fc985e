"""The parts of a draft: one form each; and their order."""

import re
from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators import operations
from indicators.editor import pages, parts, wording
from indicators.editor.forms import PartForm
from indicators.editor.posted import posted_content
from indicators.editor.problems import check_data
from indicators.models import DraftSet
from indicators.views.drafts import visible
from ledger.errors import Conflict, Refused


@login_required
def edit_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    draft = visible(request, pk)
    if part not in parts.every_part(draft.data):
        raise Http404
    if request.method != "POST":
        return _form(request, draft, part)
    typed = posted_content(part, request.POST)
    try:
        saved = operations.change_part(
            draft=draft, part=part, before=_before(request), content=typed, actor=request.user
        )
    except Refused as refusal:
        return _form(request, draft, part, typed=typed, refusal=str(refusal), status=422)
    except Conflict as conflict:
        draft.refresh_from_db()
        return _form(request, draft, part, typed=typed, conflict=conflict, status=409)
    part = part if part in parts.SECTIONS else f"{part.partition('/')[0]}/{typed['code']}"
    following = pages.neighbours(saved.data, part).after
    if "next" in request.POST and following:
        return redirect("indicators:edit_part", pk, following)
    messages.success(request, _("Saved in the draft."))
    row = request.POST.get("press", "").partition(":")[2].rpartition(".")[0]
    return redirect(f"{reverse('indicators:edit_part', args=[pk, part])}{'#' if row else ''}{row}")


@login_required
@require_POST
def add_part(request: HttpRequest, pk: int) -> HttpResponse:
    """An aspect, or with `aspect` an indicator in it; then its form."""
    draft = visible(request, pk)
    if aspect := request.POST.get("aspect"):
        part = operations.add_indicator(draft=draft, aspect=aspect, actor=request.user)
    else:
        part = operations.add_aspect(draft=draft, actor=request.user)
    return redirect("indicators:edit_part", pk, part)


@login_required
@require_POST
def move_part(request: HttpRequest, pk: int) -> HttpResponse:
    part, to = request.POST.get("part", ""), request.POST.get("to", "")
    operations.move_part(draft=visible(request, pk), part=part, to=to, actor=request.user)
    return redirect(f"{reverse('indicators:show_draft', args=[pk])}#{part}")


@login_required
@require_POST
def remove_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    draft = visible(request, pk)
    title = wording.part_title(draft.data, part) if part in parts.every_part(draft.data) else part
    operations.remove_part(draft=draft, part=part, before=_before(request), actor=request.user)
    messages.success(request, _("Taken out of the draft: %(part)s.") % {"part": title})
    return redirect("indicators:show_draft", pk)


def _before(request: HttpRequest) -> int:
    """The fingerprint that the form was sent with; no part has 0."""
    sent = request.POST.get("before", "")
    return int(sent) if re.fullmatch("[0-9]{1,20}", sent) else 0


def _form(
    request: HttpRequest,
    draft: DraftSet,
    part: str,
    *,
    typed: parts.Data | None = None,
    refusal: str = "",
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The part's form with what was typed, or else with what is stored and what the check says of it."""
    stored = parts.read(draft.data, part)
    problems = [each for each in check_data(draft.data)[1] if each.part == part] if typed is None else []
    said: dict[tuple[str | int, ...], list[str]] = {}
    for problem in problems:
        said.setdefault(problem.place, []).append(problem.advice)
    fixed = frozenset({"code"}) if part == "about" and draft.based_on_id else frozenset()
    form = PartForm(part, draft.data, said, fixed)
    context = {
        "draft": draft,
        "name": wording.name_in(draft.data),
        "part": part,
        "kind": part.partition("/")[0],
        "title": wording.part_title(draft.data, part),
        "controls": form.controls(stored if typed is None else typed),
        "problems": problems,
        "before": conflict.version if conflict else _before(request) or parts.fingerprint(stored),
        "refusal": refusal or (str(conflict) if conflict else ""),
        "conflict": _side_by_side(conflict) if conflict else (),
        "neighbours": pages.neighbours(draft.data, part),
        "aspects": _other_aspects(draft, part),
        "drawn": pages.procedure(draft.data) if part == "workflow" else None,
    }
    return render(request, "indicators/drafts/part.html", context, status=status)


def _side_by_side(conflict: Conflict) -> Sequence[dict[str, str]]:
    rows = []
    for name in conflict.theirs:
        place = tuple(int(step) if step.isdecimal() else step for step in name.split("."))
        sides = {"mine": conflict.mine[name], "theirs": conflict.theirs[name]}
        words = {side: wording.value_in_words(place, value) for side, value in sides.items()}
        rows.append({"label": wording.path_in_words(place), **words})
    return rows


def _other_aspects(draft: DraftSet, part: str) -> list[tuple[str, str]]:
    """Where an indicator could move to."""
    if not part.startswith("indicators/"):
        return []
    here = parts.place_of(draft.data, part)[1]
    titles = [
        (each["code"], wording.part_title(draft.data, f"aspects/{each['code']}"))
        for each in draft.data["aspects"]
    ]
    return [entry for number, entry in enumerate(titles) if number != here]
