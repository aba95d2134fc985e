"""回访: what came, beside what was foreseen."""

from collections.abc import Mapping
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Review
from committees.operations.followup import changed, locked, refuse_closed, refuse_stranger, tell
from indicators.scale import NOT_APPLICABLE
from ledger.errors import Conflict, Refused


class Effect(TypedDict):
    """What was found of one indicator: a code of the scale, and words."""

    measured: str
    words: str


class ReviewContent(TypedDict):
    """What a review says; `effects` by the indicator's code."""

    summary: str
    effects: Mapping[str, Effect]


@transaction.atomic
def save_review(*, review: Review, version: int, content: ReviewContent, actor: User) -> Review:
    """Set down what came beside what was foreseen, for the indicators measured; it may be corrected until the follow-up
    closes, and the ledger keeps every wording.

    Refused: the follow-up is closed, the day has not come, no summary, nothing measured, an indicator that was not
    foreseen, a figure outside the scale. Conflict when somebody has saved it since `version`.
    """
    refuse_stranger(review.decision, actor, "save_review")
    refuse_closed(locked(review.decision))
    review = Review.objects.select_related("decision__meeting__assessment__indicator_set").get(pk=review.pk)
    found = {code: each for code, each in content["effects"].items() if each["measured"] or each["words"]}
    if review.version != version:
        mine: dict[str, object] = {"summary": content["summary"]}
        raise Conflict(changed(), theirs={"summary": review.summary}, mine=mine, version=review.version)
    if review.due > timezone.localdate():
        day = date_format(review.due)
        raise Refused(_("This review is due on %(date)s; effects are not compared before.") % {"date": day})
    if not content["summary"]:
        raise Refused(_("Please say what the review found."))
    _refuse_unforeseen(review, found)
    nothing = Effect(measured="", words="")
    review.effects = {
        code: {"predicted": foreseen["predicted"], **found.get(code, nothing)}
        for code, foreseen in review.effects.items()
    }
    review.summary, review.done_by, review.done_at = content["summary"], actor, timezone.now()
    review.version += 1
    review.save(update_fields=["effects", "summary", "done_by", "done_at", "version"])
    data: dict[str, object] = {"months": review.months, "summary": review.summary, "effects": found}
    tell(review.decision, "review.saved", actor, data)
    return review


def _refuse_unforeseen(review: Review, found: Mapping[str, Effect]) -> None:
    scale = review.decision.meeting.assessment.indicator_set.scale
    levels = {code for code in scale.codes if code != NOT_APPLICABLE}
    if not any(effect["measured"] for effect in found.values()):
        raise Refused(_("Please enter at least one measured effect."))
    for code, effect in found.items():
        if code not in review.effects or effect["measured"] not in levels | {""}:
            raise Refused(_("%(code)s cannot be compared: please load the page anew.") % {"code": code})
