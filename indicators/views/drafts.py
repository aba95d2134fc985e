"""Drafts as a whole: begun, imported into, published, discarded."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators import operations
from indicators.checking import check_set
from indicators.diff.compare import compare
from indicators.editor import pages, skeleton
from indicators.errors import InvalidFile, Problem
from indicators.exchange import KINDS, exported
from indicators.forms import ImportForm, NewSetForm, NoteForm, SetFileForm
from indicators.models import DraftSet, IndicatorSet
from indicators.querysets import cities_of_office
from indicators.reading import MAX_BYTES
from indicators.schema import SetFile
from ledger.errors import Conflict, Refused
from ledger.queries import timeline

_LATEST = 12


@login_required
@require_safe
def show_draft(request: HttpRequest, pk: int) -> HttpResponse:
    draft = visible(request, pk)
    context = {
        "page": pages.draft_page(draft),
        "draft": draft,
        "drawn": pages.procedure(draft.data),
        "newer": pages.newer_edition(draft),
    }
    events = [(event, pages.event_in_words(event)) for event in timeline(draft.subject)[:_LATEST]]
    return render(request, "indicators/drafts/draft.html", context | {"events": events})


@login_required
@require_safe
def show_draft_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft says differently from the edition it is based on; a faulty one cannot be compared."""
    draft = visible(request, pk)
    page = pages.draft_page(draft)
    if draft.based_on is None or page.checked is None:
        raise Http404
    difference = compare(draft.based_on.file, page.checked)
    return render(
        request, "indicators/drafts/changes.html", {"page": page, "draft": draft, "difference": difference}
    )


@login_required
@require_safe
def download_draft(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    draft = visible(request, pk)
    if kind not in KINDS:
        raise Http404
    name = f"{draft.data['code']}_{draft.data['edition']}_draft.{kind}"
    response = HttpResponse(exported(draft.data, kind), content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@login_required
def new_set(request: HttpRequest) -> HttpResponse:
    cities = _cities(request)
    form = NewSetForm(request.POST or None, cities=cities)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (draft := _begun(request, form)):
            return redirect("indicators:show_draft", draft.pk)
    return render(request, "indicators/drafts/new_set.html", {"form": form}, status=status)


@login_required
@require_POST
def new_edition(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    based_on = get_object_or_404(IndicatorSet, code=code, edition=edition, owner__in=_cities(request))
    draft = operations.start_draft(owner=based_on.owner, based_on=based_on, actor=request.user)
    return redirect("indicators:show_draft", draft.pk)


@login_required
def import_set(request: HttpRequest) -> HttpResponse:
    """A file as a new draft."""
    form = ImportForm(request.POST or None, request.FILES or None, cities=_cities(request))
    problems, status = [], 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            checked, problems = _read(form.cleaned_data["file"])
            if checked and (draft := _started(request, form, data=checked.content())):
                return redirect("indicators:show_draft", draft.pk)
    context = {"form": form, "problems": problems}
    return render(request, "indicators/drafts/import.html", context, status=status)


@login_required
def replace_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A file into an open draft: first what it would change, then, once that was read, the change."""
    draft = visible(request, pk)
    if "content" in request.POST:
        return _replaced(request, draft)
    form = SetFileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "draft": draft, "name": pages.draft_page(draft).name}
    if request.method == "POST" and form.is_valid():
        checked, context["problems"] = _read(form.cleaned_data["file"])
        if checked:
            context |= _comparison(draft, checked.content())
            return render(request, "indicators/drafts/replace.html", context)
    status = 422 if request.method == "POST" else 200
    return render(request, "indicators/drafts/import.html", context, status=status)


@login_required
def publish_draft(request: HttpRequest, pk: int) -> HttpResponse:
    draft = visible(request, pk)
    page = pages.draft_page(draft)
    form = NoteForm(request.POST or None, initial={"before": page.fingerprint})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                published = operations.publish_draft(draft=draft, actor=request.user, **form.cleaned_data)
            except Refused as refusal:
                if page.checked:  # the page itself lists what the check has found
                    form.add_error(None, str(refusal))
            except Conflict as conflict:
                status = 409
                form.data = form.data.copy() | {"before": conflict.version}
                form.add_error(None, _("The draft has just been changed; look at it again, then publish."))
            else:
                said = _("Edition %(edition)s is published. Cases opened from now on use it.")
                messages.success(request, said % {"edition": published.edition})
                return redirect(published)
    context = {"page": page, "draft": draft, "form": form, "newer": pages.newer_edition(draft)}
    return render(request, "indicators/drafts/publish.html", context, status=status)


@login_required
@require_POST
def discard_draft(request: HttpRequest, pk: int) -> HttpResponse:
    operations.discard_draft(draft=visible(request, pk), actor=request.user)
    messages.success(request, _("The draft is put away. Nothing of it was published."))
    return redirect("indicators:list_sets")


def visible(request: HttpRequest, pk: int) -> DraftSet:
    return get_object_or_404(pages.visible_drafts(request.user), pk=pk)


def _cities(request: HttpRequest) -> list[object]:
    """Where the person is at the office; for everybody else the page does not exist."""
    if cities := list(cities_of_office(request.user)):
        return cities
    raise Http404


def _begun(request: HttpRequest, form: NewSetForm) -> DraftSet | None:
    typed = form.cleaned_data
    named = {"code": typed["code"], "edition": typed["edition"], "name": form.name()}
    copied = typed["copied"]
    return _started(request, form, data=copied.content | named if copied else skeleton.new_set(**named))


def _started(
    request: HttpRequest, form: NewSetForm | ImportForm, *, data: dict[str, object]
) -> DraftSet | None:
    try:
        return operations.start_draft(owner=form.cleaned_data["owner"], data=data, actor=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _read(file: object) -> tuple[SetFile | None, list[Problem]]:
    try:
        return check_set(file.read(MAX_BYTES + 1), file=file.name), []
    except InvalidFile as invalid:
        return None, invalid.problems


def _comparison(draft: DraftSet, data: dict[str, object]) -> dict[str, object]:
    return {
        "changes": pages.changed_parts(draft.data, data),
        "content": json.dumps(data, ensure_ascii=False),
        "before": pages.draft_page(draft).fingerprint,
    }


def _replaced(request: HttpRequest, draft: DraftSet) -> HttpResponse:
    """The content comes back from the page that showed it, so it is checked like any other."""
    try:
        data = check_set(request.POST["content"].encode(), file="").content()
        before = int(request.POST["before"])
    except (KeyError, ValueError, InvalidFile):
        raise Refused(_("Please choose the file once more.")) from None
    try:
        operations.replace_draft(draft=draft, before=before, data=data, actor=request.user)
    except Conflict as conflict:
        context = {"draft": draft, "name": pages.draft_page(draft).name, "conflict": str(conflict)}
        draft.refresh_from_db()
        context |= _comparison(draft, data)
        return render(request, "indicators/drafts/replace.html", context, status=409)
    messages.success(request, _("The draft now has the content of the file."))
    return redirect("indicators:show_draft", draft.pk)
