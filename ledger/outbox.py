"""Effects that happen after commit: asked for in a transaction, done by a worker, tried again until done.

An upper room says what a kind of job means with `@handles("room.verb")`; a lower room only names the kind.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import DataError, IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from ledger.errors import Undone
from ledger.models import Job, JobState

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
LEASE = timedelta(minutes=3)
PATIENCE = timedelta(seconds=5)

Payload = dict[str, str | int]
_handlers: dict[str, Callable[[Payload], None]] = {}


def handles(kind: str) -> Callable[[Callable[[Payload], None]], Callable[[Payload], None]]:
    """Register the function that does jobs of `kind`. It must bear being run twice for one job."""

    def register(function: Callable[[Payload], None]) -> Callable[[Payload], None]:
        _handlers[kind] = function
        return function

    return register


def ask(*, kind: str, key: str, payload: Payload) -> Job:
    """Queue an effect in the caller's transaction; a second call with the same key changes nothing."""
    job, _created = Job.objects.get_or_create(key=key, defaults={"kind": kind, "payload": payload})
    transaction.on_commit(lambda: ring(job.pk))
    return job


def ring(job_id: int) -> None:
    """Tell a worker. A broker that is down loses nothing: the sweep rings again."""
    try:
        current_app.send_task("ledger.tasks.deliver", [job_id], ignore_result=True)
    except OperationalError:
        logger.warning("Broker unreachable; job %s waits for the sweep", job_id)


def deliver(job_id: int) -> bool:
    """Do one job now, unless it is done or someone else holds it. Returns whether it is done afterwards.

    A failure is kept on the row with its reason; after MAX_ATTEMPTS the job rests as failed until `retry`, also when
    its workers died of it.
    """
    lease = _take(job_id)
    if lease is None:
        return Job.objects.filter(pk=job_id, state=JobState.DONE).exists()
    job = Job.objects.get(pk=job_id)
    try:
        _handlers[job.kind](job.payload)
    except Exception as failure:
        logger.exception("Job %s %s failed", job.kind, job_id)
        state = JobState.FAILED if job.attempts >= MAX_ATTEMPTS else JobState.QUEUED
        _held(job_id, lease).update(state=state, error=_in_words(failure)[:2000], leased_until=None)
        return False
    _held(job_id, lease).update(state=JobState.DONE, error="", leased_until=None, finished_at=timezone.now())
    return True


def progress(*, key: str, done: int, parts: int) -> None:
    """Say how far a job is that somebody is working on, for the page that waits for it."""
    Job.objects.filter(key=key, state=JobState.WORKING).update(done=done, parts=parts)


def retry(*, key: str) -> bool:
    """Give a failed job fresh attempts; False when there was none to give them to."""
    job = Job.objects.select_for_update().filter(key=key, state=JobState.FAILED).first()
    if job is None:
        return False
    job.state, job.attempts = JobState.QUEUED, 0
    job.save(update_fields=["state", "attempts"])
    transaction.on_commit(lambda: ring(job.pk))
    return True


def unfinished(patience: timedelta = PATIENCE) -> QuerySet[Job]:
    """Jobs that have waited longer than `patience` and that nobody holds."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.WORKING, leased_until__lt=now)
    return Job.objects.filter(free, created_at__lte=now - patience)


@transaction.atomic
def _take(job_id: int) -> int | None:
    now = timezone.now()
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.state in {JobState.DONE, JobState.FAILED}:
        return None
    if job.state == JobState.WORKING and job.leased_until and job.leased_until > now:
        return None
    if job.attempts >= MAX_ATTEMPTS:  # each took its worker with it, so that no failure could be written down
        job.state, job.error, job.leased_until = (
            JobState.FAILED,
            "WorkerLost: the worker died each time",
            None,
        )
        job.save(update_fields=["state", "error", "leased_until"])
        return None
    job.state, job.leased_until = JobState.WORKING, now + LEASE
    job.lease += 1
    job.attempts += 1
    job.save(update_fields=["state", "leased_until", "lease", "attempts"])
    return job.lease


def _in_words(failure: Exception) -> str:
    """A sentence where the failure has one; else its name too, for who looks after the machine. Where the database
    refuses a row it quotes it, and the row may hold anything: the log, which knows what may be said, has more."""
    if isinstance(failure, DataError | IntegrityError):
        return type(failure).__name__
    return str(failure) if isinstance(failure, Undone) else f"{type(failure).__name__}: {failure}"


def _held(job_id: int, lease: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, lease=lease, state=JobState.WORKING)
