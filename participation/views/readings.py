"""The office sees who opened raw words."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participation.queries.readings import listed, may_look, readings_for

PER_PAGE = 50


@login_required
@require_safe
def list_readings(request: HttpRequest) -> HttpResponse:
    if not may_look(request.user):
        raise PermissionDenied("readings")
    page = Paginator(readings_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "participation/readings.html", {"page": page, "rows": listed(page.object_list)})
