"""The public register and the check of a code."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from committees.models import FollowUp
from ledger.canonical import sha256
from ledger.models import Event
from reports.codes import tidied
from reports.models import Edition, Publication
from workflows.queries.followup import ConditionRow, ReviewRow, condition_rows, review_rows


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
    editions: list[Edition]
    unchanged: bool


def check_code(typed: str) -> Check | None:
    publication = Publication.objects.public().select_related("assessment").filter(code=tidied(typed)).first()
    if publication is None:
        return None
    event = Event.objects.get(position=publication.ledger_position)
    unchanged = sha256(publication.record) == publication.record_hash == event.data["record"]
    return Check(publication, event, list(publication.editions.all()), unchanged)


@dataclass(frozen=True)
class Living:
    """What a decision's follow-up says today. Of reports, remarks and people it says nothing."""

    follow_up: FollowUp
    today: date
    conditions: list[ConditionRow]
    reviews: list[ReviewRow]


def living(publication: Publication) -> Living | None:
    """None where no committee decided, or there is nothing to follow."""
    follow_up = (
        FollowUp.objects.filter(decision__meeting__assessment=publication.assessment_id)
        .select_related("decision__meeting__assessment__indicator_set")
        .select_related("decision__meeting__assessment__drafting_unit")
        .first()
    )
    if follow_up is None:
        return None
    decision, today = follow_up.decision, timezone.localdate()
    conditions = list(decision.conditions.select_related("unit"))
    for each in conditions:
        each.decision = decision
    reviews = review_rows(decision, decision.meeting.assessment)
    if not conditions and not reviews:
        return None
    return Living(follow_up, today, condition_rows(conditions, today), reviews)
