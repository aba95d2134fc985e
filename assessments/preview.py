"""A questionnaire as the department will see it, made from an edition that is not stored."""

from assessments.models import Answer, Assessment, GroupFinding, Screening
from assessments.queries import Card, GroupCard, Questionnaire, Section
from assessments.scope import empty_scope
from indicators.models import IndicatorSet
from indicators.operations import rows_of
from indicators.resolver.applicability import asked_of
from indicators.resolver.completeness import completeness, lacking, lacking_of_group

CODE = "PREVIEW"  # stands where a case has its number


def unsaved_questionnaire(edition: IndicatorSet, *, matter_class: str, depth: str = "") -> Questionnaire:
    """Empty, with what is asked of this class's matters at this depth; nothing in it has a row."""
    assessment = Assessment(code=CODE, indicator_set=edition, matter_class=matter_class, depth=depth)
    asked = {text.code for text in asked_of(edition.file, matter_class=matter_class, depth=depth)}
    aspects, indicators = rows_of(edition, edition.file)
    sections = [
        Section(aspect, cards)
        for aspect in aspects
        if (
            cards := [
                _card(Answer(assessment=assessment, indicator=indicator))
                for indicator in indicators
                if indicator.aspect is aspect and indicator.code in asked
            ]
        )
    ]
    groups = []
    for group in edition.special_groups:
        finding = GroupFinding(assessment=assessment, group=group.code)
        lacks = lacking_of_group(finding)
        groups.append(GroupCard(group, finding, completeness(finding, lacks), lacks))
    return Questionnaire(assessment, sections, groups, empty_scope(assessment))


def unsaved_screening(edition: IndicatorSet, *, matter_class: str) -> Screening | None:
    """None where this class's procedure has no screening."""
    assessment = Assessment(code=CODE, indicator_set=edition, matter_class=matter_class)
    return Screening(assessment=assessment) if assessment.profile.has("screening") else None


def _card(answer: Answer) -> Card:
    assessment = answer.assessment
    lacks = lacking(
        answer, assessment.indicator_set.file, answer.indicator.text, asks=assessment.asked_beside
    )
    return Card(answer=answer, evidence=[], state=completeness(answer, lacks), lacks=lacks, group_names=[])
