"""A matter screened after its draft was closed: the committee's office is told."""

from functools import partial

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from assessments.models import Assessment
from assessments.timing import timing, timing_in_words
from notices.enums import NoticeKind
from notices.operations import notify


def tell_of_late_screening(assessment: Assessment) -> None:
    """Once for each file, when its screening is finished; nobody where it was in time."""
    found = timing(assessment)
    if found is None or not found.is_too_late:
        return
    notify(
        recipients=User.objects.holding(Role.OFFICE, assessment.drafting_unit.city),
        kind=NoticeKind.LATE,
        key=f"late-screening:{assessment.code}",
        title=partial(_title, assessment),
        text=lambda: timing_in_words(found),
        url=assessment.get_absolute_url(),
    )


def _title(assessment: Assessment) -> str:
    said = {"code": assessment.code, "unit": assessment.drafting_unit.local.name}
    return _("%(code)s of %(unit)s was screened after its draft was closed") % said
