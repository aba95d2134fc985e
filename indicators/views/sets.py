"""The sets as everybody may read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from indicators import queries
from indicators.editor import pages
from indicators.exchange import KINDS, exported
from indicators.json_schema import schema_text
from indicators.models import IndicatorSet


@require_safe
def list_sets(request: HttpRequest) -> HttpResponse:
    context = {"sets": queries.list_of_sets(), "office": pages.office(request.user)}
    return render(request, "indicators/list_sets.html", context)


@require_safe
def show_set(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    page = queries.set_page(code=code, edition=edition)
    return render(request, "indicators/show_set.html", {"page": page, "set": page.indicator_set})


@require_safe
def download_set(request: HttpRequest, code: str, edition: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    edition_found = get_object_or_404(IndicatorSet, code=code, edition=edition)
    response = HttpResponse(exported(edition_found.content, kind), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{code}_{edition}.{kind}"'
    return response


@require_safe
@cache_control(public=True, max_age=3600)
@conditional_page
def show_schema(request: HttpRequest) -> HttpResponse:
    """The format for editors: `# yaml-language-server: $schema=` followed by this address."""
    return HttpResponse(schema_text(), content_type="application/schema+json")
