"""A member who does not take part, and one called in where a required vote would be missing."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Ballot, Meeting
from committees.operations.locks import locked, refuse_closed
from committees.queries.votes import counted
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def recuse(*, meeting: Meeting, member: User, reason: str, actor: User) -> Ballot:
    """By the member's own word or the office's, with a reason, until the sitting closes.

    From then on the member stands in no base; a vote already cast and what was said are taken out, and the ledger keeps
    them. The caller takes the rights back.
    """
    meeting = locked(meeting)
    right = "committees.vote_meeting" if member == actor else "committees.close_meeting"
    if not actor.has_perm(right, meeting):
        raise PermissionDenied("recuse")
    refuse_closed(meeting)
    if not reason:
        raise Refused(
            _("Please say why. The reason stays with the office; the report says only how many were recused.")
        )
    ballot = meeting.ballots.counting().filter(member=member).first()
    if ballot is None:
        raise Refused(_("%(name)s does not stand on the roll, or is recused already.") % {"name": member})
    before: dict[str, object] = {"choice": ballot.choice, "opinion": ballot.opinion}
    ballot.choice, ballot.opinion, ballot.cast_at = "", "", None
    ballot.recused_at, ballot.recusal_reason = timezone.now(), reason
    ballot.save(update_fields=["choice", "opinion", "cast_at", "recused_at", "recusal_reason"])
    speeches = meeting.speeches.filter(member=member)
    said = list(speeches.values_list("gist", flat=True))
    speeches.delete()
    data: dict[str, object] = {"old": before, "said": said, "reason": reason}
    record(name="ballot.recused", subject=f"{meeting.subject}:ballot:{ballot.pk}", actor=actor, data=data)
    return ballot


@transaction.atomic
def call_in(*, meeting: Meeting, members: Sequence[User], actor: User) -> list[Ballot]:
    """Put holders of the required post on the roll where all who stood there for it are recused. The caller says who
    may be called, without the conflicted."""
    meeting = locked(meeting)
    if not actor.has_perm("committees.close_meeting", meeting):
        raise PermissionDenied("close_meeting")
    refuse_closed(meeting)
    if not counted(meeting).vacant:
        raise Refused(_("Nobody needs to be called in: the required vote can be cast."))
    on_roll = set(meeting.ballots.values_list("member", flat=True))
    called = [each for each in members if each.pk not in on_roll]
    if not called:
        raise Refused(
            _("Nobody else who may vote on this case holds the post. Please have somebody appointed first.")
        )
    ballots = Ballot.objects.bulk_create(
        Ballot(meeting=meeting, member=member, required=True) for member in called
    )
    data: dict[str, object] = {"members": [each.username for each in called]}
    record(name="ballot.called_in", subject=f"{meeting.subject}:roll", actor=actor, data=data)
    return ballots
