"""The round in which a panel talks about what lies apart."""

from django.db import transaction
from django.utils import timezone

from panels.models import Panel


@transaction.atomic
def open_discussion(*, panel: Panel) -> None:
    """Let the experts discuss and revise. The caller records why."""
    Panel.objects.filter(pk=panel.pk, discussion_opened_at=None).update(discussion_opened_at=timezone.now())


@transaction.atomic
def close_discussion(*, panel: Panel) -> None:
    Panel.objects.filter(pk=panel.pk, discussion_closed_at=None).update(discussion_closed_at=timezone.now())
