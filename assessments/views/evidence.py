"""The evidence locker: its page, files on their way in and out."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from assessments import operations
from assessments.enums import Scan
from assessments.evidence_rows import locker_rows
from assessments.forms.evidence import DescribeForm
from assessments.models import Assessment, Citation, Evidence
from assessments.views.file import may_answer, visible_file
from ledger.errors import Refused

Problem = tuple[str, str]


@login_required
@require_safe
def show_locker(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, visible_file(request, code))


@login_required
@require_POST
def upload_evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the files that can be kept; of each other one the page says why not."""
    assessment = visible_file(request, code)
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, form=form, status=422)
    problems = keep_each(request, assessment=assessment, **form.cleaned_data)
    if problems or request.htmx:
        return _page(request, assessment, problems=problems, status=422 if problems else 200)
    return redirect("assessments:show_locker", code)


def keep_each(request: HttpRequest, **where: object) -> list[Problem]:
    """Attach every file that was sent, each by itself; the names of those refused, with the reason."""
    files = request.FILES.getlist("files")
    problems = [] if files else [("", _("Please choose a file."))]
    for file in files:
        try:
            operations.attach_evidence(file=file, name=file.name, actor=request.user, **where)
        except Refused as refusal:
            problems.append((file.name, str(refusal)))
    kept = len(files) - len(problems)
    if kept > 0 and not request.htmx:
        said = ngettext("%(count)s file is in the locker.", "%(count)s files are in the locker.", kept)
        messages.success(request, said % {"count": kept})
    return problems


@login_required
@require_GET
def download_evidence(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The bytes, always as a download and never as a page of this site."""
    evidence = _visible(request, code, pk)
    if not evidence.served:
        raise Refused(
            _("“%(name)s” is blocked by the virus scan; nobody can open it.") % {"name": evidence.name}
            if evidence.scan == Scan.INFECTED
            else _("“%(name)s” waits for the virus scan. Please try again in a minute.")
            % {"name": evidence.name}
        )
    operations.record_download(evidence=evidence, actor=request.user)
    stored = default_storage.open(evidence.path)
    response = FileResponse(
        stored, as_attachment=True, filename=evidence.name, content_type=evidence.content_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_required
@require_POST
def describe_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    evidence, form = _visible(request, code, pk), DescribeForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(error for errors in form.errors.values() for error in errors))
    operations.describe_evidence(evidence=evidence, actor=request.user, **form.cleaned_data)
    return _back(code, pk)


@login_required
@require_POST
def remove_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    mine = Evidence.objects.visible_to(request.user).select_related("assessment")
    evidence = get_object_or_404(mine, assessment__code=code, pk=pk)
    operations.remove_evidence(evidence=evidence, actor=request.user)
    return redirect("assessments:show_locker", code)


@login_required
@require_POST
def retry_scan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    operations.retry_scan(evidence=_visible(request, code, pk), actor=request.user)
    return _back(code, pk)


def _visible(request: HttpRequest, code: str, pk: int) -> Evidence:
    live = Evidence.objects.visible_to(request.user).live().select_related("assessment")
    return get_object_or_404(live, assessment__code=code, pk=pk)


def _back(code: str, pk: int) -> HttpResponse:
    return redirect(f"{reverse('assessments:show_locker', args=[code])}#file-{pk}")


def _page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    form: DescribeForm | None = None,
    problems: list[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    rows = locker_rows(assessment, request.user, _who_changes(request, assessment))
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "rows": [(row, DescribeForm.of(row.evidence) if row.may_change else None) for row in rows],
        "form": form or DescribeForm(),
        "problems": problems,
    }
    page = "assessments/_locker.html" if request.htmx else "assessments/locker.html"
    return render(request, page, context, status=status)


def _who_changes(request: HttpRequest, assessment: Assessment) -> Callable[[Evidence, list[Citation]], bool]:
    """The drafting unit changes everything, whoever else brought a file in that file, while the case is open for it."""
    writes = may_answer(request, assessment)
    opened = assessment.locked_at is None and not assessment.is_screened

    def may_change(evidence: Evidence, _citations: list[Citation]) -> bool:
        return writes or (opened and evidence.uploaded_by_id == request.user.pk)

    return may_change
