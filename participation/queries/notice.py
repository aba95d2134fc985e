"""What has been said of a draft conclusion: why a notice cannot be closed yet, and what became of it."""

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment
from ledger.queries import database_today
from participation.enums import Moderation
from participation.models import Comment, CommentGroup
from privacy.otherwise import FEWEST


def notice_lacks(assessment: Assessment) -> list[str]:
    """Why the case cannot leave the notice yet, in sentences. Comments on an earlier notice of the case count as well:
    nobody who wrote goes without an answer."""
    notice = assessment.public_notices.filter(closed_at=None).first()
    said = []
    if notice is None or database_today() <= notice.closes_on:
        until = date_format(notice.closes_on) if notice else "–"
        said.append(_("The draft conclusion lies open for comment until %(day)s.") % {"day": until})
    if count := waiting_comments(assessment):
        words = ngettext("%(count)s comment waits to be read.", "%(count)s comments wait to be read.", count)
        said.append(words % {"count": count})
    groups = CommentGroup.objects.filter(notice__assessment=assessment, complete=False)
    if numbers := list(groups.order_by("notice__number", "number").values_list("number", flat=True)):
        said.append(
            _("Groups of comments still without an answer: %(numbers)s.")
            % {"numbers": _(", ").join(str(number) for number in numbers)}
        )
    return said


def waiting_comments(assessment: Assessment) -> int:
    return Comment.objects.filter(notice__assessment=assessment, state=Moderation.WAITING).count()


def notice_outcome(assessment: Assessment) -> dict[str, object] | None:
    """What is published of a case's notices: how long each lay open, how much was said, and each group with its
    answer; never a comment itself. None where nothing lay open. `under_18` is told from five on, and only where as many
    others have written as well: otherwise it is None."""
    notices = list(
        assessment.public_notices.order_by("number").annotate(
            total=Count("comments"),
            young=Count("comments", filter=Q(comments__is_child=True)),
            aside=Count("comments", filter=Q(comments__state=Moderation.SET_ASIDE)),
        )
    )
    if not notices:
        return None
    groups = CommentGroup.objects.filter(notice__in=notices, complete=True).annotate(size=Count("comments"))
    by_notice: dict[int, list[dict[str, object]]] = {notice.pk: [] for notice in notices}
    for group in groups.order_by("number"):
        by_notice[group.notice_id].append(
            {"said": group.said, "uptake": group.uptake, "reason": group.reason, "comments": group.size}
        )
    return {
        "notices": [
            {
                "opened": notice.opened_on.isoformat(),
                "closed": notice.closes_on.isoformat(),
                "ending": notice.ending,
                "comments": notice.total,
                "under_18": _told(notice.young, notice.total),
                "set_aside": notice.aside,
                "groups": by_notice[notice.pk],
            }
            for notice in notices
        ]
    }


def _told(young: int, total: int) -> int | None:
    return young if young >= FEWEST and total - young >= FEWEST else None
