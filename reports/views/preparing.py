"""The page on which the office prepares a publication: words for children, what is withheld, the second signature."""

from collections.abc import Callable, Sequence
from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contributing import is_contributor
from assessments.merging import Difference
from assessments.models import Assessment
from assessments.queries import visible_files
from assessments.views.file import side_by_side
from ledger.errors import Conflict, Refused, Undone
from reports import cage, pdf, preparing
from reports.caching import asked
from reports.preparation_forms import ChildTextForm, VersionForm, WithholdForm
from reports.queries.preparing import as_it_stands, may_prepare, may_read, preparation_page
from workflows.enums import Stage

PREPARED = (Stage.PUBLICATION, Stage.ISSUING, Stage.PUBLISHED)


@login_required
@require_safe
def show_preparation(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _file(request, code))


@login_required
@require_POST
def save_child_text(request: HttpRequest, code: str) -> HttpResponse:
    assessment, form = _to_prepare(request, code), ChildTextForm(request.POST)
    if request.POST.get("resolve") == "merge" and form.is_valid():
        page = preparation_page(assessment.case, request.user)
        version = page.child.version if page.child else 0
        return _page(request, assessment, child=form.with_theirs(page.said, version))
    status, conflict = form.save(preparing.save_child_text, assessment=assessment, actor=request.user)
    if status != 200:
        differences = side_by_side(form, conflict)
        return _page(request, assessment, child=form, conflict=differences, status=status)
    messages.success(request, _("The text for children is saved."))
    return redirect("reports:show_preparation", code)


@login_required
@require_POST
def withhold(request: HttpRequest, code: str) -> HttpResponse:
    assessment, form = _to_prepare(request, code), WithholdForm(request.POST)
    if form.is_valid():
        try:
            found = preparing.withhold(assessment=assessment, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Conflict as conflict:
            form.data = form.data.copy()
            form.data["version"] = str(conflict.version)
            form.add_error(
                None, _("A colleague changed the review meanwhile. Please look at what is withheld now.")
            )
            return _page(request, assessment, withholding=form, status=409)
        else:
            messages.success(request, _("Withheld at %(count)s place(s).") % {"count": len(found)})
            return redirect("reports:show_preparation", code)
    return _page(request, assessment, withholding=form, status=422)


@login_required
@require_POST
def disclose(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    def give_back(*, assessment: Assessment, version: int) -> None:
        preparing.disclose(assessment=assessment, version=version, redaction=pk, actor=request.user)

    return _act(request, _to_prepare(request, code), give_back, _("The passage will be published."))


@login_required
@require_POST
def hand_to_second(request: HttpRequest, code: str) -> HttpResponse:
    def hand(*, assessment: Assessment, version: int) -> None:
        preparing.hand_to_second(assessment=assessment, version=version, actor=request.user)

    said = _("The second reader has been told.")
    return _act(request, _to_prepare(request, code), hand, said)


@login_required
@require_POST
def sign_review(request: HttpRequest, code: str) -> HttpResponse:
    def sign(*, assessment: Assessment, version: int) -> None:
        preparing.sign_review(assessment=assessment, version=version, actor=request.user)

    return _act(request, _file(request, code), sign, _("Signed. The report can be published as it stands."))


@login_required
@require_safe
def show_draft(request: HttpRequest, code: str) -> HttpResponse:
    """The report as it would be published now, with the watermark of a draft; one at a time for a case, for setting
    it takes the machine some seconds."""
    assessment = _file(request, code)
    busy = f"draft:{assessment.code}"
    if asked(cache.add, busy, True, cage.PAGES.patience) is False:
        refusal = _("This draft is being set already; please wait a moment.")
        return _page(request, assessment, refusal=refusal, status=422)
    try:
        content = pdf.render_draft(as_it_stands(assessment.case, request.user))
    except Undone as failure:
        return _page(request, assessment, refusal=str(failure), status=422)
    finally:
        asked(cache.delete, busy)
    name = f"{assessment.code}-draft.pdf"
    return FileResponse(BytesIO(content), filename=name, content_type="application/pdf")


def _act(request: HttpRequest, assessment: Assessment, act: Callable[..., None], said: str) -> HttpResponse:
    """A button that says which state of the review it was pressed on."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, refusal=_("Please look at the page once more."), status=422)
    try:
        act(assessment=assessment, version=form.cleaned_data["version"])
    except Refused as refusal:
        return _page(request, assessment, refusal=str(refusal), status=422)
    except Conflict as conflict:
        return _page(request, assessment, refusal=str(conflict), status=409)
    messages.success(request, said)
    return redirect("reports:show_preparation", assessment.code)


def _file(request: HttpRequest, code: str) -> Assessment:
    """Once something is to be published; of the office, the head of the unit and whoever publishes."""
    files = visible_files(request.user).select_related("indicator_set", "case", "drafting_unit__parent")
    assessment = get_object_or_404(files, code=code)
    if is_contributor(request.user, assessment) or assessment.case.state not in PREPARED:
        raise Http404
    if not may_read(assessment.case, request.user):
        raise PermissionDenied("prepare_publication")
    return assessment


def _to_prepare(request: HttpRequest, code: str) -> Assessment:
    assessment = _file(request, code)
    if not may_prepare(assessment.case, request.user):
        raise PermissionDenied("prepare_publication")
    return assessment


def _page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    child: ChildTextForm | None = None,
    conflict: Sequence[Difference] = (),
    withholding: WithholdForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = preparation_page(assessment.case, request.user)
    version = page.child.version if page.child else 0
    context = {
        "assessment": assessment,
        "page": page,
        "child": child or ChildTextForm(initial={**page.said, "version": version}),
        "conflict": conflict,
        "withholding": withholding or WithholdForm(initial={"version": page.version}),
        "refusal": refusal,
    }
    return render(request, "reports/preparation/page.html", context, status=status)
