"""The office's page of comments on a case's notices."""

from dataclasses import dataclass

from accounts.models import User
from assessments.models import Assessment
from ledger.queries import database_today
from participation.enums import Moderation
from participation.models import Comment, CommentGroup
from participation.queries.consultations import Consultation

WAITING_SHOWN = 100


@dataclass(frozen=True)
class Said:
    """One comment; `is_covered` where its words are not shown."""

    comment: Comment
    is_covered: bool


@dataclass(frozen=True)
class GroupCard:
    group: CommentGroup
    members: list[Said]


@dataclass(frozen=True)
class NoticeComments:
    """One notice with what was said of it. `waiting` are the first that wait, of `total_waiting`."""

    consultation: Consultation
    groups: list[GroupCard]
    waiting: list[Said]
    total_waiting: int
    set_aside: list[Said]


@dataclass(frozen=True)
class CommentPage:
    """`covered`: how many comments by people under 18 are not opened to this reader; `last` is the key of the newest
    comment. `sorts`: whether anything may be changed."""

    notices: list[NoticeComments]
    total: int
    covered: int
    last: int
    sorts: bool


def comment_page(assessment: Assessment, user: User, opened: int) -> CommentPage:
    """In constant queries. Comments by people under 18 after `opened` come without their words."""
    rows = Comment.objects.filter(notice__assessment=assessment).order_by("pk")
    found = [Said(each, each.is_child and each.pk > opened) for each in rows.select_related("notice")]
    today, notices = database_today(), []
    for notice in assessment.public_notices.order_by("-number").prefetch_related("groups"):
        mine = [each for each in found if each.comment.notice_id == notice.pk]
        waiting = [each for each in mine if each.comment.state == Moderation.WAITING]
        cards = [
            GroupCard(group, [each for each in mine if each.comment.group_id == group.pk])
            for group in notice.groups.all()
        ]
        aside = [each for each in mine if each.comment.state == Moderation.SET_ASIDE]
        shown = waiting[:WAITING_SHOWN]
        notices.append(NoticeComments(Consultation(notice, today), cards, shown, len(waiting), aside))
    return CommentPage(
        notices=notices,
        total=len(found),
        covered=sum(each.is_covered for each in found),
        last=max((each.comment.pk for each in found), default=0),
        sorts=any(each.consultation.notice.closed_at is None for each in notices)
        and user.has_perm("assessments.open_words_assessment", assessment),
    )
