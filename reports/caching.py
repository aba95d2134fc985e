"""Public pages are made once and handed to everybody who asks, until something on them changes.

What visitors without a session see is the same for all of them, so it is kept under the page's address, its language,
the day (deadlines pass at midnight) and a *version*: a number that changes as soon as the ledger has written anything
that the public can see. A page with a search on it is not kept, for there is no end to what can be searched.
"""

import logging
import time
import zlib
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language
from redis.exceptions import RedisError

from ledger.models import Event
from participation.visitors import is_nobody
from workflows.enums import Stage

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
logger = logging.getLogger(__name__)

VERSION = "reports:version"
KEPT_FOR = 60  # seconds: what changes without a word in the ledger, such as a name, is on every page by then
SHARED = f"public, max-age=0, s-maxage={KEPT_FOR}"
UNASKED = {"", *(f"lang={code}" for code, _name in settings.LANGUAGES)}
FOLLOWED = ("report.", "condition.", "follow_up.", "review.", "absence.")


def for_everybody(view: View[P]) -> View[P]:
    """The page costs its queries once; who has it already is told that it is the same."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_nobody(request) or request.META["QUERY_STRING"] not in UNASKED:
            return view(request, *args, **kwargs)
        key = _key(request)
        kept = asked(cache.get, key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming or _is_personal(request):
                return response
            etag = sha256(response.content).hexdigest()
            kept = (zlib.compress(response.content, 1), response["Content-Type"], etag, int(time.time()))
            asked(cache.set, key, kept, KEPT_FOR)
        packed, content_type, etag, made = kept
        response = HttpResponse(zlib.decompress(packed), content_type=content_type)
        return shared(request, response, etag=etag, changed=made)

    return answer


def shared(request: HttpRequest, response: HttpResponse, *, etag: str, changed: int) -> HttpResponse:
    """The response with what caches on its way need to know, or 304 to whoever has it."""
    response["Cache-Control"] = SHARED
    patch_vary_headers(response, ["Cookie"])
    quoted = f'"{etag}"'
    response["ETag"] = quoted
    response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, quoted, changed, response) or response


def version() -> str:
    """Of everything that the public can see, today. Without a cache every answer is a version of its own."""
    number = asked(cache.get_or_set, VERSION, time.time_ns, None) or time.time_ns()
    return f"{number}-{timezone.localdate()}"


def told(sender: type[Event], instance: Event, **_signal: object) -> None:
    """Hears of each event in the ledger; what the public can see is another version as its transaction ends."""
    published = instance.name == "case.moved" and instance.data.get("new") == Stage.PUBLISHED
    if published or instance.name.startswith(FOLLOWED):
        transaction.on_commit(lambda: asked(cache.set, VERSION, time.time_ns(), None))


def _key(request: HttpRequest) -> str:
    page = f"{request.get_full_path()} {get_language()} {version()}"
    return f"reports:page:{sha256(page.encode()).hexdigest()}"


def asked(ask: Callable[..., Any], *args: Any) -> Any:
    """What the cache says; None from one that is gone: pages are slower then, and there all the same."""
    try:
        return ask(*args)
    except RedisError as trouble:
        logger.warning("nothing is kept: %s", trouble)
        return None


def _is_personal(request: HttpRequest) -> bool:
    """A page that asked for a form token belongs to one browser."""
    return "CSRF_COOKIE_NEEDS_UPDATE" in request.META
