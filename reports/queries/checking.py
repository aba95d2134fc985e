"""What a verification code, or the hash of a file, leads to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from ledger.canonical import sha256
from ledger.models import Event
from ledger.operations import fingerprint
from reports.codes import tidied
from reports.models import Edition, Publication, Retraction
from reports.proof import proves, public_key
from reports.signing import public_pem


@dataclass(frozen=True)
class Check:
    """What of a report is as it was on the day it was frozen. `file` is the edition whose hash was asked for."""

    publication: Publication
    event: Event
    editions: list[Edition]
    recorded: bool
    chained: bool
    signed: bool | None
    retraction: Retraction | None
    file: Edition | None = None

    @property
    def unchanged(self) -> bool:
        return self.recorded and self.chained and self.signed is not False


def check_code(typed: str) -> Check | None:
    publication = _public().filter(code=tidied(typed)).first()
    return None if publication is None else _check(publication)


def check_hash(digest: str) -> Check | None:
    """The report of which some file, the record included, has this SHA-256."""
    publication = _public().filter(record_hash=digest).first()
    if publication is not None:
        return _check(publication)
    edition = Edition.objects.filter(sha256=digest, publication__published_at__isnull=False).first()
    return None if edition is None else _check(_public().get(pk=edition.publication_id), edition)


def _public():  # type: ignore[no-untyped-def]
    return Publication.objects.public().select_related("assessment", "retraction")


def _check(publication: Publication, file: Edition | None = None) -> Check:
    """`recorded`: the stored record has the hash that the ledger names. `chained`: the event still has its own hash,
    and the next event carries it on. `signed`: the proof that was handed out is of this event; None where there is
    none."""
    position = publication.ledger_position
    event, *following = Event.objects.filter(position__in=(position, position + 1)).order_by("position")
    return Check(
        publication,
        event,
        list(publication.editions.all()),
        recorded=sha256(publication.record) == publication.record_hash == event.data["record"],
        chained=fingerprint(event) == event.hash and all(each.previous == event.hash for each in following),
        signed=proves(publication.proof, event) if publication.proof else None,
        retraction=getattr(publication, "retraction", None),
        file=file,
    )


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
    samples = Publication.objects.in_bulk([each["sample"] for each in found])
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
