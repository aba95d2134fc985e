"""A matter that was not assessed: told by anybody, answered by the city's office."""

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from redis.exceptions import RedisError

from accounts.enums import Role
from ledger.codes import tidied
from ledger.errors import Conflict, Refused
from reports.forms import AnswerForm, TipForm
from reports.models import MissingAssessment
from reports.queries.missing import cities, tips
from reports.tips import answer_tip, tell_missing

PER_PAGE = 20
MOST_FROM_ONE_ADDRESS, HOUR = 5, 60 * 60


@never_cache
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Nobody has to sign in, and what was typed stays when it is refused."""
    form = TipForm(request.POST or None, cities=cities(), initial={"city": request.GET.get("city", "")})
    status = 200
    if form.is_valid():
        if not _has_room(request):
            form.add_error(None, _("Very much has been told from this address. Please try again in an hour."))
            status = 429
        else:
            try:
                return redirect(tell_missing(**form.facts()))
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 429
    elif form.is_bound:
        status = 422
    return render(request, "reports/missing.html", {"form": form}, status=status)


@never_cache
@require_safe
def show_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What was told, and the answer, for whoever has the number."""
    tip = get_object_or_404(MissingAssessment.objects.select_related("city"), receipt=tidied(receipt))
    return render(request, "reports/receipt.html", {"tip": tip})


@login_required
@require_safe
def list_tips(request: HttpRequest) -> HttpResponse:
    return _list(request)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    tip = get_object_or_404(MissingAssessment.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST)
    conflict = None
    if form.is_valid():
        try:
            answer_tip(tip=tip, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Conflict as found:
            conflict = found
            form = AnswerForm({"answer": found.mine["answer"], "version": found.version})
        else:
            messages.success(request, _("Answered. Whoever told the city can read it."))
            return redirect("reports:list_tips")
    return _list(request, status=409 if conflict else 422, sent=(tip.pk, form), conflict=conflict)


def _list(
    request: HttpRequest,
    status: int = 200,
    sent: tuple[int, AnswerForm] | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    if Role.OFFICE not in {post.role for post in request.user.posts}:
        raise PermissionDenied("tips")
    page = Paginator(tips(request.user), PER_PAGE).get_page(request.GET.get("page"))
    forms = {
        tip.pk: AnswerForm(initial={"answer": tip.answer, "version": tip.version}, auto_id=f"tip-{tip.pk}-%s")
        for tip in page
    }
    if sent is not None:
        number, form = sent
        form.auto_id = f"tip-{number}-%s"
        forms[number] = form
    rows = [(tip, forms[tip.pk], conflict if sent and tip.pk == sent[0] else None) for tip in page]
    return render(request, "reports/tips.html", {"page": page, "rows": rows}, status=status)


def _has_room(request: HttpRequest) -> bool:
    """Counted under a hash of the address for an hour; the address itself is kept nowhere."""
    address = f"{settings.SECRET_KEY}{request.META.get('REMOTE_ADDR', '')}"
    key = f"reports:told:{sha256(address.encode()).hexdigest()}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key) <= MOST_FROM_ONE_ADDRESS
    except (RedisError, ValueError):  # gone, or expired just now: the city's own limit still stands
        return True
