"""Handing a file over to a colleague."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.queries import visible_files
from ledger.errors import Refused
from workflows import operations
from workflows.forms.returns import HandOverForm
from workflows.telling import officers


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the officer who is in charge from now on."""
    files = visible_files(request.user).select_related("indicator_set", "case", "responsible")
    assessment = get_object_or_404(files, code=code)
    operations.refuse_stranger(assessment, request.user)
    colleagues = [each for each in officers(assessment.drafting_unit) if each != assessment.responsible]
    sent = request.POST if request.method == "POST" else None
    form = HandOverForm(sent, colleagues=colleagues)
    if form.is_valid():
        try:
            operations.hand_over(case=assessment.case, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(name)s is in charge of the file now.") % {"name": form.cleaned_data["to"]}
            )
            return redirect(assessment)
    context = {"assessment": assessment, "form": form, "colleagues": colleagues}
    return render(request, "workflows/hand_over.html", context, status=422 if form.errors else 200)
