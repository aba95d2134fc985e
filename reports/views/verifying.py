"""The check of a code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.checking import check_code


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The page for typing a code, and what a code leads to."""
    typed = (code or request.GET.get("code", "")).strip()[:40]
    check = check_code(typed) if typed else None
    context = {"typed": typed, "check": check}
    return render(request, "reports/verify.html", context, status=404 if typed and check is None else 200)
