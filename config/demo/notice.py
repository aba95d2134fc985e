"""What the public says of a demonstration's draft conclusion, and how far the office has answered."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from participation.operations.comments import answer_group, group_comments, receive_comment
from workflows.enums import Stage
from workflows.models import Case


def write(case: Case, script: dict[str, Any], office: User) -> None:
    """All comments; those that the file gives an answer are grouped and answered, the others wait."""
    notice = case.assessment.public_notices.latest("number")
    for told in script.get("comments", []):
        young = told.get("under_18", False)
        received = [receive_comment(notice=notice, text=text, is_child=young) for text in told["texts"]]
        if "reason" in told:
            comments = [comment for comment in received if comment is not None]
            group = group_comments(comments=comments, said=told["said"], actor=office)
            content = {"uptake": told["uptake"], "reason": told["reason"]}
            answer_group(group=group, version=group.version, content=content, actor=office)


def run_out(case: Case) -> None:
    """The time for comments is over since yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    case.assessment.public_notices.filter(closed_at=None).update(closes_on=yesterday)


def date_notices(case: Case) -> None:
    """Each notice lay open while its stay in the stage lasted, and was written to on its first day."""
    stays = case.clocks.filter(stage=Stage.PUBLIC_NOTICE).order_by("pk")
    for notice, stay in zip(case.assessment.public_notices.order_by("number"), stays, strict=True):
        notice.opened_on = timezone.localdate(stay.entered_at)
        notice.closes_on = timezone.localdate(stay.due_at) if stay.due_at else notice.closes_on
        if notice.closed_at is not None:
            notice.closed_at = stay.left_at
            notice.comments.update(received_on=notice.opened_on)
        notice.save(update_fields=["opened_on", "closes_on", "closed_at"])
