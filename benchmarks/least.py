"""The least that a Django site does to keep one row: somebody signed in posts, the row is made or changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from accounts.models import Organisation


@login_required
@require_POST
def save_row(request: HttpRequest, key: str) -> HttpResponse:
    """A narrow table that is always there stands for the note that such a site would keep."""
    Organisation.objects.update_or_create(code=key, defaults={"name": request.POST["facts"]})
    return HttpResponse("Saved")


urlpatterns = [path("save/<slug:key>/", save_row), path("", include("config.urls"))]
