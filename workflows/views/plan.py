"""The annual plan: what departments mean to have assessed, and what became of it."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger.errors import Conflict, Refused
from plans import operations
from plans.enums import PlanState
from plans.models import PlanItem
from workflows.forms.plan import ChosenForm, MoveForm, PlanForm, ReasonForm
from workflows.queries.opening import drafting_units, usable_sets
from workflows.queries.plan import ItemPage, item_page, plan_page, visible_items

# What can be done with one matter, each with its form.
SETTLE: dict[str, tuple[type[ReasonForm], Callable[..., PlanItem]]] = {
    "retract": (ReasonForm, operations.retract_matter),
    "decline": (ReasonForm, operations.decline_matter),
    "drop": (ReasonForm, operations.drop_matter),
    "move": (MoveForm, operations.move_matter),
}


@login_required
@require_safe
def show_plan(request: HttpRequest) -> HttpResponse:
    return _page(request, 200)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """A matter of one's own unit."""
    units = drafting_units(request.user)
    if not units:
        raise PermissionDenied("plan")
    sets = usable_sets(units[0].city)
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, units=units, sets=sets, initial={"year": timezone.localdate().year + 1})
    if form.is_valid():
        try:
            item = operations.propose_matter(unit=form.chosen_unit(), facts=form.facts(), actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Proposed. The committee office decides on it."))
            return redirect("workflows:show_plan_item", item.pk)
    return render(request, "workflows/plan_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take everything that is chosen into the plan, or nothing."""
    form = ChosenForm(request.POST, items=list(visible_items(request.user)))
    if not form.is_valid():
        return _page(request, 422, refusal=" ".join(form.non_field_errors()))
    try:
        taken = operations.accept_matters(items=form.items(), versions=form.versions(), actor=request.user)
    except Refused as refusal:
        return _page(request, 422, refusal=str(refusal))
    except Conflict as conflict:
        return _page(request, 409, refusal=str(conflict))
    said = ngettext(
        "%(count)s matter is in the plan now.", "%(count)s matters are in the plan now.", len(taken)
    )
    messages.success(request, said % {"count": len(taken)})
    return redirect(f"{request.path.removesuffix('accept/')}?year={taken[0].year}")


@login_required
@require_safe
def show_item(request: HttpRequest, pk: int) -> HttpResponse:
    return _item(request, _visible(request, pk), 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is proposed. Two people: the second keeps the words and reads what stands now."""
    item = _visible(request, pk)
    if item.unit not in drafting_units(request.user):
        raise PermissionDenied("plan")
    if item.state != PlanState.PROPOSED:
        raise Refused(_("The office has decided on this matter; it can no longer be changed."))
    sent, status = request.POST if request.method == "POST" else None, 200
    form = PlanForm(sent, units=[item.unit], sets=usable_sets(item.city), item=item)
    if sent is not None:
        status = 422
        if form.is_valid():
            try:
                operations.change_matter(
                    item=item,
                    version=form.cleaned_data["version"] or 0,
                    facts=form.facts(),
                    actor=request.user,
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            except Conflict as conflict:
                form.add_error(None, str(conflict))
                form.adopt_version(conflict.version)
                status = 409
            else:
                return redirect("workflows:show_plan_item", pk)
    context = {"form": form, "item": item, "theirs": item if status == 409 else None}
    return render(request, "workflows/plan_form.html", context, status=status)


@login_required
@require_POST
def settle(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Decide what becomes of it, with the reason. A refusal keeps the reason that was typed."""
    item = _visible(request, pk)
    if action not in SETTLE:
        raise Http404
    make, operation = SETTLE[action]
    form = make(request.POST)
    if not form.is_valid():
        return _item(request, item, 422, form=form, refused=action)
    try:
        settled = operation(item=item, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _item(request, _visible(request, pk), 422, form=form, refused=action)
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        return _item(request, _visible(request, pk), 409, form=form, refused=action)
    messages.success(request, _("Done. The reason stays with the matter."))
    return redirect("workflows:show_plan_item", settled.pk)


def _actions(page: ItemPage) -> Iterator[tuple[str, str, str]]:
    """What this person may do with the matter as it stands: address, label, what it asks for."""
    state = page.item.state
    if page.row.case is not None:
        return
    if page.drafts and state == PlanState.PROPOSED:
        yield "retract", _("Retract"), _("Why is it not pursued?")
    if page.decides and state == PlanState.PROPOSED:
        yield "decline", _("Decline"), _("Why is it declined?")
    if page.decides and state == PlanState.ACCEPTED:
        yield "drop", _("Take out of the plan"), _("Why is it taken out?")
    if page.decides and state in (PlanState.PROPOSED, PlanState.ACCEPTED):
        yield "move", _("Move to another year"), _("Why is it moved?")


def _visible(request: HttpRequest, pk: int) -> PlanItem:
    return get_object_or_404(visible_items(request.user), pk=pk)


def _page(request: HttpRequest, status: int, **extra: object) -> HttpResponse:
    year = request.GET.get("year", "")
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    page = plan_page(request.user, year=wanted, unit=request.GET.get("unit", ""))
    return render(request, "workflows/plan.html", {"page": page} | extra, status=status)


def _item(request: HttpRequest, item: PlanItem, status: int, **extra: object) -> HttpResponse:
    page = item_page(item, request.user)
    context = {"page": page, "item": item, "actions": list(_actions(page))}
    return render(request, "workflows/plan_item.html", context | extra, status=status)
