"""What a verification code leads to."""

from dataclasses import dataclass

from ledger.canonical import sha256
from ledger.models import Event
from reports.codes import tidied
from reports.models import Edition, Publication


@dataclass(frozen=True)
class Check:
    """What a code leads to. `unchanged` says that the stored record still has the hash that the ledger recorded."""

    publication: Publication
    event: Event
    editions: list[Edition]
    unchanged: bool


def check_code(typed: str) -> Check | None:
    publication = Publication.objects.public().select_related("assessment").filter(code=tidied(typed)).first()
    if publication is None:
        return None
    event = Event.objects.get(position=publication.ledger_position)
    unchanged = sha256(publication.record) == publication.record_hash == event.data["record"]
    return Check(publication, event, list(publication.editions.all()), unchanged)
