from celery import shared_task
from django.utils import timezone

from ledger import outbox
from privacy.erasing import ERASE_JOB


@shared_task
def ask_to_erase() -> None:
    """Once a day, however often it is asked for."""
    outbox.ask(kind=ERASE_JOB, key=f"{ERASE_JOB}:{timezone.localdate().isoformat()}", payload={})
