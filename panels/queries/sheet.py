"""An expert's own sheet. No other seat is read."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from assessments.models import Assessment, Citation
from assessments.queries import Card, card_maker, citations
from indicators.models import Aspect
from panels.judging import Line, Tally, is_complete, tally
from panels.models import Score, Seat


@dataclass(frozen=True)
class ScoreCard:
    """One indicator on an expert's sheet: what the department wrote and what this expert has written."""

    answer: Card
    score: Score

    @property
    def code(self) -> str:
        return self.answer.code

    @property
    def is_scored(self) -> bool:
        return self.answer.is_scored

    @property
    def line(self) -> Line:
        indicator = self.answer.indicator
        return Line(indicator.aspect.code, indicator.code, self.answer.answer.rating, self.score.content())


@dataclass(frozen=True)
class ScoreSection:
    """One aspect; answers in words are there to be read and do not count."""

    aspect: Aspect
    cards: list[ScoreCard]
    complete: int
    total: int


@dataclass(frozen=True)
class ScoreSheet:
    assessment: Assessment
    seat: Seat
    cards: list[ScoreCard]

    @cached_property
    def tally(self) -> Tally:
        return tally(
            self.assessment.indicator_set.scale, (card.line for card in self.cards if card.is_scored)
        )

    @cached_property
    def sections(self) -> list[ScoreSection]:
        cards: dict[Aspect, list[ScoreCard]] = defaultdict(list)
        for card in self.cards:
            cards[card.answer.indicator.aspect].append(card)
        return [
            ScoreSection(aspect, of_aspect, *self.tally.of_aspect(aspect.code))
            for aspect, of_aspect in cards.items()
        ]

    def section(self, code: str) -> ScoreSection | None:
        return next((each for each in self.sections if each.aspect.code == code), None)

    @property
    def next_open(self) -> str:
        """The code of the aspect with the first indicator that has something to do, or of the first of all."""
        line = self.tally.next_open()
        return line.aspect if line else self.sections[0].aspect.code


def score_sheet(assessment: Assessment, seat: Seat) -> ScoreSheet:
    """One expert's own sheet beside the department's answers, in three queries."""
    own = {score.indicator_id: score for score in seat.scores.all()}
    evidence: dict[int, list[Citation]] = defaultdict(list)
    for each in citations(assessment):
        evidence[each.indicator_id].append(each)
    make = card_maker(assessment)
    cards = []
    for answer in assessment.answers.select_related("indicator__aspect"):
        score = own.get(answer.indicator_id) or Score(seat=seat)
        score.indicator = answer.indicator
        score.complete = is_complete(assessment.indicator_set.scale, answer.rating, score.content())
        cards.append(ScoreCard(make(answer, evidence[answer.indicator_id]), score))
    return ScoreSheet(assessment, seat, cards)
