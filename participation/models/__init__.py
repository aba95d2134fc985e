"""When and how children were heard, what they said, what became of it, and what the public says of a conclusion."""

from participation.models.absence import Absence
from participation.models.collecting import Collection, Sheet
from participation.models.concern import Concern
from participation.models.notice import Comment, CommentGroup, PublicNotice
from participation.models.remarks import Remark, Theme, ThemeLock
from participation.models.session import Attendance, Session

__all__ = [
    "Absence",
    "Attendance",
    "Collection",
    "Comment",
    "CommentGroup",
    "Concern",
    "PublicNotice",
    "Remark",
    "Session",
    "Sheet",
    "Theme",
    "ThemeLock",
]
