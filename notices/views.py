"""The inbox and what a person wants of it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices import operations
from notices.forms import PreferenceForm
from notices.models import Notice, Preference
from notices.queries import inbox

LARGEST = 2**63 - 1


@login_required
@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and 0 < int(before[:20]) <= LARGEST):
        raise Http404
    page = inbox(request.user, int(before) if before else None)
    return render(request, "notices/inbox.html", {"inbox": page})


@login_required
@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    operations.mark_read(actor=request.user, notices=[notice.pk])
    return redirect("notices:inbox")


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    operations.mark_read(actor=request.user)
    return redirect("notices:inbox")


@login_required
@require_http_methods(["GET", "POST"])
def show_preferences(request: HttpRequest) -> HttpResponse:
    stored = Preference.objects.filter(user=request.user).first()
    form = PreferenceForm(request.POST or None, instance=stored, initial={"address": request.user.email})
    if form.is_valid():
        operations.save_preference(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notices:preferences")
    context = {"form": form, "sends_mail": settings.MAIL_ENABLED}
    return render(request, "notices/preferences.html", context, status=422 if form.errors else 200)
