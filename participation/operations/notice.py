"""When a draft conclusion lies open: the machine's doors lay it open and take it away."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from assessments.models import Assessment
from ledger.queries import database_now, database_today
from participation.enums import Ending
from participation.models import PublicNotice


@transaction.atomic
def open_notice(
    *, assessment: Assessment, round: int, content: dict[str, object], closes_on: date
) -> PublicNotice:
    """Lay a draft open for comment; one that is laid open anew has a number of its own. Comments on an earlier one that
    are still without an answer wait on."""
    return PublicNotice.objects.create(
        assessment=assessment,
        round=round,
        number=assessment.public_notices.count() + 1,
        content=content,
        opened_on=database_today(),
        closes_on=closes_on,
    )


@transaction.atomic
def close_notice(*, assessment: Assessment, ending: Ending) -> None:
    assessment.public_notices.filter(closed_at=None).update(closed_at=database_now(), ending=ending)


@transaction.atomic
def take_up_again(*, assessment: Assessment, closes_on: date) -> None:
    """A matter that was withdrawn lies open once more, for what was left of its time."""
    notice = assessment.public_notices.latest("number")
    notice.closed_at, notice.ending, notice.closes_on = None, "", closes_on
    notice.save(update_fields=["closed_at", "ending", "closes_on"])


@transaction.atomic
def move_closing(
    *, assessment: Assessment, closes_on: date, days: int, breaks: Sequence[tuple[date, date]]
) -> None:
    """The stage's deadline has moved. What the public was promised is never cut short, so it moves later only."""
    notice = assessment.public_notices.filter(closed_at=None).first()
    if notice is None or closes_on <= notice.closes_on:
        return
    notice.closes_on = closes_on
    notice.content["days"] = days
    notice.content["breaks"] = [[first.isoformat(), last.isoformat()] for first, last in breaks]
    notice.save(update_fields=["closes_on", "content"])
