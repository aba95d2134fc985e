"""The least that a Django site does: somebody signed in posts, and one row is made or changed; or reads fifty rows."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from workflows.models import CaseSummary

LIST = Template(
    "<table>{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.title }}</td><td>{{ row.due_at }}</td></tr>"
    "{% endfor %}</table>"
)


@login_required
@require_POST
def save_row(request: HttpRequest, key: str) -> HttpResponse:
    """A narrow table that is always there stands for the note that such a site would keep."""
    Organisation.objects.update_or_create(code=key, defaults={"name": request.POST["facts"]})
    return HttpResponse("Saved")


@login_required
@require_safe
def list_rows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LIST.render(Context({"rows": CaseSummary.objects.order_by("pk")[:50]})))


urlpatterns = [path("list/", list_rows), path("save/<slug:key>/", save_row), path("", include("config.urls"))]
