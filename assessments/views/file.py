"""The case file that a page is about, and what this person may write in it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from assessments import queries
from assessments.forms.fields import VersionedForm
from assessments.merging import Difference
from assessments.models import Assessment
from ledger.errors import Conflict


def visible_file(request: HttpRequest, code: str) -> Assessment:
    return get_object_or_404(queries.visible_files(request.user), code=code)


def may_answer(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether the questionnaire is open to this person."""
    return may_write(request, assessment) and not assessment.is_screened


def may_write(request: HttpRequest, assessment: Assessment) -> bool:
    writes = request.user.has_perm("assessments.answer_assessment", assessment)
    return writes and assessment.locked_at is None


def side_by_side(form: VersionedForm, conflict: Conflict | None) -> list[Difference]:
    """The two texts field by field; nothing where they do not conflict."""
    if conflict is None:
        return []
    return [
        Difference(
            label=str(form.fields[name].label),
            mine=form.in_words(name, conflict.mine[name]),
            theirs=form.in_words(name, conflict.theirs[name]),
        )
        for name in conflict.theirs
    ]
