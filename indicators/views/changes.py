"""What one edition of a set says differently from another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from indicators.queries import changes_page


@require_safe
def show_changes(request: HttpRequest, code: str, edition: str, newer: str) -> HttpResponse:
    """The chooser on the page asks for two other editions, which have an address of their own."""
    page = changes_page(code=code, old=edition, new=newer)
    chosen = [request.GET.get("old"), request.GET.get("new")]
    if {*chosen} <= {each.edition for each in page.line}:
        return redirect("indicators:show_changes", code, *chosen)
    return render(request, "indicators/show_changes.html", {"page": page})
