"""What answers, findings and the screening have in common: content with a version that two people may write at once."""

from typing import Any, ClassVar, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Conflict


class Written(Protocol):
    CONTENT: ClassVar[tuple[str, ...]]
    version: Any
    updated_by: Any
    updated_at: Any

    def content(self) -> dict[str, object]: ...


def rewrite(row: Written, content: dict[str, object], *, version: int, actor: User) -> dict[str, object]:
    """Put content into the row, not saved yet; what `content` leaves out stays as it is.

    Returns old and new of each field that changed: nothing where the same was sent again. Conflict when `version` is
    not the stored one.
    """
    before = row.content()
    differing = [name for name in row.CONTENT if content.get(name, before[name]) != before[name]]
    if not differing:
        return {}
    if version != row.version:
        raise Conflict(
            _("Someone else changed this answer while you were writing."),
            theirs={name: before[name] for name in differing},
            mine={name: content[name] for name in differing},
            version=row.version,
        )
    for name in differing:
        setattr(row, name, content[name])
    row.version += 1
    row.updated_by, row.updated_at = actor, timezone.now()
    return {name: {"old": before[name], "new": content[name]} for name in differing}


def stored_fields(row: Written) -> list[str]:
    """What `rewrite` may have changed."""
    return [*row.CONTENT, "version", "updated_by", "updated_at"]
