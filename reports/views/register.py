"""The public register: what was published, searched and filtered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Role
from committees.followup import Standing
from reports.caching import for_everybody
from reports.queries import register as registers


@require_safe
@for_everybody
def register(request: HttpRequest) -> HttpResponse:
    question = registers.Question.of(request.GET)
    found = registers.register(question, request.GET.get("page"))
    context = {"register": found, "standings": Standing.choices, "reads_tips": _is_office(request)}
    return render(request, "reports/register.html", context)


def _is_office(request: HttpRequest) -> bool:
    person = request.user
    return person.is_authenticated and Role.OFFICE in {post.role for post in person.posts}
