"""What every page knows besides its own context."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Role
from notices.queries import unread_count


def house(request: HttpRequest) -> dict[str, object]:
    """`posted`: what was sent, as pairs; a template that asks for `POST.items` gets a field of that name."""
    return {
        "demo": settings.DEMO,
        "nav": lambda: list(_entries(request)),
        "unread": lambda: _unread(request),
        "posted": lambda: list(request.POST.items()),
    }


def _unread(request: HttpRequest) -> int:
    """How many notices the person has not read; asked for by pages with a head only."""
    user = getattr(request, "user", None)
    return unread_count(user) if user and user.is_authenticated else 0


def _entries(request: HttpRequest) -> Iterator[dict[str, object]]:
    pages = [("reports:register", _("Public register")), ("indicators:list_sets", _("Indicator sets"))]
    if getattr(request, "user", None) and request.user.is_authenticated:
        if Role.OFFICE in {post.role for post in request.user.posts}:
            pages.insert(0, ("experts:show_pool", _("Expert pool")))
        if {post.role for post in request.user.posts} & {Role.OFFICE, Role.DRAFTER, Role.HEAD}:
            pages.insert(0, ("workflows:show_plan", _("Annual plan")))
            pages.insert(0, ("workflows:ledger", _("Case ledger")))
        if {post.role for post in request.user.posts} & {Role.OFFICE, Role.MEMBER, Role.RIGHTS_MEMBER}:
            pages.insert(-2, ("workflows:list_sessions", pgettext("committee", "Sessions")))
        if Role.PROTECTION in {post.role for post in request.user.posts}:
            pages.insert(0, ("participation:list_concerns", _("Signs of harm")))
        pages.insert(0, ("workflows:desk", _("My desk")))
    for name, label in pages:
        url = reverse(name)
        yield {"url": url, "label": label, "current": request.path.startswith(url)}
