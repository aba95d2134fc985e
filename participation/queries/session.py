"""One session on its page, and its words where somebody may open them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from assessments.models import Assessment
from participation.ages import ANY
from participation.attendance import lacks_guardian
from participation.method_cards import MethodCard, cards_for
from participation.models import Collection, Remark, Session, Sheet, Theme, ThemeLock
from participation.operations.sessions import CONSENTS
from participation.queries.collecting import Faces, collection_of, faces_of
from participation.queries.part import (
    SessionCard,
    consent_name,
    rights,
    session_card,
    session_rows,
    youngest_and_oldest,
)


@dataclass(frozen=True)
class SessionPage:
    """`lacks_guardian`: a child under 14 may have been there, and no guardian's consent is recorded. `fixed`: the
    committee has read of it. `collection`: its link for a telephone, and `faces` what was answered under it."""

    card: SessionCard
    may_hear: bool
    may_open: bool
    themes: list[Theme]
    locked_at: datetime | None
    lacks_guardian: bool
    collection: Collection | None
    faces: Faces | None

    @property
    def session(self) -> Session:
        return self.card.session

    @property
    def fixed(self) -> bool:
        return self.locked_at is not None and self.session.created_at < self.locked_at

    @property
    def takes_words(self) -> bool:
        return takes_words(self.session)

    @property
    def has_words(self) -> bool:
        """Whether there is anything to open: remarks, or what may have come from the telephone."""
        return bool(self.card.words) or self.collection is not None

    @property
    def consents(self) -> list[tuple[str, bool]]:
        return [(consent_name(name), getattr(self.session, name)) for name in CONSENTS]


def session_page(user: User, assessment: Assessment, number: int) -> SessionPage | None:
    """None where there is no such session."""
    session = (
        session_rows(assessment).select_related("created_by", "updated_by").filter(number=number).first()
    )
    if session is None:
        return None
    may_hear, may_open = rights(user, assessment)
    lock = ThemeLock.objects.filter(assessment=assessment).first()
    collection = collection_of(session)
    return SessionPage(
        card=session_card(session),
        may_hear=may_hear,
        may_open=may_open,
        themes=list(assessment.themes.all()),
        locked_at=lock.locked_at if lock else None,
        lacks_guardian=lacks_guardian(session),
        collection=collection,
        faces=faces_of(collection),
    )


def takes_words(session: Session) -> bool:
    """Whether everybody has agreed to words being kept."""
    return session.child_assent and session.may_use and not lacks_guardian(session)


def suited_cards(session: Session) -> list[tuple[MethodCard, bool]]:
    """All cards, and of each whether it is for children who were there; all of them where nobody is counted yet."""
    first, last = youngest_and_oldest(session) if session.pk else (ANY.first, ANY.last)
    return cards_for(first, last)


def words_of(session: Session) -> "QuerySet[Remark]":
    """What can still be read; whoever calls this has opened them with a reason."""
    return session.remarks.live().filter(erased_at=None).select_related("theme", "sheet").order_by("number")


def quotes_of(session: Session) -> "QuerySet[Remark]":
    """What is still public of words that are erased."""
    return session.remarks.live().exclude(erased_at=None).exclude(quote="").order_by("quote")


def gone_words(session: Session) -> int:
    """How many were taken back."""
    return session.remarks.exclude(taken_back_at=None).count()


def sheets_of(session: Session) -> "QuerySet[Sheet]":
    """What can still be taken back: of those whose time is over nobody knows whose they were."""
    return session.sheets.filter(taken_back_at=None, erased_at=None).order_by("pk")
