"""The inbox, and how much of it is unread."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.localised import english_is_active
from accounts.models import User
from notices.models import Notice

PAGE = 30


@dataclass(frozen=True)
class Line:
    """One thing of a digest, in the reader's language."""

    text: str
    url: str
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class Letter:
    """A notice with its lines."""

    notice: Notice
    lines: list[Line]


@dataclass(frozen=True)
class Inbox:
    """Unread ones first. `before` is where this page of read ones begins, `older` where the next one does, if any."""

    unread: list[Letter]
    read: list[Letter]
    older: int | None
    before: int | None


def inbox(user: User, before: int | None = None) -> Inbox:
    """In two queries, however many notices there are."""
    mine = Notice.objects.visible_to(user)
    unread = [] if before else list(mine.unread()[:PAGE])
    read = mine.exclude(read_at=None)
    if before:
        read = read.filter(pk__lt=before)
    found = list(read[: PAGE + 1])
    page = found[:PAGE]
    older = page[-1].pk if len(found) > PAGE else None
    return Inbox([_letter(each) for each in unread], [_letter(each) for each in page], older, before)


def unread_count(user: User) -> int:
    return Notice.objects.visible_to(user).unread().count()


def _letter(notice: Notice) -> Letter:
    """Late is what was late on the day it was told."""
    told = timezone.localdate(notice.created_at)
    lines = []
    for line in notice.lines:
        text = line.get("text_en") or line["text"] if english_is_active() else line["text"]
        due = date.fromisoformat(line["due"]) if line.get("due") else None
        lines.append(Line(text, line["url"], due, due is not None and due < told))
    return Letter(notice, lines)
