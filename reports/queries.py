"""The public register and the check of a code."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ledger.canonical import sha256
from ledger.models import Event
from reports.codes import tidied
from reports.models import Publication


def register(words: str, outcome: str) -> QuerySet[Publication]:
    """Published reports, newest first, whose title or number holds the words."""
    found = Publication.objects.public().select_related("assessment")
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(title_en__icontains=words) | Q(assessment__code__icontains=words)
        )
    if outcome:
        found = found.filter(outcome=outcome)
    return found.order_by("-published_at", "-pk")


@dataclass(frozen=True)
class Check:
    """What a code leads to. `unchanged` says that the stored record still has the hash that the ledger recorded."""

    publication: Publication
    event: Event
    unchanged: bool


def check_code(typed: str) -> Check | None:
    publication = Publication.objects.public().select_related("assessment").filter(code=tidied(typed)).first()
    if publication is None:
        return None
    event = Event.objects.get(position=publication.ledger_position)
    unchanged = sha256(publication.record) == publication.record_hash == event.data["record"]
    return Check(publication, event, unchanged)
