"""Writing the scope: which indicators apply, which children are affected, where children take part."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Basis, Part
from assessments.models import Answer, Assessment, ChildCount, ParticipationPlan
from assessments.operations.answers import save_answer
from assessments.operations.changes import rewrite
from assessments.operations.doors import not_asked, still_asked, writable
from assessments.scope import CHILDREN, PARTICIPATION, age_and_group, links_of
from indicators.models import Indicator
from indicators.scale import NOT_APPLICABLE
from ledger.errors import Conflict, Refused
from ledger.operations import record


@transaction.atomic
def save_applicability(
    *, assessment: Assessment, indicator: Indicator, version: int, content: dict[str, object], actor: User
) -> Answer:
    """Say whether an indicator applies, as its answer: "not applicable" with its reason, or an impact still to be
    chosen. `content` has `rating`, empty or not applicable, and `reason`. Where an impact is chosen already it applies.

    The drafting unit alone may; a unit that answers for it may not. Refused for every other impact.
    """
    if not actor.has_perm("assessments.answer_assessment", assessment):
        raise PermissionDenied("save_applicability")
    if content.keys() - {"rating", "reason"} or content.get("rating", "") not in {"", NOT_APPLICABLE}:
        raise Refused(
            _("Here an indicator applies, or it does not; its impact is chosen in the questionnaire.")
        )
    assessment = writable(assessment, actor, Part.ANSWER, indicator.code)
    indicator = still_asked(assessment, indicator)
    stored = Answer.objects.get(assessment=assessment, indicator=indicator)
    if not content.get("rating") and stored.rating != NOT_APPLICABLE:
        return stored
    return save_answer(
        assessment=assessment, indicator=indicator, version=version, content=content, actor=actor
    )


@transaction.atomic
def save_count(
    *, assessment: Assessment, row: int | None, version: int, content: dict[str, object], actor: User
) -> ChildCount:
    """Store how many children of an age and a group are affected; sending the same content again changes nothing.

    `row` is the key of the row to be changed, None for a new one; a new one of an age and a group that have a row
    already meets that row. `content` has a value for each of `ChildCount.CONTENT`. Conflict when `version` is not the
    stored one and the stored content differs. Refused: the row is gone, or age or group are another row's or not the
    edition's.
    """
    assessment = writable(assessment, actor, Part.CHILDREN)
    _refuse_foreign(assessment, content)
    where = {"age": content.get("age", ""), "group": content.get("group", "")}
    rows = ChildCount.objects.select_for_update().filter(assessment=assessment)
    count: ChildCount
    if row is None:
        count = rows.filter(**where).first() or ChildCount(assessment=assessment)
    elif (found := rows.filter(pk=row).first()) is None:
        raise Refused(_("This row has been removed meanwhile; nothing was saved."))
    else:
        count = found
    if rows.filter(**where).exclude(pk=count.pk).exists():
        name = age_and_group(assessment.indicator_set.file, str(where["age"]), str(where["group"]))
        raise Refused(_("There is a row for %(row)s already; please change that one.") % {"row": name})
    changed = rewrite(count, content, version=version, actor=actor)
    if changed:
        count.save()
        data: dict[str, object] = {"age": count.age, "group": count.group, "changed": changed}
        record(name="children.saved", subject=assessment.subject, actor=actor, data=data)
    return count


@transaction.atomic
def remove_count(*, assessment: Assessment, row: int, version: int, actor: User) -> None:
    """Take a row away; the ledger keeps what it held. Doing it twice is doing it once."""
    assessment = writable(assessment, actor, Part.CHILDREN)
    count = ChildCount.objects.select_for_update().filter(assessment=assessment, pk=row).first()
    if count is None:
        return
    if count.version != version:
        raise Conflict(
            _("Someone else changed this row while you were reading it; please look at it once more."),
            mine={},
            theirs=count.content(),
            version=count.version,
        )
    data: dict[str, object] = count.content()
    count.delete()
    record(name="children.removed", subject=assessment.subject, actor=actor, data=data)


@transaction.atomic
def save_plan(
    *, assessment: Assessment, link: str, version: int, content: dict[str, object], actor: User
) -> ParticipationPlan:
    """Store how children take part at a link, or why not; sending the same content again changes nothing.

    `content` has values by the names of `ParticipationPlan.CONTENT`; what is left out stays as it is. Conflict when
    `version` is not the stored one and the stored content differs.
    """
    assessment = writable(assessment, actor, Part.PARTICIPATION, link)
    if not assessment.asks(PARTICIPATION) or link not in links_of(assessment):
        raise Refused(not_asked())
    rows = ParticipationPlan.objects.select_for_update().filter(assessment=assessment, link=link)
    plan: ParticipationPlan = rows.first() or ParticipationPlan(assessment=assessment, link=link)
    changed = rewrite(plan, content, version=version, actor=actor)
    if changed:
        plan.save()
        data: dict[str, object] = {"link": link, "changed": changed}
        record(name="participation.saved", subject=assessment.subject, actor=actor, data=data)
    return plan


def _refuse_foreign(assessment: Assessment, content: dict[str, object]) -> None:
    """An age, a group or a way of counting that the edition and the form do not know."""
    file = assessment.indicator_set.file
    ages, groups = {"", *(each.code for each in file.age_groups)}, {each.code for each in file.groups}
    if (
        not assessment.asks(CHILDREN)
        or content.get("age", "") not in ages
        or content.get("group", "") not in groups
        or content.get("basis", "") not in {"", *Basis}
    ):
        raise Refused(not_asked())
