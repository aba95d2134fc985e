"""What the worker runs: the doorbell and the sweep."""

from celery import shared_task

from ledger import outbox


@shared_task
def deliver(job_id: int) -> None:
    outbox.deliver(job_id)


@shared_task
def sweep() -> None:
    """Ring again for every job whose doorbell was lost or whose worker died."""
    for job in outbox.unfinished():
        outbox.ring(job.pk)
