"""The row that a sitting's operations lock, and what its door says."""

from django.utils.translation import gettext as _

from committees.models import Meeting
from ledger.errors import Refused


def locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("assessment__indicator_set")
        .get(pk=meeting.pk)
    )


def refuse_closed(meeting: Meeting) -> None:
    if meeting.closed_at is not None:
        raise Refused(_("The vote is closed."))
