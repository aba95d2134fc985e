"""The only writer of events."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ledger.canonical import canonical_json, sha256
from ledger.models import ChainHead, Event


@transaction.atomic
def record(*, name: str, subject: str, actor: Any, data: dict[str, object]) -> Event:
    """Append one event to the chain in the caller's transaction.

    `actor` is a row of the user model, which stands above this room. `data` holds JSON values without floats; for a
    change it has the old and the new value. Writers wait here for one another until commit, so this is the last thing
    an operation does.
    """
    head = ChainHead.objects.select_for_update().get(pk=1)
    event = Event(
        position=head.position + 1,
        at=timezone.now(),
        actor=actor,
        name=name,
        subject=subject,
        data=data,
        previous=head.hash,
    )
    event.hash = fingerprint(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=head.pk).update(position=event.position, hash=event.hash)
    return event


def fingerprint(event: Event) -> str:
    """SHA-256 over the event's columns and the hash before it."""
    return sha256(canonical_json(written(event)))


def written(event: Event) -> dict[str, object]:
    """What an event's hash covers."""
    return {
        "position": event.position,
        "at": event.at.isoformat(),
        "actor": event.actor_id,
        "name": event.name,
        "subject": event.subject,
        "data": event.data,
        "previous": event.previous,
    }
