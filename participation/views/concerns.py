"""Signs of harm, for the officer for the protection of minors alone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participation.models import Concern


@login_required
@require_safe
def list_concerns(request: HttpRequest) -> HttpResponse:
    context = {"concerns": Concern.objects.visible_to(request.user)}
    return render(request, "participation/concerns.html", context)


@login_required
@require_safe
def show_concern(request: HttpRequest, pk: int) -> HttpResponse:
    concern = get_object_or_404(Concern.objects.visible_to(request.user), pk=pk)
    return render(request, "participation/concern.html", {"concern": concern})
