"""A file's figures: what its rows hand to the resolver."""

from collections.abc import Iterable, Mapping

from assessments.models import Answer, Assessment, GroupFinding
from assessments.queries import Questionnaire
from indicators.resolver.applicability import Matter
from indicators.resolver.resolution import Finding, Judgement, Resolution, resolve


def figures(
    assessment: Assessment,
    *,
    answers: Iterable[Answer],
    findings: Iterable[GroupFinding],
    ratings: Mapping[str, tuple[str, ...]],
    first: Mapping[str, tuple[str, ...]] | None = None,
) -> Resolution:
    """`ratings`: the experts', by indicator; nothing where no expert has judged or the scores are sealed. `first`: as
    they were sealed, of the indicators for which some were revised."""
    judgements = {
        answer.indicator.code: Judgement(
            own=answer.rating,
            mitigated=bool(answer.mitigation),
            ratings=ratings.get(answer.indicator.code, ()),
            first=(first or {}).get(answer.indicator.code, ()),
            complete=answer.complete,
        )
        for answer in answers
    }
    found = {finding.group: Finding(finding.rating, finding.complete) for finding in findings}
    file, depth = assessment.indicator_set.file, assessment.depth
    matter = Matter(
        assessment.tier, assessment.matter_class, frozenset(assessment.ages), depth or file.deepest
    )
    return resolve(file, matter, judgements, found)


def own_figures(board: Questionnaire) -> Resolution:
    """From the self-assessment alone, as it stands; asks the database nothing."""
    answers = [card.answer for section in board.sections for card in section.cards]
    findings = [card.finding for card in board.groups]
    return figures(board.assessment, answers=answers, findings=findings, ratings={})
