"""Taking a published report back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.models import Assessment
from ledger.errors import Refused
from reports.forms import RetractForm
from reports.queries.report import published
from reports.retracting import retract_report


@login_required
@require_http_methods(["GET", "POST"])
def retract(request: HttpRequest, code: str) -> HttpResponse:
    """The page on which it is read once more what this means."""
    visible = Assessment.objects.visible_to(request.user)
    publication = get_object_or_404(published(), assessment__in=visible, assessment__code=code)
    if not request.user.has_perm("workflows.issue_case", publication.assessment.case):
        raise PermissionDenied("retract_report")
    form = RetractForm(request.POST or None)
    if form.is_valid():
        try:
            retract_report(publication=publication, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The report is taken back. Its page says so from now on."))
            return redirect(publication)
    context = {"publication": publication, "form": form}
    return render(request, "reports/retract.html", context, status=422 if form.errors else 200)
