"""Signs of harm: raised by anybody who works on a case, read by the officer for the protection of minors alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.views.file import visible_file
from ledger.errors import Refused
from participation.duty import AUTHORITIES, LAW, NUMBERS
from participation.forms.concerns import HandlingForm, RaiseForm
from participation.models import Concern
from participation.operations.concerns import handle_concern, open_concern, raise_concern
from participation.queries.concerns import concerns_of, protects

PER_PAGE = 20
ABOUT = {"law": LAW, "numbers": NUMBERS, "authorities": AUTHORITIES}


@never_cache
@login_required
@require_safe
def list_concerns(request: HttpRequest) -> HttpResponse:
    """Without a word of them; whoever is no such officer finds no list here."""
    if not protects(request.user):
        raise Http404
    page = Paginator(concerns_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "participation/concerns.html", {"page": page, **ABOUT})


@never_cache
@login_required
@require_safe
def show_concern(request: HttpRequest, pk: int) -> HttpResponse:
    """With its words: each opening is kept."""
    concern = open_concern(concern=_mine(request, pk), actor=request.user)
    return _page(request, concern, HandlingForm(concern=concern), 200)


@never_cache
@login_required
@require_POST
def save_handling(request: HttpRequest, pk: int) -> HttpResponse:
    concern = _mine(request, pk)
    form = HandlingForm(request.POST, concern=concern)
    status, conflict = form.save(handle_concern, concern=concern, actor=request.user)
    if status == 200:
        messages.success(request, _("Saved."))
        return redirect("participation:show_concern", pk)
    concern = open_concern(concern=concern, actor=request.user)
    return _page(request, concern, form, status, stale=conflict is not None)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def raise_by_hand(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever can read the case passes on what was heard or seen. What was typed stays when it is refused."""
    assessment = visible_file(request, code)
    form = RaiseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            raise_concern(assessment=assessment, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _(
                    "Passed on. The officer for the protection of minors has been told; nothing of it stays here."
                ),
            )
            return redirect(assessment)
    context = {"assessment": assessment, "form": form, **ABOUT}
    return render(request, "participation/raise_concern.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> Concern:
    return get_object_or_404(Concern.objects.visible_to(request.user), pk=pk)


def _page(
    request: HttpRequest, concern: Concern, form: HandlingForm, status: int, *, stale: bool = False
) -> HttpResponse:
    context = {"concern": concern, "form": form, "stale": stale, **ABOUT}
    return render(request, "participation/concern.html", context, status=status)
