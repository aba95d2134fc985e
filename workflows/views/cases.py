"""The desk, opening a case, the case page, and its moves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.contributing import is_contributor
from assessments.forms import MatterForm
from assessments.models import Assessment
from assessments.queries import visible_files
from ledger.errors import Refused
from ledger.models import Job
from plans.models import PlanItem
from workflows import clock, operations
from workflows.enums import Action, Stage
from workflows.forms import MoreTimeForm, NoteForm
from workflows.queries.case import case_page, report_job
from workflows.queries.desk import desk
from workflows.queries.opening import drafting_units, usable_sets
from workflows.queries.plan import open_items

WITH_REASON = {
    Action.HAND_BACK: operations.hand_back,
    Action.SEND_BACK: operations.send_back,
    Action.WITHDRAW: operations.withdraw,
    Action.REOPEN: operations.reopen,
    Action.RECONVENE: operations.reconvene,
}

_NEWER = gettext_lazy(
    "A newer edition was published while you were writing. Please look through the fields once more; "
    "what you wrote is still here."
)


@login_required
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    return render(request, "workflows/desk.html", {"desk": desk(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    """A new case of the person's own drafting unit: under the newest edition of a set that its city may use, chosen
    first where there are several. Whoever was writing while a newer edition came keeps what was typed."""
    units = drafting_units(request.user)
    if not units:
        raise PermissionDenied("open_case")
    usable = usable_sets(units[0].city)
    if not usable:
        raise Refused(_("No indicator set has been loaded yet. Please ask the committee office."))
    wanted = request.GET.get("set", "")
    if not wanted and len(usable) > 1:
        return render(request, "workflows/choose_set.html", {"sets": usable, "unit": units[0]})
    code = wanted.partition("@")[0] or usable[0].code
    newest = next((each for each in usable if each.code == code), None)
    if newest is None:
        raise Http404
    planned = open_items(units, newest.code)
    initial = _as_planned(next((each for each in planned if str(each.pk) == request.GET.get("item")), None))
    form = MatterForm(
        request.POST or None, indicator_set=newest, units=units, planned=planned, initial=initial
    )
    if request.method == "POST" and wanted not in {"", str(newest)}:
        form.add_error(None, _NEWER)
    elif form.is_valid():
        return redirect(operations.open_case(actor=request.user, **form.matter()))
    context = {"form": form, "indicator_set": newest, "units": units, "is_choice": len(usable) > 1}
    return render(request, "workflows/open_case.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def show_case(request: HttpRequest, code: str) -> HttpResponse:
    """Who only contributes goes to what is asked: what happened around the file is for those whose file it is."""
    assessment = _file(request, code)
    if assessment.case.state == Stage.SELF_ASSESSMENT and is_contributor(request.user, assessment):
        return redirect("workflows:show_assignments", code)
    return _page(request, assessment, 200)


@login_required
@require_POST
def move_case(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """One step. A refusal shows the case as it is now, with the reason and the note that was typed; not to who only
    contributes, who has no step to make."""
    assessment = _file(request, code)
    if action not in Action:
        raise Http404
    if is_contributor(request.user, assessment):
        raise PermissionDenied(action)
    form = NoteForm(request.POST)
    if not form.is_valid():
        typed, reason = form["note"].value(), " ".join(form.errors["note"])
        return _page(request, assessment, 422, refusal=reason, note=typed, refused=action)
    note = form.cleaned_data["note"]
    try:
        if action in WITH_REASON:
            WITH_REASON[Action(action)](case=assessment.case, note=note, actor=request.user)
        else:
            operations.advance(case=assessment.case, action=Action(action), actor=request.user, note=note)
    except Refused as refusal:
        return _page(request, _file(request, code), 422, refusal=str(refusal), note=note, refused=action)
    messages.success(request, _("Done. The case has moved on."))
    return redirect("workflows:desk" if action == Action.HAND_IN else assessment)


@login_required
@require_POST
def extend_deadline(request: HttpRequest, code: str) -> HttpResponse:
    """More time from the office; what was typed stays when it is refused."""
    assessment, form = _file(request, code), MoreTimeForm(request.POST)
    if form.is_valid():
        clock.extend_deadline(case=assessment.case, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Done. There is more time."))
        return redirect(assessment)
    if not request.user.has_perm("workflows.manage_case", assessment.case):
        raise PermissionDenied("extend_deadline")
    return _page(request, assessment, 422, more_time=form)


@login_required
@require_safe
def show_issuing(request: HttpRequest, code: str) -> HttpResponse:
    """How far the report is; the page asks every two seconds and reloads when it is out."""
    assessment = _file(request, code)
    job = report_job(assessment.case)
    response = render(request, "workflows/_issuing.html", _issuing(request, assessment, job))
    if job is None:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def retry_report(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _file(request, code)
    operations.retry_report(case=assessment.case, actor=request.user)
    return redirect(assessment)


def _as_planned(item: PlanItem | None) -> dict[str, object]:
    """What the plan says of the matter already."""
    if item is None:
        return {}
    said = {name: getattr(item, name) for name in ("title", "title_en", "summary", "matter_class")}
    return said | {"plan_item": str(item.pk), "drafting_unit": item.unit.code}


def _issuing(request: HttpRequest, assessment: Assessment, job: Job | None) -> dict[str, object]:
    may_retry = request.user.has_perm("workflows.issue_case", assessment.case)
    return {"assessment": assessment, "job": job, "may_retry": may_retry}


def _file(request: HttpRequest, code: str) -> Assessment:
    files = visible_files(request.user).select_related("indicator_set", "case", "responsible")
    return get_object_or_404(files, code=code)


def _page(request: HttpRequest, assessment: Assessment, status: int, **extra: object) -> HttpResponse:
    page = case_page(assessment, request.user)
    may_extend = page.case.due_at is not None and request.user.has_perm("workflows.manage_case", page.case)
    hands_over = page.is_inside and request.user.has_perm("assessments.answer_assessment", assessment)
    own = {"page": page, "may_hand_over": hands_over}
    context = _issuing(request, assessment, page.report_job) | own | extra
    if may_extend:
        context.setdefault("more_time", MoreTimeForm(initial={"due": page.case.due}))
    return render(request, "workflows/case.html", context, status=status)
