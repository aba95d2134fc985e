"""The follow-up of a decision, and its door: its row is locked before anything of it is written."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from committees.enums import ConditionState
from committees.followup import months_after
from committees.models import Decision, FollowUp, Review
from ledger.errors import Conflict, Refused
from ledger.operations import record


@transaction.atomic
def open_follow_up(
    *,
    decision: Decision,
    published: date,
    months: Sequence[int],
    predicted: Mapping[str, str],
) -> FollowUp:
    """Begin it, with a review so many months after the day of publication for each of `months`. `predicted` is what was
    foreseen, by the indicator's code; it is kept as it stands. Doing it twice is doing it once."""
    follow_up, is_new = FollowUp.objects.get_or_create(decision=decision)
    if is_new:
        foreseen = {
            code: {"predicted": figure, "measured": "", "words": ""} for code, figure in predicted.items()
        }
        Review.objects.bulk_create(
            Review(decision=decision, months=each, due=months_after(published, each), effects=foreseen)
            for each in sorted(set(months))
        )
    return follow_up


@transaction.atomic
def close_follow_up(
    *, follow_up: FollowUp, version: int, reason: str, unfinished: bool = False, actor: User
) -> FollowUp:
    """End it with the committee's reason. Refused while conditions are open or reviews are to come, unless the office
    says with `unfinished` that the committee ends it nevertheless."""
    follow_up = _own(follow_up, version, reason, actor)
    refuse_closed(follow_up)
    left = open_conditions(follow_up.decision) + reviews_to_come(follow_up.decision)
    if left and not unfinished:
        said = ngettext(
            "%(count)s condition or review is not finished. Please confirm that the committee closes it nevertheless.",
            "%(count)s conditions or reviews are not finished. Please confirm that the committee closes it "
            "nevertheless.",
            left,
        )
        raise Refused(said % {"count": left})
    follow_up.closed_at = timezone.now()
    return _settle(follow_up, "follow_up.closed", reason, actor, {"unfinished": left})


@transaction.atomic
def reopen_follow_up(*, follow_up: FollowUp, version: int, reason: str, actor: User) -> FollowUp:
    """Watch the decision again, with the committee's reason."""
    follow_up = _own(follow_up, version, reason, actor)
    if follow_up.closed_at is None:
        raise Refused(_("The follow-up is not closed."))
    follow_up.closed_at = None
    return _settle(follow_up, "follow_up.reopened", reason, actor, {})


def open_conditions(decision: Decision) -> int:
    return decision.conditions.filter(state=ConditionState.OPEN).count()


def reviews_to_come(decision: Decision) -> int:
    return decision.reviews.filter(done_at=None).count()


def locked(decision: Decision) -> FollowUp:
    """Refused while nothing has been published: there is nothing to follow yet."""
    found = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("decision__meeting__assessment")
        .filter(decision=decision)
        .first()
    )
    if found is None:
        raise Refused(_("The follow-up begins when the report is published."))
    return found


def refuse_closed(follow_up: FollowUp) -> None:
    if follow_up.closed_at is not None:
        raise Refused(_("The follow-up is closed. The committee can reopen it with a reason."))


def refuse_stranger(decision: Decision, actor: User, what: str) -> None:
    if not actor.has_perm("committees.close_meeting", decision.meeting):
        raise PermissionDenied(what)


def changed() -> str:
    return _("Somebody else has changed this meanwhile. Please look at it again.")


def tell(decision: Decision, name: str, actor: User, data: dict[str, object]) -> None:
    record(name=name, subject=decision.meeting.assessment.subject, actor=actor, data=data)


def _own(follow_up: FollowUp, version: int, reason: str, actor: User) -> FollowUp:
    refuse_stranger(follow_up.decision, actor, "settle_follow_up")
    follow_up = locked(follow_up.decision)
    if follow_up.version != version:
        raise Conflict(changed(), theirs={}, mine={}, version=follow_up.version)
    if not reason:
        raise Refused(_("Please give the committee’s reason; it is published."))
    return follow_up


def _settle(follow_up: FollowUp, name: str, reason: str, actor: User, data: dict[str, object]) -> FollowUp:
    follow_up.reason, follow_up.version = reason, follow_up.version + 1
    follow_up.save(update_fields=["closed_at", "reason", "version"])
    tell(follow_up.decision, name, actor, {"reason": reason} | data)
    return follow_up
