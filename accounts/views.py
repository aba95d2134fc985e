"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import queries
from accounts.forms import SignInForm
from accounts.models import User


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        people = queries.demo_people() if settings.DEMO else []
        return super().get_context_data(people=people, **kwargs)

    def get_redirect_url(self) -> str:
        """Where the person was going, unless that is this page, which would send them round in circles."""
        url: str = super().get_redirect_url()
        return "" if url.partition("?")[0] == self.request.path else url


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()


@require_POST
def sign_in_demo(request: HttpRequest, username: str) -> HttpResponse:
    """One click into a role; exists in the demonstration only."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(
        User.objects.filter(is_active=True, groups__post__isnull=False).distinct(), username=username
    )
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(there) if ours else redirect("workflows:desk")
