"""Writing the screening: the questions asked before anything else, and what they lead to."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Finding, Need
from assessments.models import Assessment, Screening
from assessments.operations.changes import rewrite, stored_fields
from assessments.operations.doors import unlocked
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def save_screening(
    *, assessment: Assessment, version: int, content: dict[str, object], actor: User
) -> Screening:
    """Store the screening as far as it has come; sending the same content again changes nothing.

    `content` has values by the names of `Screening.CONTENT`; what is left out stays as it is. Conflict when `version`
    is not the stored one and the stored content differs; Refused once the screening is finished.
    """
    assessment = unlocked(assessment, actor)
    screening = Screening.objects.select_for_update().get(assessment=assessment)
    if screening.closed_at is not None:
        raise Refused(_("The screening is finished and can no longer be changed; this change was not saved."))
    _refuse_foreign(assessment, content)
    changed = rewrite(screening, _settled(content), version=version, actor=actor)
    if changed:
        screening.save(update_fields=stored_fields(screening))
        data: dict[str, object] = {"changed": changed}
        record(name="screening.saved", subject=assessment.subject, actor=actor, data=data)
    return screening


def _refuse_foreign(assessment: Assessment, content: dict[str, object]) -> None:
    """What the edition does not ask, and words it does not know."""
    asked = {question.code for question in assessment.indicator_set.file.screening}
    answers = content.get("answers", {})
    known = isinstance(answers, dict) and all(
        code in asked and given.keys() <= {"answer", "remark"} and given.get("answer", "") in {"", *Finding}
        for code, given in answers.items()
    )
    depths = {each.code for each in assessment.indicator_set.file.depths}
    known = (
        known and content.get("conclusion", "") in {"", *Need} and content.get("depth", "") in {"", *depths}
    )
    if not known or (content.get("depth") and content.get("conclusion") != Need.NEEDED):
        raise Refused(_("This is not an answer to the screening’s questions."))


def _settled(content: dict[str, object]) -> dict[str, object]:
    """Only an assessment that is needed has a depth."""
    return content if content.get("conclusion", Need.NEEDED) == Need.NEEDED else content | {"depth": ""}
