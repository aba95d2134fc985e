"""What the worker runs: the doorbell and the sweep."""

from datetime import timedelta

from celery import shared_task
from celery.signals import worker_ready

from ledger import outbox


@shared_task
def deliver(job_id: int) -> None:
    outbox.deliver(job_id)


@shared_task
def sweep() -> None:
    """Ring again for every job whose doorbell was lost or whose worker died."""
    _ring_all(outbox.PATIENCE)


@worker_ready.connect
def catch_up(**_signal: object) -> None:
    """A worker that starts does not wait for the sweep to find what was asked for while none was running."""
    _ring_all(timedelta())


def _ring_all(patience: timedelta) -> None:
    for job in outbox.unfinished(patience):
        outbox.ring(job.pk)
