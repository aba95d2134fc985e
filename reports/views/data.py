"""The register for machines: feeds, JSON, CSV, their schema, and the page that explains them."""

import time
from collections.abc import Callable, Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports import feeds, open_data
from reports.caching import for_everybody, shared, version
from reports.queries.register import Row

WRITERS: dict[str, tuple[Callable[[Iterable[Row]], Iterator[str]], str]] = {
    "json": (open_data.as_json, "application/json; charset=utf-8"),
    "csv": (open_data.as_csv, "text/csv; charset=utf-8"),
}


@require_safe
@for_everybody
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in feeds.KINDS:
        raise Http404
    text, content_type = feeds.written(kind)
    return HttpResponse(text, content_type=content_type)


@require_safe
def data(request: HttpRequest, form: str) -> HttpResponse:
    """Written as it is read, however many reports there are; who has today's version already gets nothing."""
    if form not in WRITERS:
        raise Http404
    writer, content_type = WRITERS[form]
    etag, now = f"{form}-{version()}", int(time.time())
    without = shared(request, HttpResponse(), etag=etag, changed=now)
    if without.status_code != 200:
        return without
    found = StreamingHttpResponse(writer(open_data.rows()), content_type=content_type)
    found["Content-Disposition"] = f'inline; filename="register.{form}"'
    return shared(request, found, etag=etag, changed=now)


@require_safe
@for_everybody
def data_schema(request: HttpRequest) -> HttpResponse:
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(
        open_data.schema(), json_dumps_params=options, content_type="application/schema+json; charset=utf-8"
    )


@require_safe
@for_everybody
def explain_data(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/data.html", {"fields": open_data.FIELDS, "language": get_language()})
