"""Effects after commit: asked once, done once, tried again until done, lost never."""

import socket
from datetime import timedelta

import pytest
import time_machine
from celery import Celery
from django.db import DataError, IntegrityError, transaction

from config.celery import app
from ledger import outbox, tasks
from ledger.errors import Undone
from ledger.models import Job, JobState
from ledger.outbox import LEASE, MAX_ATTEMPTS, ask, deliver, handles, progress, retry, unfinished

pytestmark = pytest.mark.django_db
NOON = "2026-03-10T12:00+08:00"


@pytest.fixture
def done(monkeypatch):
    """A kind of job whose effects are listed; with `fails` in its payload it fails."""
    monkeypatch.setattr(outbox, "_handlers", {})
    effects = []

    @handles("test.effect")
    def effect(payload):
        if payload.get("fails"):
            raise ValueError("打印机没有纸")
        effects.append(payload["n"])

    return effects


def asked(n=1, **payload):
    return ask(kind="test.effect", key=f"test:{n}", payload={"n": n, **payload})


@pytest.fixture
def nobody_answers():
    """A broker at a port where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    deaf = Celery(broker=f"redis://127.0.0.1:{port}/0", set_as_current=True)
    yield
    deaf.close()
    app.set_current()


def test_the_same_key_is_one_job_with_its_first_content(done):
    assert asked(1) == ask(kind="test.other", key="test:1", payload={"n": 2})
    job = Job.objects.get()
    assert (job.kind, job.payload, job.state) == ("test.effect", {"n": 1}, JobState.QUEUED)


def test_a_job_is_delivered_once(done):
    job = asked()
    assert [deliver(job.pk), deliver(job.pk), done] == [True, True, [1]]
    job.refresh_from_db()
    assert (job.state, job.attempts, job.leased_until, job.finished_at is None) == (
        JobState.DONE,
        1,
        None,
        False,
    )


def test_what_is_asked_for_in_an_undone_transaction_never_happens(done, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert (Job.objects.count(), callbacks) == (0, [])


def test_a_job_that_is_not_there_is_not_done():
    assert deliver(10**6) is False


def test_a_failure_is_kept_with_its_reason_and_tried_again(done):
    job = asked(fails=1)
    assert deliver(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.QUEUED, 1, "ValueError: 打印机没有纸")
    Job.objects.update(payload={"n": 1})
    assert deliver(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, done) == (JobState.DONE, 2, "", [1])


@pytest.mark.parametrize("kind", [DataError, IntegrityError])
def test_a_row_that_the_database_quotes_is_not_kept_with_the_failure(done, kind):
    @handles("test.refused")
    def refuse(payload):
        raise kind("Failing row contains (7, 天黑后坐车害怕).")

    job = ask(kind="test.refused", key="test:1", payload={})
    assert deliver(job.pk) is False
    job.refresh_from_db()
    assert job.error == kind.__name__


def test_a_kind_that_nobody_handles_is_a_failure_too():
    job = ask(kind="test.unknown", key="test:1", payload={})
    assert deliver(job.pk) is False
    assert Job.objects.get().error == "KeyError: 'test.unknown'"


def test_a_job_gives_up_and_rests_until_somebody_gives_it_fresh_attempts(done):
    job = asked(fails=1)
    for _attempt in range(MAX_ATTEMPTS):
        assert Job.objects.get().state == JobState.QUEUED
        deliver(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, MAX_ATTEMPTS)
    assert (deliver(job.pk), list(unfinished(timedelta()))) == (False, [])
    job.refresh_from_db()
    assert job.attempts == MAX_ATTEMPTS
    Job.objects.update(payload={"n": 1})
    assert (retry(key=job.key), deliver(job.pk), done) == (True, True, [1])


def test_only_what_failed_is_given_fresh_attempts(done):
    job = asked()
    assert [retry(key=job.key), retry(key="unknown")] == [False, False]
    deliver(job.pk)
    assert (retry(key=job.key), Job.objects.get().state) == (False, JobState.DONE)


def test_a_job_that_somebody_holds_is_left_alone_until_the_lease_ends(done):
    seen = []
    with time_machine.travel(NOON, tick=False) as clock:
        job = asked()

        @handles("test.effect")
        def takes_long(payload):
            clock.shift(LEASE - timedelta(seconds=1))
            seen.append((deliver(job.pk), list(unfinished())))
            clock.shift(timedelta(seconds=2))
            seen.append(list(unfinished()))

        assert deliver(job.pk) is True
    assert seen == [(False, []), [job]]


def test_who_wakes_up_after_the_lease_changes_nothing(done, monkeypatch):
    """The first worker sleeps past its lease, the second does the job, and the first then fails."""
    with time_machine.travel(NOON, tick=False) as clock:
        job = asked()

        @handles("test.effect")
        def sleeps_and_fails(payload):
            clock.shift(LEASE + timedelta(seconds=1))
            handles("test.effect")(lambda payload: done.append(payload["n"]))
            assert deliver(job.pk) is True
            raise ValueError("too late")

        assert deliver(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.error, job.lease, done) == (JobState.DONE, "", 2, [1])


def test_the_sweep_waits_a_little_before_it_rings_again(done):
    with time_machine.travel(NOON, tick=False) as clock:
        job = asked()
        assert list(unfinished()) == []
        clock.shift(outbox.PATIENCE)
        assert list(unfinished()) == [job]


def test_a_broker_that_is_down_loses_nothing(
    done, nobody_answers, caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked()
    assert f"Broker unreachable; job {job.pk} waits for the sweep" in caplog.text
    assert list(unfinished(timedelta())) == [job]
    tasks.deliver(job.pk)
    assert (done, Job.objects.get().state) == ([1], JobState.DONE)


def test_the_sweep_bears_a_broker_that_is_down(done, nobody_answers, caplog):
    with time_machine.travel(NOON, tick=False) as clock:
        job = asked()
        clock.shift(outbox.PATIENCE)
        tasks.sweep()
    assert f"job {job.pk} waits for the sweep" in caplog.text
    assert Job.objects.get().state == JobState.QUEUED


def test_a_job_that_kills_its_workers_comes_to_rest(done):
    """Nobody is left to write the failure down: the lease ends, again and again."""
    with time_machine.travel(NOON, tick=False) as clock:
        job = asked()
        Job.objects.update(state=JobState.WORKING, attempts=MAX_ATTEMPTS, leased_until=job.created_at + LEASE)
        clock.shift(LEASE + timedelta(seconds=1))
        assert deliver(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.error, done) == (JobState.FAILED, "WorkerLost: the worker died each time", [])


def test_a_job_says_how_far_it_is_while_somebody_works_on_it(done):
    """As the page sees it from outside while the job runs, and never of a job that nobody holds."""
    seen = []

    @handles("test.parts")
    def in_parts(payload):
        for number in range(3):
            progress(key="test:parts", done=number, parts=3)
            seen.append(Job.objects.values_list("done", "parts").get())

    job = ask(kind="test.parts", key="test:parts", payload={})
    progress(key="test:parts", done=2, parts=3)
    assert Job.objects.values_list("done", "parts").get() == (0, 0)
    assert deliver(job.pk)
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_a_failure_in_words_is_kept_in_words_and_any_other_with_its_name(done):
    @handles("test.words")
    def fail(payload):
        raise {"words": Undone, "fault": ValueError}[payload["as"]]("没有纸")

    told = {}
    for number, way in enumerate(("words", "fault")):
        job = ask(kind="test.words", key=f"test:{number}", payload={"as": way})
        deliver(job.pk)
        job.refresh_from_db()
        told[way] = job.error
    assert told == {"words": "没有纸", "fault": "ValueError: 没有纸"}
