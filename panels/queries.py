"""What a panel's pages, guards and reports read. Everything about others' scores is empty until they are opened."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.enums import Role
from accounts.models import User
from assessments.figures import figures
from assessments.models import Assessment
from assessments.queries import Card, questionnaire
from indicators.models import Aspect
from indicators.resolver.proposal import Proposal
from indicators.resolver.resolution import Resolution
from panels.models import Panel, Score, Seat
from panels.operations import conflicts_of_interest


def seats_missing(panel: Panel | None) -> int:
    """How many experts the panel still needs."""
    return max(0, panel.smallest - panel.seats.count()) if panel else 0


def unsealed_count(panel: Panel | None) -> int:
    return panel.seats.filter(sealed_at=None).count() if panel else 0


@dataclass(frozen=True)
class Candidate:
    """Somebody in the city's expert pool; `conflict` says why this person may not be seated, or nothing."""

    expert: User
    seated: bool
    conflict: str


def candidates(panel: Panel) -> list[Candidate]:
    seated = set(panel.seats.values_list("expert_id", flat=True))
    pool = User.objects.holding(Role.EXPERT, panel.assessment.drafting_unit.city).order_by("pk")
    conflicts = conflicts_of_interest(panel.assessment, pool)
    return [Candidate(each, each.pk in seated, conflicts.get(each.pk, "")) for each in pool]


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


def results(assessment: Assessment, panel: Panel | None) -> Resolution:
    """From the opened scores of a panel, or from the self-assessment alone when there is no panel or it is sealed."""
    ratings: dict[str, tuple[str, ...]] = defaultdict(tuple)
    if panel is not None and panel.opened_scores_at is not None:
        scores = Score.objects.filter(seat__panel=panel).order_by("seat")
        for code, rating in scores.values_list("indicator__code", "rating"):
            ratings[code] += (rating,)
    return figures(
        assessment,
        answers=assessment.answers.select_related("indicator"),
        findings=assessment.group_findings.all(),
        ratings=ratings,
    )


def opened_reasons(panel: Panel, reader: User) -> dict[str, list[Score]]:
    """What the experts wrote, by indicator, without their names; nothing before the scores are opened.

    In the order of rating and words, so that the order does not tell who wrote which.
    """
    if panel.opened_scores_at is None:
        return {}
    reasons: dict[str, list[Score]] = defaultdict(list)
    visible = Score.objects.visible_to(reader).filter(seat__panel=panel).select_related("indicator")
    for score in visible.order_by("rating", "reason"):
        reasons[score.indicator.code].append(score)
    return dict(reasons)


def proposal_for(assessment: Assessment, panel: Panel | None) -> Proposal:
    return results(assessment, panel).proposal
