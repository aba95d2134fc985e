"""The append-only chain of events, and the outbox of effects still to happen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.Model):
    """One thing that happened. Written by `ledger.operations.record` only; the database refuses update and delete.

    `hash` covers every other column and the hash of the event before, so that a change anywhere breaks the chain.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    data = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.name} {self.subject}"


class ChainHead(models.Model):
    """The one row that every writer of events locks; it names the last event."""

    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_chain_head")]

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("job", "Queued")
    WORKING = "working", pgettext_lazy("job", "Working")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")


class Job(models.Model):
    """An effect that must happen once after its transaction committed. The row is the truth; the broker only rings.

    `key` makes asking twice the same as asking once. `lease` is a fencing number: a worker that wakes up after
    another has taken over finds its number stale and changes nothing. `done` of `parts` says how far it is, where the
    handler says so.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    parts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=~Q(state=JobState.DONE), name="unfinished_jobs"),
        ]
        verbose_name = _("job")

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"
