"""Reading the chain: timelines and its verification."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from ledger.models import ChainHead, Event
from ledger.operations import fingerprint


def database_now() -> datetime:
    """The database's time, however the clocks of web servers differ; the ledger's one row is there to be asked."""
    return ChainHead.objects.values_list(Now(), flat=True).get(pk=1)


def database_today() -> date:
    """The day by that clock, in the cities' own time."""
    return timezone.localdate(database_now())


def timeline(subject: str) -> QuerySet[Event]:
    """Events of one subject, newest first, with their actors."""
    return Event.objects.filter(subject=subject).select_related("actor").order_by("-position")


@dataclass(frozen=True)
class Verdict:
    """What a walk over the chain found; `broken_at` is the first position that does not fit, or None."""

    events: int
    broken_at: int | None
    head: str

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def verify_chain() -> Verdict:
    """Recompute every hash from the first event on and compare the end with the chain's head."""
    previous, count = "", 0
    for event in Event.objects.order_by("position").iterator(chunk_size=500):
        count += 1
        if event.position != count or event.previous != previous or event.hash != fingerprint(event):
            return Verdict(events=count, broken_at=count, head=previous)
        previous = event.hash
    head = ChainHead.objects.get(pk=1)
    whole = (head.position, head.hash) == (count, previous)
    return Verdict(events=count, broken_at=None if whole else count + 1, head=previous)
