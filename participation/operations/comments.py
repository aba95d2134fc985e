"""What the public says of a draft conclusion, and how the office sorts and answers it.

The ledger has that a comment came and what became of it, never a word of it.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from assessments.enums import Uptake
from assessments.models import Assessment
from assessments.operations.changes import rewrite, stored_fields
from ledger.errors import Refused
from ledger.operations import record
from ledger.queries import database_today
from participation.enums import Moderation
from participation.models import Comment, CommentGroup, PublicNotice
from participation.operations.concerns import raise_concern
from privacy.detector import refuse_personal
from privacy.harm import suggests_harm
from privacy.headcounts import refuse_few_children
from privacy.plain import visible

LONGEST = 2000
MOST_IN_A_DAY = 500  # of one notice, from everybody together; of a comment only the day is known


@transaction.atomic
def receive_comment(*, notice: PublicNotice, text: str, is_child: bool = False) -> Comment | None:
    """Keep what somebody says of a draft, and nothing about who says it. None where it suggests that a child is being
    harmed: then it goes to the officer for the protection of minors, and is no comment.

    Refused once the time is over, by the last second of the day on the database's clock.
    """
    notice = _locked(notice)
    if notice.closed_at is not None or database_today() > notice.closes_on:
        raise Refused(_("The time for comments is over. What you wrote was not sent."))
    text = text.strip()
    if not visible(text).strip():
        raise Refused(_("Please write what you want to say."))
    if len(text) > LONGEST:
        raise Refused(_("Please say it in %(most)s characters.") % {"most": LONGEST})
    if suggests_harm(text):
        raise_concern(assessment=notice.assessment, context=_where(notice), text=text)
        return None
    refuse_personal(text)
    if notice.comments.filter(received_on=timezone.localdate()).count() >= MOST_IN_A_DAY:
        raise Refused(_("Very many people have written today. Please try again tomorrow."))
    comment = Comment.objects.create(notice=notice, text=text, is_child=is_child)
    data: dict[str, object] = {"case": notice.assessment.code, "notice": notice.number}
    record(name="comment.received", subject=f"notice:{notice.pk}", actor=User.objects.system(), data=data)
    return comment


@transaction.atomic
def group_comments(
    *, comments: Sequence[Comment], group: CommentGroup | None = None, said: str = "", actor: User
) -> CommentGroup:
    """Put comments to others that say the same, or into a new group with the office's own words for what is `said`."""
    assessment, notice, waiting = _waiting(comments, actor)
    said = said.strip()
    if group is None:
        if not said:
            raise Refused(_("Choose a group, or write in your own words what the comments say."))
        refuse_personal(said)
        refuse_few_children(said)
        group = _new_group(notice, said, actor)
    elif group.notice_id != notice.pk:
        raise Refused(_("That group belongs to another notice."))
    elif not notice.groups.filter(pk=group.pk).exists():
        raise _gone()
    for comment in waiting:
        comment.state, comment.group = Moderation.GROUPED, group
        _settle(comment, actor)
    _tell(assessment, "comments.grouped", waiting, actor, group=group.number)
    return group


@transaction.atomic
def set_aside(*, comments: Sequence[Comment], note: str, actor: User) -> None:
    """Comments that say nothing of the draft, such as advertising, get no answer but this reason."""
    assessment, _notice, waiting = _waiting(comments, actor)
    note = note.strip()
    if not note:
        raise Refused(_("Please say why it is set aside: whoever wrote it reads that."))
    refuse_personal(note)
    for comment in waiting:
        comment.state, comment.note = Moderation.SET_ASIDE, note
        _settle(comment, actor)
    _tell(assessment, "comments.set_aside", waiting, actor)


@transaction.atomic
def take_back(*, comment: Comment, actor: User) -> Comment:
    """The comment waits as before. A group that it leaves empty is gone, with its answer."""
    assessment = _moderating(comment.notice, actor)
    comment = (
        Comment.objects.select_for_update(of=("self",)).select_related("group", "notice").get(pk=comment.pk)
    )
    if comment.state == Moderation.WAITING:
        return comment
    group = comment.group
    comment.state, comment.group, comment.note = Moderation.WAITING, None, ""
    _settle(comment, actor)
    if group is not None and not group.comments.exists():
        group.delete()
    _tell(assessment, "comments.taken_back", [comment], actor)
    return comment


@transaction.atomic
def answer_group(
    *, group: CommentGroup, version: int, content: dict[str, object], actor: User
) -> CommentGroup:
    """What a group says, in the office's words, and the answer to all of it. Complete with an uptake and a reason."""
    assessment = _moderating(group.notice, actor)
    rows = CommentGroup.objects.select_for_update(of=("self",)).select_related("notice")
    stored = rows.filter(pk=group.pk).first()
    if stored is None:
        raise _gone()
    changes = rewrite(stored, content, version=version, actor=actor)
    if not changes:
        return stored
    if not stored.said.strip():
        raise Refused(_("Please write what the comments of this group say."))
    refuse_personal(stored.said, stored.reason)
    refuse_few_children(stored.said, stored.reason)
    stored.complete = stored.uptake in Uptake.values and bool(stored.reason.strip())
    stored.save(update_fields=[*stored_fields(stored), "complete"])
    record(
        name="comments.answered",
        subject=assessment.subject,
        actor=actor,
        data={
            "notice": stored.notice.number,
            "group": stored.number,
            "fields": sorted(changes),
            "uptake": stored.uptake,
        },
    )
    return stored


def _locked(notice: PublicNotice) -> PublicNotice:
    """The file first, as everywhere: the machine locks it before it closes the notice."""
    Assessment.objects.select_for_update(of=("self",)).get(pk=notice.assessment_id)
    rows = PublicNotice.objects.select_related("assessment__drafting_unit__parent__parent")
    return rows.select_for_update(of=("self",)).get(pk=notice.pk)


def _moderating(notice: PublicNotice, actor: User) -> Assessment:
    """Comments on earlier notices of the case are sorted while a later one lies open."""
    assessment = _locked(notice).assessment
    if not actor.has_perm("assessments.open_words_assessment", assessment):
        raise PermissionDenied("moderate_comments")
    if not assessment.public_notices.filter(closed_at=None).exists():
        raise Refused(_("The public notice is closed; comments and answers stand as they are."))
    return assessment


def _waiting(comments: Sequence[Comment], actor: User) -> tuple[Assessment, PublicNotice, list[Comment]]:
    """All of them, locked; of one notice, and none sorted meanwhile."""
    if not comments:
        raise Refused(_("Please tick the comments first."))
    assessment = _moderating(comments[0].notice, actor)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("notice").order_by("pk")
    found = list(rows.filter(pk__in=[each.pk for each in comments], notice__assessment=assessment))
    if len({each.notice_id for each in found}) != 1:
        raise Refused(_("Please take comments of one notice at a time."))
    if any(each.state != Moderation.WAITING for each in found):
        raise Refused(_("A colleague has sorted one of these comments meanwhile."))
    return assessment, found[0].notice, found


def _gone() -> Refused:
    return Refused(_("A colleague has taken the last comment out of this group; it is gone."))


def _new_group(notice: PublicNotice, said: str, actor: User) -> CommentGroup:
    last = notice.groups.aggregate(last=Max("number"))["last"] or 0
    return CommentGroup.objects.create(
        notice=notice, number=last + 1, said=said, updated_by=actor, updated_at=timezone.now()
    )


def _settle(comment: Comment, actor: User) -> None:
    comment.moderated_by, comment.moderated_at = actor, timezone.now()
    comment.save(update_fields=["state", "group", "note", "moderated_by", "moderated_at"])


def _tell(
    assessment: Assessment, name: str, comments: Sequence[Comment], actor: User, **more: object
) -> None:
    keys = [comment.pk for comment in comments]
    data: dict[str, object] = {"notice": comments[0].notice.number, "comments": keys, **more}
    record(name=name, subject=assessment.subject, actor=actor, data=data)


def _where(notice: PublicNotice) -> str:
    with override("zh-hans"):
        return _("Comment on the public notice %(number)s") % {"number": notice.number}
