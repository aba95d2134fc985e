"""The questionnaire as a document: out, back, and what it would change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments import operations
from assessments.contributing import is_contributor, open_codes
from assessments.enums import Origin
from assessments.forms.offline import ReturnedForm, taken
from assessments.locker import TYPES
from assessments.models import Assessment, Proposal
from assessments.offline.docx_reading import read_docx
from assessments.offline.docx_writing import docx_bytes
from assessments.offline.outline import outline
from assessments.offline.proposing import proposed
from assessments.offline.returned import Returned, Unreadable
from assessments.offline.xlsx_reading import read_xlsx
from assessments.offline.xlsx_writing import xlsx_bytes
from assessments.proposals import preview
from assessments.views.file import may_answer, visible_file
from ledger.errors import Conflict, Refused

WRITERS = {Origin.DOCX.value: docx_bytes, Origin.XLSX.value: xlsx_bytes}
KINDS = (("docx", gettext_lazy("Word document (DOCX)")), ("xlsx", gettext_lazy("Spreadsheet (XLSX)")))
READERS = {Origin.DOCX: read_docx, Origin.XLSX: read_xlsx}


@login_required
@require_http_methods(["GET", "POST"])
def show_offline(request: HttpRequest, code: str) -> HttpResponse:
    """Download and hand back; whoever may not answer now can only download."""
    assessment = visible_file(request, code)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        _require_open(request, assessment)
        if form.is_valid():
            try:
                return redirect("assessments:review_proposal", code, _propose(request, assessment, form).pk)
            except Refused as refusal:
                form.add_error("file", str(refusal))
    context = {
        "assessment": assessment,
        "may_write": may_answer(request, assessment),
        "form": form,
        "kinds": KINDS,
    }
    return render(request, "assessments/offline.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take_out(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The questionnaire as it stands, as a document of this kind."""
    assessment = visible_file(request, code)
    if kind not in WRITERS:
        raise Http404
    found = outline(assessment)
    copy = operations.take_out(assessment=assessment, content=found.content, actor=request.user)
    copy.assessment = assessment
    name = f"{assessment.code}-{copy.number}.{kind}"
    return HttpResponse(
        WRITERS[kind](copy, found),
        content_type=TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox",
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def review_proposal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What would change, and taking of it what is chosen."""
    assessment = visible_file(request, code)
    mine = Proposal.objects.of(request.user).select_related("copy__taken_by")
    proposal = get_object_or_404(mine, assessment=assessment, pk=pk)
    proposal.assessment = assessment
    status, trouble = 200, ""
    if request.method == "POST":
        try:
            chosen = taken(request.POST, proposal)
            operations.accept_proposal(proposal=proposal, taken=chosen, actor=request.user)
        except Refused as refusal:
            status, trouble = 422, str(refusal)
        except Conflict as conflict:
            status, trouble = 409, str(conflict)
        else:
            said = ngettext("%(number)s answer was written.", "%(number)s answers were written.", len(chosen))
            messages.success(request, said % {"number": len(chosen)})
            return redirect("assessments:continue_questionnaire", code)
    only = None if may_answer(request, assessment) else open_codes(request.user, assessment)
    context = {
        "assessment": assessment,
        "may_write": (only is None or bool(only)) and proposal.is_live,
        "preview": preview(proposal, only),
        "trouble": trouble,
        "ticked": request.POST.getlist("take") if status != 200 else None,
    }
    return render(request, "assessments/proposal.html", context, status=status)


def may_bring(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether some of the questionnaire is open to this person."""
    return may_answer(request, assessment) or bool(open_codes(request.user, assessment))


def require_writer(request: HttpRequest, assessment: Assessment) -> None:
    """The drafting unit, or one that it asks."""
    writes = request.user.has_perm("assessments.answer_assessment", assessment)
    if not writes and not is_contributor(request.user, assessment):
        raise PermissionDenied("answer_assessment")


def _require_open(request: HttpRequest, assessment: Assessment) -> None:
    """Nobody's file is read who could not bring it in."""
    require_writer(request, assessment)
    if not may_bring(request, assessment):
        raise Refused(_("The questionnaire cannot be written now, so nothing can be handed back."))


def _propose(request: HttpRequest, assessment: Assessment, form: ReturnedForm) -> Proposal:
    file, origin = form.cleaned_data["file"], form.origin
    try:
        returned = READERS[origin](file.read())
    except Unreadable as trouble:
        raise Refused(str(trouble)) from trouble
    _refuse_foreign(returned, assessment)
    copy = assessment.offline_copies.filter(number=returned.copy_number).first()
    if copy and copy.indicator_set_id != assessment.indicator_set_id:
        raise Refused(
            _(
                "The document was made under edition %(old)s of the set; the case is under edition %(new)s now. "
                "Please download it anew and carry your words over."
            )
            % {"old": copy.indicator_set.edition, "new": assessment.indicator_set.edition}
        )
    found = proposed(returned, outline(assessment), copy)
    return operations.propose(
        assessment=assessment,
        origin=origin,
        source=file.name[:200],
        copy=copy,
        content=found.content,
        remarks=found.remarks,
        actor=request.user,
    )


def _refuse_foreign(returned: Returned, assessment: Assessment) -> None:
    if not returned.found:
        raise Refused(
            _("This is no questionnaire that was downloaded here: none of its rows can be recognised.")
        )
    if returned.case and returned.case.upper() != assessment.code.upper():
        raise Refused(
            _("This questionnaire belongs to case %(theirs)s, not to %(ours)s.")
            % {"theirs": returned.case[:40], "ours": assessment.code}
        )
