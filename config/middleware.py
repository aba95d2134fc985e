"""How refusals and private pages reach the browser."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from ledger.errors import Conflict, Refused

Handler = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Turn what no view caught into a page that says why: Refused is 422, Conflict is 409."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        status = {Refused: 422, Conflict: 409}.get(type(exception))
        if status is None:
            return None
        response = render(request, f"{status}.html", {"reason": str(exception)}, status=status)
        if request.htmx:  # beside the form, not in its place: what was typed stays
            response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
        return response


class SignedOutMiddleware:
    """Somebody whose session has ended while writing reads so, with the words still there. The sign-in page, to which
    the view sends them, would swallow what was posted and be swapped into a fragment as if it had been saved."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sign_in = redirect_to_login(request.get_full_path())
        if response.get("Location") != sign_in["Location"] or not (request.htmx or request.method == "POST"):
            return response
        return render(request, "401.html", status=401)


class ChosenLanguageMiddleware:
    """Chinese unless the person chose otherwise: a browser's own setting says little about who sits before it. An
    address may name the language, for whoever is sent there and has chosen nothing: ?lang=en."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("lang") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class PrivatePagesMiddleware:
    """Keep what a signed-in person sees out of every cache, so that the back button cannot show it to the next."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
