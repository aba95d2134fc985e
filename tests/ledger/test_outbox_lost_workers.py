"""A job that kills its worker leaves no reason behind; it must come to rest all the same."""

import pytest

from ledger.models import Job, JobState
from ledger.outbox import MAX_ATTEMPTS, ask, deliver, handles, unfinished

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What no handler can catch and no row can keep, as SIGKILL."""


def test_a_job_that_kills_its_workers_rests_as_failed(monkeypatch):
    monkeypatch.setattr("ledger.outbox._handlers", {})
    job = ask(kind="test.deadly", key="test.deadly:1", payload={})

    @handles("test.deadly")
    def kill(payload):
        Job.objects.update(leased_until=None)  # the lease runs out before the sweep rings again
        raise Killed

    for _worker in range(MAX_ATTEMPTS):
        with pytest.raises(Killed):
            deliver(job.pk)
    assert deliver(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.attempts, bool(job.error)) == (JobState.FAILED, MAX_ATTEMPTS, True)
    assert list(unfinished()) == []
