"""An expert's own sheet. No other seat is read."""

from dataclasses import dataclass

from assessments.models import Assessment
from assessments.queries import Card, questionnaire
from indicators.models import Aspect
from panels.models import Score, Seat


@dataclass(frozen=True)
class ScoreCard:
    """One indicator on an expert's sheet: what the department wrote and what this expert has written."""

    answer: Card
    score: Score

    @property
    def is_scored(self) -> bool:
        return self.answer.is_scored


@dataclass(frozen=True)
class ScoreSection:
    """One aspect; answers in words are there to be read and do not count."""

    aspect: Aspect
    cards: list[ScoreCard]

    @property
    def total(self) -> int:
        return sum(card.is_scored for card in self.cards)

    @property
    def complete(self) -> int:
        return sum(card.is_scored and card.score.complete for card in self.cards)

    @property
    def finished(self) -> bool:
        return self.complete == self.total

    @property
    def first_open(self) -> ScoreCard:
        """The first card with something to do, or the first of all."""
        unscored = (card for card in self.cards if card.is_scored and not card.score.complete)
        return next(unscored, self.cards[0])


@dataclass(frozen=True)
class ScoreSheet:
    seat: Seat
    sections: list[ScoreSection]

    @property
    def total(self) -> int:
        return sum(section.total for section in self.sections)

    @property
    def complete(self) -> int:
        return sum(section.complete for section in self.sections)

    @property
    def finished(self) -> bool:
        return self.complete == self.total

    def section(self, code: str) -> ScoreSection | None:
        return next((each for each in self.sections if each.aspect.code == code), None)

    def card(self, code: str) -> ScoreCard | None:
        cards = (card for section in self.sections for card in section.cards)
        return next((each for each in cards if each.score.indicator.code == code), None)

    @property
    def next_open(self) -> ScoreSection:
        return next((each for each in self.sections if not each.finished), self.sections[0])


def score_sheet(assessment: Assessment, seat: Seat) -> ScoreSheet:
    """One expert's own sheet, beside the department's answers; no other seat is read."""
    own = {score.indicator_id: score for score in seat.scores.all()}
    sections = []
    for section in questionnaire(assessment).sections:
        cards = []
        for card in section.cards:
            score = own.get(card.indicator.pk) or Score(seat=seat)
            score.indicator = card.indicator
            cards.append(ScoreCard(card, score))
        sections.append(ScoreSection(section.aspect, cards))
    return ScoreSheet(seat, sections)
