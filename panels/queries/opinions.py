"""The panel's numbered opinions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guardian.core import ObjectPermissionChecker

from accounts.models import User
from assessments.models import Assessment
from panels.models import Opinion, Panel


@dataclass(frozen=True)
class OpinionCard:
    """One opinion as the page shows it; `code` is its anchor. Neither tells more of it than its number."""

    opinion: Opinion

    @property
    def code(self) -> str:
        return f"opinion-{self.opinion.number}"

    @property
    def state(self) -> str:
        begun = self.opinion.uptake or self.opinion.reason or self.opinion.clause
        return "complete" if self.opinion.complete else "begun" if begun else "empty"


@dataclass(frozen=True)
class OpinionPage:
    """`may_reply`, `may_add`: what this reader can do now."""

    assessment: Assessment
    panel: Panel | None
    cards: list[OpinionCard]
    may_reply: bool
    may_add: bool

    @property
    def total(self) -> int:
        return len(self.cards)

    @property
    def answered(self) -> int:
        return sum(card.opinion.complete for card in self.cards)

    @property
    def cells(self) -> list[str]:
        return [card.state for card in self.cards]

    @property
    def unanswered(self) -> list[int]:
        return [card.opinion.number for card in self.cards if not card.opinion.complete]

    @property
    def opinions(self) -> list[Opinion]:
        return [card.opinion for card in self.cards]

    @property
    def first_open(self) -> OpinionCard | None:
        return next((card for card in self.cards if not card.opinion.complete), None)

    def card(self, number: int) -> OpinionCard | None:
        return next((card for card in self.cards if card.opinion.number == number), None)

    def with_saved(self, saved: OpinionCard) -> "OpinionPage":
        return replace(self, cards=[saved if card.code == saved.code else card for card in self.cards])


def opinion_page(assessment: Assessment, panel: Panel | None, reader: User) -> OpinionPage:
    """Empty until there is a panel."""
    if panel is None:
        return OpinionPage(assessment, None, [], may_reply=False, may_add=False)
    panel.assessment = assessment
    allowed = ObjectPermissionChecker(reader)  # asks the database once
    return OpinionPage(
        assessment=assessment,
        panel=panel,
        cards=[OpinionCard(each) for each in _shown(panel, reader, allowed)],
        may_reply=panel.takes_replies and allowed.has_perm("reply_panel", panel),
        may_add=panel.takes_opinions and allowed.has_perm("moderate_panel", panel),
    )


def opinions_for(panel: Panel, reader: User) -> Sequence[Opinion]:
    """In the order of their numbers. The office sees what it has added before the others do."""
    return _shown(panel, reader, ObjectPermissionChecker(reader))


def _shown(panel: Panel, reader: User, allowed: ObjectPermissionChecker) -> Sequence[Opinion]:
    shown = Opinion.objects.filter(panel=panel)
    if not allowed.has_perm("moderate_panel", panel):
        shown = shown.visible_to(reader)
    opinions = list(shown.select_related("indicator", "updated_by"))
    for each in opinions:
        each.panel = panel
    return opinions


def has_opinions(panel: Panel) -> bool:
    """Whether anything asks for a reply."""
    return panel.opinions.exists()


def unanswered_opinions(panel: Panel | None) -> list[int]:
    """The numbers of those without a complete reply."""
    return list(panel.opinions.filter(complete=False).values_list("number", flat=True)) if panel else []
