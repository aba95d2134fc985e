"""What the pages of a case file show."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Finding, Need
from assessments.models import Answer, Assessment, Citation, GroupFinding
from assessments.querysets import AssessmentQuerySet
from assessments.scope import Scope, scope_of
from indicators.models import Aspect, Indicator
from indicators.resolver.completeness import (
    Completeness,
    Progress,
    completeness,
    lacking,
    lacking_of_group,
    progress,
)
from indicators.schema import Group
from ledger.queries import timeline

# Events of somebody who has written in a file.
WRITING = (
    "case.opened",
    "screening.saved",
    "answer.saved",
    "answers.brought_in",
    "finding.saved",
    "children.saved",
    "children.removed",
    "participation.saved",
    "evidence.kept",
    "evidence.attached",
    "evidence.cited",
    "evidence.uncited",
    "evidence.described",
    "evidence.removed",
)


@dataclass(frozen=True)
class Card:
    """One indicator on the questionnaire."""

    answer: Answer
    evidence: list[Citation]
    state: Completeness
    lacks: list[Promise]
    group_names: list[str]

    @property
    def indicator(self) -> Indicator:
        return self.answer.indicator

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def written(self) -> Answer:
        return self.answer

    @property
    def is_scored(self) -> bool:
        """Whether it asks for an impact; where it asks for words alone, no figure and no expert counts it."""
        return self.indicator.text.answer == "impact"


@dataclass(frozen=True)
class GroupCard:
    """One special group of children, for which the department answers in every case."""

    group: Group
    finding: GroupFinding
    state: Completeness
    lacks: list[Promise]

    @property
    def code(self) -> str:
        return self.group.code

    @property
    def written(self) -> GroupFinding:
        return self.finding


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
    """All that the department is asked: the scope, aspects in which it is asked anything, and the special groups."""

    assessment: Assessment
    sections: list[Section]
    groups: list[GroupCard]
    scope: Scope

    @property
    def progress(self) -> Progress:
        return progress(self.cells)

    @property
    def groups_progress(self) -> Progress:
        return progress(card.state for card in self.groups)

    @property
    def cells(self) -> list[Completeness]:
        """The state of each part of the scope, each answer's, then each group's, in order, for the progress bar."""
        answered = [card.state for section in self.sections for card in section.cards]
        return [*self.scope.cells, *answered, *(card.state for card in self.groups)]

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.aspect.code == code), None)

    def card(self, code: str) -> Card | None:
        cards = (card for section in self.sections for card in section.cards)
        return next((each for each in cards if each.code == code), None)

    def group(self, code: str) -> GroupCard | None:
        return next((each for each in self.groups if each.code == code), None)

    @property
    def begins_with_scope(self) -> bool:
        """Whether nothing is written yet and the scope is asked for."""
        return bool(self.scope.cells) and set(self.cells) == {Completeness.EMPTY}

    @property
    def only_scope_is_open(self) -> bool:
        """Whether every indicator and group is answered, and something is missing in the scope."""
        unfinished = self.progress.total - self.progress.complete
        in_scope = self.scope.progress.total - self.scope.progress.complete
        return bool(in_scope) and unfinished == in_scope

    @property
    def next_open(self) -> Section | None:
        """The first aspect with something to do; None when only the groups have something; else the first of all."""
        unfinished = [each for each in self.sections if not each.progress.finished]
        if not unfinished and self.groups and not self.groups_progress.finished:
            return None
        return (unfinished or self.sections)[0]


def questionnaire(assessment: Assessment) -> Questionnaire:
    """The whole file in four queries, and one for each part of a scope that it asks, whatever the number of
    indicators."""
    evidence: dict[int, list[Citation]] = defaultdict(list)
    for each in citations(assessment):
        evidence[each.indicator_id].append(each)
    cards: dict[int, list[Card]] = defaultdict(list)
    make = card_maker(assessment)
    for answer in assessment.answers.select_related("indicator", "updated_by"):
        cards[answer.indicator.aspect_id].append(make(answer, evidence[answer.indicator_id]))
    aspects = [each for each in assessment.indicator_set.aspects.all() if each.pk in cards]
    sections = [Section(aspect, cards[aspect.pk]) for aspect in aspects]
    return Questionnaire(assessment, sections, _group_cards(assessment), scope_of(assessment))


def citations(assessment: Assessment) -> "QuerySet[Citation]":
    """What the file's indicators rest on, with the files."""
    return Citation.objects.live().filter(evidence__assessment=assessment).select_related("evidence")


def card_maker(assessment: Assessment) -> Callable[[Answer, list[Citation]], Card]:
    """What the cards of one file have in common is looked up once."""
    edition, asks = assessment.indicator_set, assessment.asked_beside
    names = {group.code: str(group.name) for group in edition.groups}

    def make(answer: Answer, evidence: list[Citation]) -> Card:
        answer.indicator.indicator_set = edition
        cited = bool(evidence) or getattr(answer, "cited", False)
        lacks = lacking(answer, edition.file, answer.indicator.text, asks=asks, cited=cited)
        return Card(
            answer=answer,
            evidence=evidence,
            state=completeness(answer, lacks),
            lacks=lacks,
            group_names=answer.groups_in_words(names),
        )

    return make


def _group_cards(assessment: Assessment) -> list[GroupCard]:
    special = {group.code: group for group in assessment.indicator_set.special_groups}
    if not special:
        return []
    findings = assessment.group_findings.filter(group__in=special).select_related("updated_by")
    found = []
    for finding in findings:
        lacks = lacking_of_group(finding)
        found.append(GroupCard(special[finding.group], finding, completeness(finding, lacks), lacks))
    return found


def unfinished_codes(assessment: Assessment) -> list[str]:
    """Codes of the indicators whose answers still lack something, in order."""
    return list(assessment.answers.filter(complete=False).values_list("indicator__code", flat=True))


def authors(assessment: Assessment) -> set[int]:
    """Keys of all who have ever written in the file; its ledger also knows those whose words were replaced."""
    return set(timeline(assessment.subject).filter(name__in=WRITING).values_list("actor_id", flat=True))


def visible_files(user: User) -> AssessmentQuerySet:
    """The files a person may see, with what their pages read of them."""
    return Assessment.objects.visible_to(user).select_related(
        "indicator_set", "drafting_unit__parent", "screening"
    )


def answer_of(code: str, indicator: str) -> "QuerySet[Answer]":
    """One answer with what its form and its saving read, whoever asks: whether the person may, the operation finds out.
    The edition comes without its content, which the process has read before."""
    return (
        Answer.objects.filter(assessment__code=code, indicator__code=indicator)
        .select_related("assessment__indicator_set", "indicator")
        .defer("assessment__indicator_set__content")
    )


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
    elif screening.conclusion == Need.NEEDED and assessment.indicator_set.file.depths and not screening.depth:
        lacks.append(_("depth"))
    return lacks
