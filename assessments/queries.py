"""What the pages of a case file show."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Finding, Need
from assessments.models import Answer, Assessment, Evidence
from assessments.querysets import AssessmentQuerySet
from indicators.models import Aspect, Indicator
from indicators.resolver.completeness import Completeness, Progress, completeness, lacking, progress
from ledger.queries import timeline

# Events of somebody who has written in a file.
WRITING = (
    "case.opened",
    "screening.saved",
    "answer.saved",
    "finding.saved",
    "evidence.attached",
    "evidence.removed",
)


@dataclass(frozen=True)
class Card:
    """One indicator on the questionnaire."""

    answer: Answer
    evidence: list[Evidence]
    state: Completeness
    lacks: list[Promise]
    group_names: list[str]

    @property
    def indicator(self) -> Indicator:
        return self.answer.indicator


@dataclass(frozen=True)
class Section:
    """One aspect, with its cards."""

    aspect: Aspect
    cards: list[Card]

    @property
    def progress(self) -> Progress:
        return progress(card.state for card in self.cards)


@dataclass(frozen=True)
class Questionnaire:
    assessment: Assessment
    sections: list[Section]

    @property
    def progress(self) -> Progress:
        return progress(self.cells)

    @property
    def cells(self) -> list[Completeness]:
        """Each answer's state, in order, for the progress bar."""
        return [card.state for section in self.sections for card in section.cards]

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.aspect.code == code), None)

    def card(self, code: str) -> Card | None:
        cards = (card for section in self.sections for card in section.cards)
        return next((each for each in cards if each.indicator.code == code), None)

    @property
    def next_open(self) -> Section:
        """The first aspect with something to do, or the first of all."""
        return next((each for each in self.sections if not each.progress.finished), self.sections[0])


def questionnaire(assessment: Assessment) -> Questionnaire:
    """The whole file in three queries, whatever the number of indicators."""
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for each in assessment.evidence.live():
        evidence[each.indicator_id].append(each)
    file = assessment.indicator_set.file
    names = {group.code: str(group.name) for group in assessment.indicator_set.groups}
    cards: dict[int, list[Card]] = defaultdict(list)
    for answer in assessment.answers.select_related("indicator", "updated_by"):
        answer.indicator.indicator_set = assessment.indicator_set
        lacks = lacking(answer, file, file.indicators[answer.indicator.code])
        card = Card(
            answer=answer,
            evidence=evidence[answer.indicator_id],
            state=completeness(answer, lacks),
            lacks=lacks,
            group_names=[names[code] for code in answer.groups],
        )
        cards[answer.indicator.aspect_id].append(card)
    aspects = assessment.indicator_set.aspects.all()
    return Questionnaire(assessment, [Section(aspect, cards[aspect.pk]) for aspect in aspects])


def unfinished_codes(assessment: Assessment) -> list[str]:
    """Codes of the indicators whose answers still lack something, in order."""
    return list(assessment.answers.filter(complete=False).values_list("indicator__code", flat=True))


def authors(assessment: Assessment) -> set[int]:
    """Keys of all who have ever written in the file; its ledger also knows those whose words were replaced."""
    return set(timeline(assessment.subject).filter(name__in=WRITING).values_list("actor_id", flat=True))


def visible_files(user: User) -> AssessmentQuerySet:
    """The files a person may see, with what their pages read of them."""
    return Assessment.objects.visible_to(user).select_related("indicator_set", "drafting_unit__parent")


def screening_lacks(assessment: Assessment) -> list[str]:
    """What must still be said before the screening is finished, in the order of the form."""
    screening = assessment.screening
    lacks = []
    for question in assessment.indicator_set.file.screening:
        given = screening.answers.get(question.code, {})
        if not given.get("answer"):
            lacks.append(question.code)
        elif given["answer"] == Finding.UNCLEAR and not given.get("remark"):
            lacks.append(_("%(code)s: what is unclear") % {"code": question.code})
    if not screening.conclusion:
        lacks.append(_("conclusion"))
    elif screening.conclusion == Need.NOT_NEEDED and not screening.grounds:
        lacks.append(_("grounds"))
    return lacks
