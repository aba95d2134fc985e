"""The questionnaire's figures while it is being written."""

from django import template

from assessments.figures import own_figures
from assessments.queries import Questionnaire
from indicators.resolver.resolution import Resolution
from indicators.resolver.wording import outcome_name

register = template.Library()
register.filter(outcome_name)


@register.simple_tag
def figures_so_far(questionnaire: Questionnaire) -> Resolution:
    return own_figures(questionnaire)


@register.filter
def by_aspect(resolution: Resolution, questionnaire: Questionnaire) -> list[dict[str, object]]:
    """The profile of each aspect that has anything to rate, under its name."""
    names = {aspect.code: str(aspect.name) for aspect in questionnaire.assessment.indicator_set.file.aspects}
    return [{"name": names[row.aspect], "profile": row} for row in resolution.rated_aspects]
