from celery import shared_task
from django.utils import timezone

from ledger import outbox
from ledger.queries import database_now
from workflows.reminders import REMIND_JOB


@shared_task
def ask_for_reminders() -> None:
    """Once a day, by the database's day."""
    day = timezone.localdate(database_now()).isoformat()
    outbox.ask(kind=REMIND_JOB, key=f"{REMIND_JOB}:{day}", payload={"day": day})
