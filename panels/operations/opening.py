"""Letting a panel score, and opening what it has scored."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from ledger.errors import Refused
from panels.conflicts import conflicts_of_interest
from panels.models import Panel
from panels.operations.locks import locked


@transaction.atomic
def open_panel(*, panel: Panel) -> None:
    """Let the seated experts score, once there are enough of them and still none has a hand in the file: it may have
    been sent back, and written by others, since they were seated. The caller records why."""
    panel = locked(panel)
    seated = User.objects.filter(seats__in=panel.seats.counting()).order_by("pk")
    if reasons := conflicts_of_interest(panel.assessment, seated).values():
        raise Refused(" ".join(reasons))
    missing = panel.smallest - panel.seats.counting().count()
    if missing > 0:
        said = ngettext(
            "The panel needs %(count)s more expert.", "The panel needs %(count)s more experts.", missing
        )
        raise Refused(said % {"count": missing})
    Panel.objects.filter(pk=panel.pk, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def open_scores(*, panel: Panel) -> None:
    """Show all scores together, once every seat is sealed. The caller records why."""
    panel = locked(panel)
    if panel.seats.counting().filter(sealed_at=None).exists():
        raise Refused(_("Not every expert has sealed yet."))
    Panel.objects.filter(pk=panel.pk, opened_scores_at=None).update(opened_scores_at=timezone.now())
