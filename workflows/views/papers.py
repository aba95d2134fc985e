"""A case's paper for the committee: one page, on a screen, a phone or a sheet."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflows.queries.meeting import meeting_page
from workflows.queries.papers import paper
from workflows.views.meetings import existing_sitting


@login_required
@require_safe
def show_paper(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = existing_sitting(request, code)
    page = meeting_page(assessment, meeting, request.user)
    context = {"assessment": assessment, "meeting": meeting, "page": page, "paper": paper(page)}
    return render(request, "workflows/paper.html", context)
