"""What a verification code, or the hash of a file, leads to; and the keys that reports were signed with."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from ledger.canonical import sha256
from ledger.codes import tidied
from ledger.models import Event
from ledger.operations import fingerprint
from reports.models import Edition, Publication, Replaced
from reports.proof import proves, public_key
from reports.queries.report import published
from reports.signing import public_pem

HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Check:
    """What of a report is as it was on the day it was frozen. `file` is the edition whose hash was asked for.

    `recorded`: the stored record has the hash that the ledger names. `chained`: the event in the ledger has its own
    hash still, and the next event carries it on. `signed`: the proof that was handed out is of this event; None where
    the event names no key to sign with.
    """

    publication: Publication
    event: Event | None
    editions: list[Edition]
    recorded: bool
    chained: bool
    signed: bool | None
    file: Edition | None

    @property
    def unchanged(self) -> bool:
        return self.recorded and self.chained and self.signed is not False


def check_code(typed: str) -> Check | None:
    publication = published().filter(code=tidied(typed)).first()
    return None if publication is None else _check(publication, None)


def check_hash(typed: str) -> Check | None:
    """The report of which some file, or the record itself, has this SHA-256."""
    digest = re.sub(r"\s", "", typed).lower()
    if not HASH.fullmatch(digest):
        return None
    publication = published().filter(record_hash=digest).first()
    if publication is not None:
        return _check(publication, None)
    file = Edition.objects.filter(sha256=digest, publication__in=Publication.objects.public()).first()
    return None if file is None else _check(published().get(pk=file.publication_id), file)


def replaced_by(typed: str) -> Replaced | None:
    """What stood under this code, or under this hash of a record, before it was issued anew."""
    known = Replaced.objects.select_related("publication__assessment").filter(
        publication__in=Publication.objects.public()
    )
    return known.filter(
        Q(code=tidied(typed)) | Q(record_hash=re.sub(r"[^0-9a-f]", "", typed.lower()))
    ).first()


def _check(publication: Publication, file: Edition | None) -> Check:
    position = publication.ledger_position
    events = {each.position: each for each in Event.objects.filter(position__in=(position, position + 1))}
    event, following = events.get(position), events.get(position + 1)
    recorded = chained = False
    signed: bool | None = None
    if event is not None:
        recorded = sha256(publication.record) == publication.record_hash == event.data.get("record")
        chained = fingerprint(event) == event.hash and (following is None or following.previous == event.hash)
        if publication.proof or "key" in event.data:
            signed = proves(publication.proof, event)
    editions = list(publication.editions.all())
    return Check(publication, event, editions, recorded, chained, signed, file)


@dataclass(frozen=True)
class Key:
    """A key that has signed published reports."""

    fingerprint: str
    pem: str
    reports: int
    first: datetime
    last: datetime


def keys() -> list[Key]:
    """Newest first. What a key has signed keeps its public half, so that none is lost when a new one takes over."""
    signed = Publication.objects.public().exclude(key="").order_by()
    found = signed.values("key").annotate(
        reports=Count("pk"), first=Min("frozen_at"), last=Max("frozen_at"), sample=Min("pk")
    )
    samples = Publication.objects.only("proof").in_bulk([each["sample"] for each in found])
    listed = [
        Key(
            each["key"],
            public_pem(public_key(samples[each["sample"]].proof)),
            each["reports"],
            each["first"],
            each["last"],
        )
        for each in found
    ]
    return sorted(listed, key=lambda each: each.first, reverse=True)
