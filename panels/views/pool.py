"""A city's expert pool: its committee office's alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation, User
from ledger.errors import Conflict, Refused
from panels.operations.pooling import add_expert, change_expert
from panels.pool_forms import ExpertForm
from panels.queries.pool import office_city, outside, pool_page, visible_entries

LONGEST = 100  # characters looked for


@login_required
@require_safe
def show_pool(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    page = pool_page(_own_city(request.user), request.user, q)
    return render(request, "experts/pool.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest) -> HttpResponse:
    city = _own_city(request.user)
    form = ExpertForm(request.POST or None, units=_units(city), outside=outside(city))
    if form.is_valid():
        try:
            entry = add_expert(city=city, user=form.chosen, content=form.content(), actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(name)s is in the pool as %(mark)s.") % {"name": entry, "mark": entry.mark}
            )
            return redirect("experts:show_pool")
    return render(request, "experts/entry.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change_entry(request: HttpRequest, number: int) -> HttpResponse:
    city = _own_city(request.user)
    entry = get_object_or_404(visible_entries(request.user), city=city, number=number)
    form = ExpertForm(request.POST or None, units=_units(city), entry=entry)
    if not form.is_bound:
        return render(request, "experts/entry.html", {"form": form, "entry": entry})
    status, conflict = form.save(change_expert, entry=entry, actor=request.user)
    if status == 200:
        messages.success(request, _("The entry of %(name)s has been saved.") % {"name": entry})
        return redirect("experts:show_pool")
    both = _both(form, conflict) if conflict else []
    context = {"form": form, "entry": entry, "conflict": both}
    return render(request, "experts/entry.html", context, status=status)


def _own_city(user: User) -> Organisation:
    city = office_city(user)
    if city is None:
        raise Http404
    return city


def _units(city: Organisation) -> list[Organisation]:
    return list(city.children.all())


def _both(form: ExpertForm, conflict: Conflict) -> list[dict[str, str]]:
    """Each part that differs: its label, what was sent, what is stored."""
    rows = []
    for name, mine in conflict.mine.items():
        label, own = form.shown(name, mine)
        rows.append({"label": label, "mine": own, "theirs": form.shown(name, conflict.theirs[name])[1]})
    return rows
