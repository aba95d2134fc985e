"""Where everything is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from assessments.views.preview import preview_draft
from config import design
from config.language import choose_language
from reports.caching import for_everybody
from reports.queries.register import latest


@for_everybody
def front_page(request: HttpRequest) -> HttpResponse:
    """To one's desk; for everybody else what this is, and what was published last."""
    if request.user.is_authenticated:
        return redirect("workflows:desk")
    return render(request, "front.html", {"latest": latest(3)})


urlpatterns = [
    path("", front_page, name="front_page"),
    path("", include("accounts.urls")),
    path("", include("workflows.urls")),
    path("cases/", include("assessments.urls")),
    path("cases/", include("panels.urls")),
    path("experts/", include("panels.pool_urls")),
    path("sets/drafts/<int:pk>/preview/", preview_draft, name="preview_draft"),
    path("sets/", include("indicators.urls")),
    path("", include("reports.urls")),
    path("", include("participation.urls")),
    path("inbox/", include("notices.urls")),
    path("design/", design.gallery, name="design"),
    path("language/", choose_language, name="choose_language"),
]
