"""Writing the department's answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.clauses import NO_CLAUSE, normalised
from assessments.enums import Part
from assessments.models import Answer, Assessment
from assessments.operations.changes import rewrite, stored_fields
from assessments.operations.doors import not_asked, still_asked, writable
from indicators.models import Indicator
from indicators.resolver.completeness import lacking
from indicators.schema import SetFile
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def save_answer(
    *, assessment: Assessment, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Answer:
    """Store the department's answer to one indicator; sending the same content again changes nothing.

    `content` has values by the names of `Answer.CONTENT`; what is left out stays as it is. Conflict when `version` is
    not the stored one and the stored content differs; Refused once the self-assessment is handed in, and for a
    reference that names no clause where the edition asks for one.
    """
    assessment = writable(assessment, actor, Part.ANSWER, indicator.code)
    indicator = still_asked(assessment, indicator)
    answer = Answer.objects.select_for_update().get(assessment=assessment, indicator=indicator)
    file = assessment.indicator_set.file
    _refuse_foreign(file, indicator.code, content)
    changed = rewrite(answer, _tidied(file, content), version=version, actor=actor)
    if changed:
        answer.complete = not lacking(answer, file, file.indicators[indicator.code])
        answer.save(update_fields=[*stored_fields(answer), "complete"])
        data: dict[str, object] = {"indicator": indicator.code, "changed": changed}
        record(name="answer.saved", subject=assessment.subject, actor=actor, data=data)
    return answer


def _refuse_foreign(file: SetFile, code: str, content: dict[str, object]) -> None:
    """A rating that the scale does not have, any rating where words alone are asked for, and groups that the edition
    does not name."""
    scored = file.indicators[code].answer == "impact"
    if content.get("rating", "") not in {"", *(file.scale.codes if scored else ())}:
        raise Refused(_("This is not an answer of the set’s scale."))
    groups = content.get("groups")
    if isinstance(groups, list) and not {*groups} <= {group.code for group in file.groups}:
        raise Refused(not_asked())


def _tidied(file: SetFile, content: dict[str, object]) -> dict[str, object]:
    """The content with its clauses in one spelling."""
    if not content.get("reference") or file.reference is None or file.reference.kind != "clause":
        return content
    reference = normalised(str(content["reference"]))
    if reference is None:
        raise Refused(str(NO_CLAUSE))
    return content | {"reference": reference}
