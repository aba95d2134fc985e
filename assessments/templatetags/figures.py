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
