"""Who speaks in a sitting, in which order; the one who chairs the session speaks last."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Meeting, Session, Speech
from committees.operations.locks import locked, refuse_closed
from committees.queries.sessions import present_voters
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def record_speech(
    *, meeting: Meeting, member: User, gist: str, others_silent: bool = False, actor: User
) -> Speech:
    """Next in order; of one who has spoken already the gist is replaced, and the place stays.

    Refused: outside a session; who is not present, or is recused; anybody after the chair; the chair while others who
    are present have not spoken, unless it is said that they have nothing to add (`others_silent`).
    """
    meeting, session = _open(meeting, actor)
    voters = present_voters(meeting)
    if member not in voters:
        raise Refused(_("%(name)s is not present at this sitting, or is recused.") % {"name": member})
    spoken = {each.member_id: each for each in meeting.speeches.all()}
    speech = spoken.get(member.pk)
    if speech is None:
        chair = session.chair_id
        if chair in spoken:
            raise Refused(_("Who chairs the session has spoken, and speaks last."))
        waiting = [each for each in voters if each.pk not in spoken and each.pk != chair]
        if member.pk == chair and waiting and not others_silent:
            raise Refused(
                _("Who chairs the session speaks last. Not heard yet: %(names)s.")
                % {"names": _(", ").join(str(each) for each in waiting)}
            )
        position = max((each.position for each in spoken.values()), default=0) + 1
        speech = Speech(meeting=meeting, member=member, position=position)
    before, speech.gist = speech.gist, gist
    speech.save()
    data: dict[str, object] = {
        "member": member.username,
        "position": speech.position,
        "old": before,
        "new": gist,
        "others_silent": others_silent,
    }
    record(name="speech.recorded", subject=f"{meeting.subject}:speeches", actor=actor, data=data)
    return speech


@transaction.atomic
def take_back_speech(*, meeting: Meeting, actor: User) -> None:
    """The last one, where somebody was put in by mistake; the ledger keeps it."""
    meeting, _session = _open(meeting, actor)
    speech = meeting.speeches.select_related("member").last()
    if speech is None:
        raise Refused(_("Nobody has spoken yet."))
    data: dict[str, object] = {
        "member": speech.member.username,
        "position": speech.position,
        "old": speech.gist,
    }
    speech.delete()
    record(name="speech.taken_back", subject=f"{meeting.subject}:speeches", actor=actor, data=data)


def _open(meeting: Meeting, actor: User) -> tuple[Meeting, Session]:
    meeting = locked(meeting)
    if not actor.has_perm("committees.close_meeting", meeting):
        raise PermissionDenied("close_meeting")
    refuse_closed(meeting)
    if meeting.session is None:
        raise Refused(_("Members vote on this case in writing. Speeches belong to a session."))
    return meeting, meeting.session
