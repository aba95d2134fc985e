"""What became of a decision, as it stands today."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from committees.models import FollowUp
from reports.models import Publication
from workflows.queries.followup import ConditionRow, ReviewRow, condition_rows, review_rows


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
    frozen = publication.content["decision"]["conditions"]
    for each in conditions:
        each.decision = decision
    for each, told in zip(conditions, frozen, strict=False):  # the record's words, for some may be withheld
        each.text, each.owner = told["text"], told["owner"]
    reviews = review_rows(decision, decision.meeting.assessment)
    if not conditions and not reviews:
        return None
    return Living(follow_up, today, condition_rows(conditions, today), reviews)
