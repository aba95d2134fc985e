"""Choosing the language. It is a preference and no more, so that a link will do: no form token, which would give every
visitor a page of one's own."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Back to where one was, in the language chosen."""
    there, language = request.GET.get("next", ""), request.GET.get("language")
    response = HttpResponseRedirect(_unnamed(there) if _is_ours(request, there) else "/")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _is_ours(request: HttpRequest, there: str) -> bool:
    return there.startswith("/") and url_has_allowed_host_and_scheme(
        there, allowed_hosts=None, require_https=request.is_secure()
    )


def _unnamed(there: str) -> str:
    """Without a language in the address, which would win over the choice."""
    parts = urlsplit(there)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "lang"]
    return urlunsplit((*parts[:3], urlencode(kept, safe="/"), parts.fragment))
