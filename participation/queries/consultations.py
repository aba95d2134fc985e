"""What the public reads of draft conclusions that lie open, and of those that did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.localised import english_is_active
from assessments.enums import Uptake
from ledger.queries import database_today
from participation.enums import Ending
from participation.models import Comment, CommentGroup, PublicNotice

CLOSED_SHOWN = 50


def said(words: dict[str, str]) -> str:
    """In the reader's language; in the other one where that is all there is."""
    first, second = ("en", "zh") if english_is_active() else ("zh", "en")
    return words.get(first) or words.get(second, "")


@dataclass(frozen=True)
class Consultation:
    """One notice as a visitor reads it on a day."""

    notice: PublicNotice
    today: date

    @property
    def code(self) -> str:
        return str(self.notice.content["code"])

    @property
    def is_open(self) -> bool:
        return self.notice.closed_at is None and self.today <= self.notice.closes_on

    @property
    def is_waiting(self) -> bool:
        """Its time is over, and the office has not closed it yet."""
        return self.notice.closed_at is None and not self.is_open

    @property
    def is_withdrawn(self) -> bool:
        return self.notice.ending == Ending.WITHDRAWN

    @property
    def is_answered(self) -> bool:
        return self.notice.ending == Ending.DONE

    @property
    def left(self) -> str:
        """How long it still lies open, in words."""
        days = (self.notice.closes_on - self.today).days
        if days == 0:
            return _("Last day today")
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}

    @cached_property
    def draft(self) -> dict[str, Any]:
        """The content with every pair of texts in the reader's language."""
        return _localised(self.notice.content)

    @property
    def breaks(self) -> list[tuple[date, date]]:
        found = self.notice.content["breaks"]
        return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in found]

    @property
    def conditions(self) -> list[dict[str, object]]:
        return [each | {"due": date.fromisoformat(each["due"])} for each in self.draft["conditions"]]

    @property
    def themes(self) -> list[dict[str, str]]:
        return [each | {"uptake": Uptake(each["uptake"]).label} for each in self.draft["themes"]]

    @property
    def groups(self) -> list[CommentGroup]:
        """Answered ones, once the office has closed the notice."""
        return [each for each in self.notice.groups.all() if each.complete] if self.is_answered else []


def _localised(value: Any) -> Any:
    if isinstance(value, dict):
        if value and value.keys() <= {"zh", "en"}:
            return said(value)
        if {"zh", "en"} & value.keys():
            return said({key: value[key] for key in ("zh", "en") if key in value})
        return {key: _localised(each) for key, each in value.items()}
    return [_localised(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Consultations:
    open: list[Consultation]
    closed: list[Consultation]


def consultations() -> Consultations:
    """Open ones by their last day; then the others, the latest first. In three queries."""
    today = database_today()
    notices = _notices()
    lying_open = notices.filter(closed_at=None, closes_on__gte=today).order_by("closes_on", "pk")
    over = notices.exclude(closed_at=None, closes_on__gte=today).exclude(ending=Ending.WITHDRAWN)
    return Consultations(
        open=_read(lying_open, today),
        closed=_read(over.order_by("-closes_on", "-pk")[:CLOSED_SHOWN], today),
    )


def consultation(code: str) -> list[Consultation]:
    """All notices of a case, the last one first; none is a case that never lay open."""
    notices = _notices().filter(assessment__code=code).order_by("-number")
    return _read(notices, database_today())


def comment_by(receipt: str) -> Comment | None:
    """What somebody has written, for whoever holds its number."""
    rows = Comment.objects.select_related("notice", "group")
    return rows.filter(receipt=receipt).first()


def _notices() -> "QuerySet[PublicNotice]":
    groups = CommentGroup.objects.order_by("number")
    return PublicNotice.objects.prefetch_related(Prefetch("groups", queryset=groups))


def _read(notices: Iterable[PublicNotice], today: date) -> list[Consultation]:
    return [Consultation(notice, today) for notice in notices]
