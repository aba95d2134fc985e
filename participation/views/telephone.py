"""The page that a group answers on. No account, no name, no cookie; the token in its address is all there is to know.

A form token would need a cookie, and would guard nothing: no sign-in of anybody is used here, so that another site
could send no more than what its maker could send from anywhere. All the same only the page itself is listened to, by
its JSON, which another site may not send without being asked first, and by where the browser says that it comes from.
"""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from participation import telephone
from participation.models import Collection
from participation.operations.collecting import is_open, receive_sheets
from participation.visitors import allow, comes_from_here

# Guesses are counted only where they miss, and the right one is always answered: a whole school is behind one address,
# and what one pupil tries must not shut out its classes. Nobody hits 128 random bits by trying.
GUESSES = ("collection", 30, 300)
SENDINGS = ("sheets", 600, 300)
MOST_BYTES, MOST_SHEETS = 128 * 1024, 10


@csrf_exempt
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    found = Collection.objects.select_related("session__assessment").filter(token=token).first()
    if found is None:
        if not allow(GUESSES[0], request, *GUESSES[1:]):
            return _private(HttpResponse(status=429))
        raise Http404
    return _private(_receive(request, found) if request.method == "POST" else _show(found))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What shows the page again without a connection."""
    response = HttpResponse(telephone.worker(), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


def _show(collection: Collection) -> HttpResponse:
    response = HttpResponse(telephone.document(collection))
    response["Content-Security-Policy"] = telephone.policy()
    response["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ["Cookie"])
    return response


def _receive(request: HttpRequest, collection: Collection) -> HttpResponse:
    if request.content_type != "application/json" or not comes_from_here(request):
        return HttpResponse(status=403)
    if not allow(SENDINGS[0], request, *SENDINGS[1:]):
        return HttpResponse(status=429)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    sheets = _sheets(request.body)
    if sheets is None:
        return HttpResponse(status=400)
    taken = receive_sheets(token=collection.token, sheets=sheets)
    collection.refresh_from_db()
    return JsonResponse(
        {
            "open": is_open(collection),
            "closes": round(collection.closes_at.timestamp() * 1000),
            "sheets": [
                {"state": "kept" if each.kept else "untaken", "change": each.change} for each in taken
            ],
        }
    )


def _sheets(body: bytes) -> list[object] | None:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    sheets = sent.get("sheets") if isinstance(sent, dict) else None
    return sheets if isinstance(sheets, list) and len(sheets) <= MOST_SHEETS else None


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
