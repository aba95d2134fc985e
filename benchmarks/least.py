"""The least that a Django site does: somebody signed in posts, and one row is made or changed; or reads fifty rows; or
anybody reads twenty."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from notices.models import Notice
from reports.models import Publication
from workflows.models import CaseSummary

LIST = Template(
    "<table>{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.title }}</td><td>{{ row.due_at }}</td></tr>"
    "{% endfor %}</table>"
)

REPORTS = Template(
    "<table>{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.title }}</td><td>{{ row.published_at }}</td>"
    "</tr>{% endfor %}</table>"
)


@login_required
@require_POST
def save_row(request: HttpRequest, key: str) -> HttpResponse:
    """A person's text under a key; the inbox's table, which is always there, holds it."""
    said = {"kind": "returned", "title": request.POST["facts"]}
    Notice.objects.update_or_create(recipient=request.user, key=key, defaults=said)
    return HttpResponse("Saved")


@login_required
@require_safe
def list_rows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LIST.render(Context({"rows": CaseSummary.objects.order_by("pk")[:50]})))


@require_safe
def list_reports(request: HttpRequest) -> HttpResponse:
    """To anybody, twenty at a time."""
    found = (
        Publication.objects.public().order_by("-published_at", "-id").values("code", "title", "published_at")
    )
    return HttpResponse(REPORTS.render(Context({"rows": found[:20]})))


urlpatterns = [
    path("list/", list_rows),
    path("reports/", list_reports),
    path("save/<slug:key>/", save_row),
    path("", include("config.urls")),
]
