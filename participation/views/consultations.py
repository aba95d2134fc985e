"""Draft conclusions that lie open: anybody reads them and says something, without an account, a cookie or a name.

Nothing is done in the name of whoever is signed in, so the form needs no token, and no cookie that carries one. What
another site sends is refused by where the browser says that it comes from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ledger.codes import LENGTH, spaced, tidied
from ledger.errors import Refused
from participation.forms.notice import CommentForm
from participation.operations.comments import receive_comment
from participation.queries.consultations import Consultation, comment_by, consultation, consultations
from participation.visitors import allow, comes_from_here, forgive, is_nobody
from privacy.harm import suggests_harm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MOST_TYPED = 20
KEPT_FOR = 60  # seconds in which a proxy may hand the same page to everybody
HOUR = 60 * 60
# From one visitor. Who is asked to take a name out, tries again; that must not shut anybody out.
COMMENTS, TRIES = ("comment", 5, HOUR), ("comment-tried", 30, HOUR)


def for_visitors(view: View[P]) -> View[P]:
    """A proxy may keep the page for whoever has no session and no message waiting; anybody else's is their own."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"} or not is_nobody(request):
            add_never_cache_headers(response)
        else:
            response["Cache-Control"] = f"public, max-age=0, s-maxage={KEPT_FOR}"
            patch_vary_headers(response, ["Cookie"])
        return response

    return answer


@require_safe
@for_visitors
def list_consultations(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/consultations.html", {"found": consultations()})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_visitors
def show_consultation(request: HttpRequest, code: str) -> HttpResponse:
    """The draft in plain words with the form for a comment; what was typed stays when it is refused."""
    notices = consultation(code)
    if not notices:
        raise Http404
    if request.method == "POST" and not comes_from_here(request):
        return HttpResponse(status=403)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, notices, form)
    status = 422
    if form.is_trapped:
        form.add_error(None, _("Please leave the hidden field empty; it is there to catch programs."))
    elif form.is_valid() and not _may_send(request, form.cleaned_data["text"]):
        form.add_error(None, _("Very much has been sent from this address. Please try again in an hour."))
        status = 429
    elif form.is_valid():
        try:
            comment = receive_comment(notice=notices[0].notice, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            forgive(COMMENTS[0], request, HOUR)
        else:
            if comment is None:
                return render(request, "participation/comment_passed_on.html", {"current": notices[0]})
            return redirect("participation:show_comment", comment.receipt)
    return _page(request, notices, form, status)


@never_cache
@require_safe
def find_comment(request: HttpRequest) -> HttpResponse:
    """From the number as it was written down to its page; what leads nowhere can be put right where it was typed."""
    number = request.GET.get("number", "")
    receipt = tidied(number)
    if len(receipt) == LENGTH and comment_by(receipt):
        return redirect("participation:show_comment", receipt)
    context = {"found": consultations(), "number": number[:MOST_TYPED]}
    return render(request, "participation/consultations.html", context, status=404)


@never_cache
@require_safe
def show_comment(request: HttpRequest, receipt: str) -> HttpResponse:
    """What was said, and the answer, for whoever has the number."""
    comment = comment_by(tidied(receipt))
    if comment is None:
        raise Http404
    current = Consultation(comment.notice, comment.received_on)
    context = {"comment": comment, "current": current, "number": spaced(comment.receipt)}
    return render(request, "participation/comment.html", context)


def _may_send(request: HttpRequest, text: str) -> bool:
    """Whoever tells of harm is not asked to wait because others behind the same address have written."""
    limits = [TRIES] if suggests_harm(text) else [TRIES, COMMENTS]
    return all(allow(kind, request, most, seconds) for kind, most, seconds in limits)


def _page(
    request: HttpRequest, notices: list[Consultation], form: CommentForm, status: int = 200
) -> HttpResponse:
    context = {"current": notices[0], "earlier": notices[1:], "form": form}
    return render(request, "participation/consultation.html", context, status=status)
