"""Writing what the department says of the special groups of children."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Part
from assessments.models import Assessment, GroupFinding
from assessments.operations.changes import rewrite, stored_fields
from assessments.operations.doors import not_asked, writable
from indicators.resolver.completeness import lacking_of_group
from ledger.errors import Refused
from ledger.operations import record


@transaction.atomic
def save_finding(
    *, assessment: Assessment, group: str, version: int, content: dict[str, object], actor: User
) -> GroupFinding:
    """Store the finding on one special group; sending the same content again changes nothing.

    `content` has values by the names of `GroupFinding.CONTENT`; what is left out stays as it is. Conflict when
    `version` is not the stored one and the stored content differs; Refused once the self-assessment is handed in.
    """
    assessment = writable(assessment, actor, Part.GROUP, group)
    finding = GroupFinding.objects.select_for_update().filter(assessment=assessment, group=group).first()
    if finding is None:
        raise Refused(not_asked())
    if content.get("rating", "") not in {"", *assessment.indicator_set.scale.codes}:
        raise Refused(_("This is not an answer of the set’s scale."))
    changed = rewrite(finding, content, version=version, actor=actor)
    if changed:
        finding.complete = not lacking_of_group(finding)
        finding.save(update_fields=[*stored_fields(finding), "complete"])
        data: dict[str, object] = {"group": group, "changed": changed}
        record(name="finding.saved", subject=assessment.subject, actor=actor, data=data)
    return finding
