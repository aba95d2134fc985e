"""The facts of a matter in the words of its edition."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.timing import timing, timing_in_words

register = template.Library()


@register.simple_tag
def matter_facts(assessment: Assessment) -> list[tuple[str, str]]:
    """Label and words of each fact, in the order of the form; what the edition does not ask for is not there."""
    file = assessment.indicator_set.file
    own = next(each for each in file.matter_classes if each.code == assessment.matter_class)
    tier = next((each for each in file.tiers if each.code == own.tier), None)
    gates = {each.code: str(each.name) for each in tier.gates} if tier else {}
    ages = [str(each.name) for each in file.age_groups if each.code in assessment.ages]
    closes, screened = assessment.draft_closes, timing(assessment)
    facts = [
        (str(file.terms.drafting_unit or _("Drafting unit")), str(assessment.drafting_unit)),
        (_("Class of matter"), str(own.name)),
        (_("Tier"), str(tier.name) if tier else ""),
        (_("Depth"), next((str(each.name) for each in file.depths if each.code == assessment.depth), "")),
        (_("Point of its own procedure"), gates.get(assessment.gate, "")),
        (_("Ages concerned"), (_(", ").join(ages) or _("all")) if file.age_groups else ""),
        (_("Annual plan"), str(assessment.plan_year or "")),
        (_("Outside the annual plan"), assessment.trigger),
        (_("Commissioned to work on it"), assessment.contractors),
        (_("Drafting began"), date_format(assessment.drafting_started)),
        (_("Draft to be closed"), date_format(closes) if closes else ""),
        (_("Screened"), timing_in_words(screened) if screened and not assessment.is_screened else ""),
    ]
    return [fact for fact in facts if fact[1]]


@register.filter
def screened_too_late(assessment: Assessment) -> bool:
    """Whether the screening was finished, or still goes on, after the draft was closed."""
    found = timing(assessment)
    return found is not None and found.is_too_late


@register.filter
def concluded(assessment: Assessment) -> str:
    """What the screening has come to, with the edition's name for the depth."""
    screening = assessment.screening
    depths = {each.code: str(each.name) for each in assessment.indicator_set.file.depths}
    return depths.get(screening.depth) or str(screening.get_conclusion_display())
