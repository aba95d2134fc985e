"""Beginning from the answers of a similar matter."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import operations
from assessments.copying import candidates, proposed_from, source
from assessments.enums import Origin
from assessments.views.file import visible_file
from assessments.views.offline import may_bring, require_writer

LONGEST_SEARCH = 60


@login_required
@require_http_methods(["GET", "POST"])
def choose_source(request: HttpRequest, code: str) -> HttpResponse:
    """The earlier matters, the most similar first; choosing one shows what would change."""
    assessment = visible_file(request, code)
    require_writer(request, assessment)
    if request.method == "POST":
        chosen = source(assessment, request.user, request.POST.get("source", "").replace("\0", ""))
        if chosen is None:
            raise Http404
        found = proposed_from(chosen, assessment)
        proposal = operations.propose(
            assessment=assessment,
            origin=Origin.CASE,
            source=chosen.code,
            copy=None,
            content=found.content,
            remarks=found.remarks,
            actor=request.user,
        )
        return redirect("assessments:review_proposal", code, proposal.pk)
    search = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    context = {
        "assessment": assessment,
        "may_write": may_bring(request, assessment),
        "search": search,
        "candidates": candidates(assessment, request.user, search),
    }
    return render(request, "assessments/copy.html", context)
