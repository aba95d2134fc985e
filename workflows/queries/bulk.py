"""What a bulk action would do, shown before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from notices.models import Notice
from workflows.bulk import MOST, reminder_key
from workflows.models import CaseSummary
from workflows.queries.ledger import Reach
from workflows.queries.turns import Turn
from workflows.queries.waiting import awaited


@dataclass(frozen=True)
class Recipient:
    """Who would be told what; `told` says that it was done today already."""

    person: User
    words: str
    told: bool


@dataclass(frozen=True)
class Preview:
    """One case with everybody who would be reminded of it."""

    row: CaseSummary
    recipients: list[Recipient]

    @property
    def anybody(self) -> bool:
        return any(not each.told for each in self.recipients)


def chosen(user: User, given: Sequence[str]) -> list[CaseSummary]:
    """The rows that were ticked, in the order of the ledger. Refused: none, or too many. Not found: one that is not in
    the person's own ledger, or is no number at all; whoever may not manage cases has nothing to choose."""
    reach = Reach(user)
    if not reach.manages or not all(each.isascii() and each.isdigit() and len(each) < 19 for each in given):
        raise Http404
    keys = {int(each) for each in given}
    if not keys:
        raise Refused(_("Please choose at least one case."))
    if len(keys) > MOST:
        raise Refused(_("At most %(most)s cases at once; please choose fewer.") % {"most": MOST})
    rows = list(reach.rows.filter(city=reach.city, pk__in=keys).select_related("unit", "handler"))
    if len(rows) != len(keys):
        raise Http404
    return rows


def preview_reminders(rows: list[CaseSummary]) -> list[Preview]:
    turns = awaited([row.pk for row in rows])
    users = {turn.user for found in turns.values() for turn in found}
    people = User.objects.in_bulk(users)
    today = timezone.localdate()
    keys = [f"{reminder_key(turn.row.code, today)}:{turn.user}" for found in turns.values() for turn in found]
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [
        Preview(
            row,
            [
                Recipient(
                    people[turn.user], _said(turn), f"{reminder_key(row.code, today)}:{turn.user}" in told
                )
                for turn in turns[row.pk]
            ],
        )
        for row in rows
    ]


def _said(turn: Turn) -> str:
    """What the person is to do; of an expert's work nothing but that it is not sealed."""
    return str(turn.told or turn.words)
