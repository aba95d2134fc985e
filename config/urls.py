"""Where everything is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from config import design


def front_page(request: HttpRequest) -> HttpResponse:
    """To one's desk, or for the public to the register."""
    return redirect("workflows:desk" if request.user.is_authenticated else "reports:register")


urlpatterns = [
    path("", front_page, name="front_page"),
    path("", include("accounts.urls")),
    path("", include("workflows.urls")),
    path("cases/", include("assessments.urls")),
    path("cases/", include("panels.urls")),
    path("sets/", include("indicators.urls")),
    path("", include("reports.urls")),
    path("design/", design.gallery, name="design"),
    path("language/", include("django.conf.urls.i18n")),
]
