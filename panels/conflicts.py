"""Who may not judge a matter, and why: what can be known without asking the expert."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from assessments.models import Assessment
from assessments.queries import authors


def conflicts_of_interest(assessment: Assessment, experts: Iterable[User]) -> dict[int, str]:
    """Why some of these people may not judge the file, by their keys."""
    unit = assessment.drafting_unit
    pool = set(User.objects.holding(Role.EXPERT, unit.city).values_list("pk", flat=True))
    staff = set(User.objects.filter(groups__post__organisation=unit).values_list("pk", flat=True))
    writers = authors(assessment)
    found = {}
    for expert in experts:
        if expert.pk not in pool:
            found[expert.pk] = _("%(name)s is not in the city’s expert pool.") % {"name": expert}
        elif expert.pk in staff:
            found[expert.pk] = _("%(name)s belongs to the drafting unit and cannot judge its own matter.") % {
                "name": expert
            }
        elif expert.pk in writers:
            found[expert.pk] = _("%(name)s has worked on this self-assessment and cannot judge it.") % {
                "name": expert
            }
    return found
