"""What a head reads before signing: warnings, every rating at a glance, what it amounts to."""

from dataclasses import dataclass

from accounts.models import User
from assessments.figures import own_figures
from assessments.models import Assessment
from assessments.queries import Card, Questionnaire, questionnaire
from assessments.trap_rows import traps_of
from assessments.traps import Trap
from indicators.resolver.resolution import Resolution
from workflows.enums import Action, Stage
from workflows.queries.case import Move, moves_for


@dataclass(frozen=True)
class Warned:
    """A warning with the name of what it is about; `href` leads to it, nothing where it is the file as a whole."""

    trap: Trap
    name: str
    aspect: str


@dataclass(frozen=True)
class SigningPage:
    board: Questionnaire
    results: Resolution | None
    warnings: list[Warned]
    unfinished: list[str]
    moves: list[Move]

    @property
    def count(self) -> int:
        return len(self.warnings) + bool(self.unfinished)


def signing_page(assessment: Assessment, user: User) -> SigningPage:
    """The moves are there only while the file waits for the signature."""
    board, case = questionnaire(assessment), assessment.case
    cards = {card.code: card for section in board.sections for card in section.cards}
    assessed = not case.screened_out
    here = case.state == Stage.SIGN_OFF
    return SigningPage(
        board=board,
        results=own_figures(board) if assessed else None,
        warnings=[_named(trap, cards, board) for trap in traps_of(board)] if assessed else [],
        unfinished=[card.code for card in cards.values() if card.lacks] if assessed else [],
        moves=[move for move in moves_for(case, user) if move.action in (Action.SIGN, Action.HAND_BACK)]
        if here
        else [],
    )


def _named(trap: Trap, cards: dict[str, Card], board: Questionnaire) -> Warned:
    if card := cards.get(trap.code):
        section = next(each for each in board.sections if card in each.cards)
        return Warned(trap, str(card.indicator.local.name), section.aspect.code)
    group = board.group(trap.code)
    return Warned(trap, str(group.group.name) if group else "", "")
