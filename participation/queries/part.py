"""Children's part of a case on its page: what stands at each link, how many were heard, what they said and what became
of it. In numbers and themes; nobody's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.text import capfirst

from accounts.models import User
from assessments.enums import Link
from assessments.models import Assessment
from indicators.profile import Profile
from participation.ages import age_group, span_of
from participation.attendance import Heads, age_rows, group_columns, heads
from participation.closing import closed
from participation.enums import Quality, Verdict
from participation.gates import Gate, gates_of, lacking
from participation.models import Session, Theme, ThemeLock
from participation.operations.doors import HEAR, OPEN_WORDS

LIVE = Q(remarks__taken_back_at=None, remarks__erased_at=None)


@dataclass(frozen=True)
class Answered:
    """One question of the quality card. `verdict` is empty where nobody has answered it."""

    question: Quality
    verdict: Verdict | None
    note: str


@dataclass(frozen=True)
class SessionCard:
    """`words`: how many remarks are there to be read; `unsorted` of them under no theme."""

    session: Session
    link: str
    heads: Heads
    ages: list[tuple[str, int]]
    groups: list[tuple[str, int]]
    words: int
    unsorted: int
    quality: list[Answered]

    @property
    def by_groups(self) -> bool:
        """Whether anybody is counted in a group."""
        return bool(self.heads.groups.keys() - {""})

    @property
    def told(self) -> bool:
        return bool(self.session.told_back)

    @property
    def lacking(self) -> list[str]:
        """Why the session opens no gate yet, in words."""
        return [str(lack.label) for lack in lacking(self.session, self.heads.all)]


@dataclass(frozen=True)
class LinkPart:
    """One link of the edition, or one at which children were heard though no edition asks for it: without a gate."""

    link: Link
    name: str
    during: str
    gate: Gate | None
    sessions: list[SessionCard]


@dataclass(frozen=True)
class ThemeCard:
    """`words`: how many remarks were sorted under it."""

    theme: Theme
    words: int

    @property
    def code(self) -> str:
        return f"theme-{self.theme.number}"

    @property
    def removable(self) -> bool:
        return not (self.theme.remarks_ever or self.theme.uptake or self.theme.reason)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class ChildrenPart:
    """`locked_at`: since when the committee has the themes; `closed`: why nothing is written any more, or nothing."""

    assessment: Assessment
    links: list[LinkPart]
    themes: list[ThemeCard]
    heads: Heads
    locked_at: datetime | None
    closed: str
    may_hear: bool
    may_open: bool

    @property
    def sessions(self) -> list[SessionCard]:
        return [card for part in self.links for card in part.sessions]

    @property
    def may_answer(self) -> bool:
        return self.may_hear and self.locked_at is None and not self.closed

    @property
    def unanswered(self) -> list[int]:
        return [card.theme.number for card in self.themes if not card.theme.complete]


def children_part(user: User, assessment: Assessment) -> ChildrenPart:
    """In a constant number of queries, however many sessions and themes."""
    gates = gates_of(assessment)
    cards = [session_card(each) for each in session_rows(assessment)]
    lock = ThemeLock.objects.filter(assessment=assessment).first()
    may_hear, may_open = rights(user, assessment)
    return ChildrenPart(
        assessment=assessment,
        links=_links(assessment, gates, cards),
        themes=theme_cards(assessment),
        heads=heads(row for card in cards for row in card.session.attendance.all()),
        locked_at=lock.locked_at if lock else None,
        closed=closed(assessment),
        may_hear=may_hear,
        may_open=may_open,
    )


def rights(user: User, assessment: Assessment) -> tuple[bool, bool]:
    """Whether the person hears children for this file, and whether the person may open their words."""
    rows = Assessment.objects.filter(pk=assessment.pk)
    asked = {name: rows.holding(user, name, file=assessment.pk) for name in (HEAR, OPEN_WORDS)}
    held = rows.annotate(**{f"may_{name}": right for name, right in asked.items()}).values_list(
        f"may_{HEAR}", f"may_{OPEN_WORDS}"
    )
    hears, opens = held.get()
    return bool(hears), bool(opens)


def session_rows(assessment: Assessment) -> "QuerySet[Session]":
    """With who was there and how many words there are."""
    rows = assessment.hearing_sessions.prefetch_related("attendance").annotate(
        words=Count("remarks", filter=LIVE, distinct=True),
        unsorted=Count("remarks", filter=LIVE & Q(remarks__theme=None), distinct=True),
    )
    return rows.order_by("held_on", "number")


def session_card(session: Session) -> SessionCard:
    """Of one of `session_rows`, its assessment at hand."""
    file, counted = session.assessment.indicator_set.file, heads(session.attendance.all())
    return SessionCard(
        session=session,
        link=link_name(session.assessment, Link(session.link)),
        heads=counted,
        ages=_named(age_rows(file), counted.ages),
        groups=_named(group_columns(file), counted.groups),
        words=session.words,  # type: ignore[attr-defined]  # counted with the row
        unsorted=session.unsorted,  # type: ignore[attr-defined]
        quality=[_answered(session, each) for each in Quality],
    )


def theme_cards(assessment: Assessment) -> list[ThemeCard]:
    themes = assessment.themes.select_related("updated_by").annotate(
        words=Count("remarks", filter=LIVE), remarks_ever=Count("remarks")
    )
    return [ThemeCard(each, each.words) for each in themes]


def unanswered_themes(assessment: Assessment) -> list[int]:
    """Numbers of what children said to which the department has not said what it does and why."""
    return list(Theme.objects.filter(assessment=assessment, complete=False).values_list("number", flat=True))


def link_name(assessment: Assessment, link: Link) -> str:
    """As the edition says it, or else in everybody's words."""
    named: dict[str, str] = {each.link: str(each.name) for each in assessment.profile.participation}
    return named.get(link.value) or str(link.label)


def consent_name(name: str) -> str:
    return capfirst(str(Session._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def youngest_and_oldest(session: Session) -> tuple[int, int]:
    """Ages that may have been there, for the method cards."""
    file = session.assessment.indicator_set.file
    spans = [span_of(age_group(file, row.age)) for row in session.attendance.all()] or [span_of(None)]
    return min(span.first for span in spans), max(span.last for span in spans)


def _links(assessment: Assessment, gates: list[Gate], cards: list[SessionCard]) -> list[LinkPart]:
    """Those of the edition in its order, then others at which children were heard; all four where it names none."""
    profile, of_link = assessment.profile, {gate.link: gate for gate in gates}
    heard = {Link(card.session.link) for card in cards}
    shown = [*of_link, *(link for link in Link if link not in of_link and (link in heard or not of_link))]
    return [
        LinkPart(
            link=link,
            name=link_name(assessment, link),
            during=_during(profile, of_link.get(link)),
            gate=of_link.get(link),
            sessions=[card for card in cards if card.session.link == link],
        )
        for link in shown
    ]


def _during(profile: Profile, gate: Gate | None) -> str:
    if gate is None or not profile.has(gate.stage):
        return ""
    return str(profile.stage(gate.stage).name)


def _named(names: Iterable[tuple[str, object]], counted: dict[str, int]) -> list[tuple[str, int]]:
    """In the edition's order, and codes it no longer has at the end."""
    known = {code: str(name) for code, name in names}
    found = [(name, counted[code]) for code, name in known.items() if code in counted]
    return [*found, *((code, number) for code, number in counted.items() if code not in known)]


def _answered(session: Session, question: Quality) -> Answered:
    said = session.quality.get(question.value, {})
    verdict = said.get("verdict", "")
    return Answered(question, Verdict(verdict) if verdict else None, str(said.get("note", "")))
