"""The sets as everybody may read them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators import queries


@require_safe
def list_sets(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/list_sets.html", {"sets": queries.list_of_sets()})


@require_safe
def show_set(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    page = queries.set_page(code=code, edition=edition)
    return render(request, "indicators/show_set.html", {"page": page, "set": page.indicator_set})
