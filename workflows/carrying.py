"""A running case and a newer edition of its set: moving to it, or staying."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.carry_over import same_depth
from assessments.models import Assessment
from assessments.operations.carrying import move_to_edition
from assessments.returns import openings
from indicators.models import IndicatorSet
from indicators.profile import Profile
from indicators.resolver.applicability import asked_of
from ledger.errors import Refused
from ledger.operations import record
from ledger.queries import timeline
from workflows.enums import Stage
from workflows.models import Case
from workflows.operations import locked
from workflows.summaries import refresh

OPEN = (Stage.SCREENING, Stage.SELF_ASSESSMENT)
CARRIED, STAYED = "case.carried", "case.stayed"


@transaction.atomic
def carry_over(*, case: Case, edition: IndicatorSet, actor: User) -> Case:
    """Put the case under a newer edition: answers to unchanged questions stay, the others are archived and asked again.

    Only the drafting unit may, and only while it writes. The stage, its deadline and everybody's rights stay.
    """
    case = locked(case)
    _only_the_drafters(case, actor)
    if reason := why_not(case, edition):
        raise Refused(reason)
    before = str(case.assessment.indicator_set)
    carried = move_to_edition(assessment=case.assessment, edition=edition, actor=actor)
    data: dict[str, object] = {
        "from": before,
        "to": str(edition),
        "kept": carried.plan.kept,
        "again": list(carried.plan.again),
        "new": carried.plan.new,
        "archived": carried.plan.archived,
        "laid_aside": carried.laid_aside,
    }
    refresh(case)
    record(name=CARRIED, subject=case.assessment.subject, actor=actor, data=data)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def stay(*, case: Case, edition: IndicatorSet, actor: User) -> None:
    """Decide not to move to this edition, so that it is not offered again. Deciding twice is deciding once."""
    case = locked(case)
    _only_the_drafters(case, actor)
    if reason := why_not(case, edition):
        raise Refused(reason)
    if not has_stayed(case, edition):
        data: dict[str, object] = {"edition": str(edition)}
        record(name=STAYED, subject=case.assessment.subject, actor=actor, data=data)


def has_stayed(case: Case, edition: IndicatorSet) -> bool:
    events = timeline(case.assessment.subject).filter(name=STAYED)
    return str(edition) in {event.data["edition"] for event in events}


def why_not(case: Case, edition: IndicatorSet) -> str:
    """Why the case cannot move to this edition now; nothing when it can."""
    file, pinned = case.assessment, case.assessment.indicator_set
    if case.state not in OPEN or file.locked_at is not None:
        return _(
            "The file has been handed in and keeps its edition. It can move only after it was sent back to the "
            "department."
        )
    if case.round > 1:
        return _("The committee has already decided on this file under its edition; the new round keeps it.")
    if openings(file).are_partial:
        return _("The office has sent back only parts of the file; the others stay as they were read.")
    if edition.code != pinned.code or edition.loaded_at <= pinned.loaded_at:
        return _("A case moves only to a newer edition of its own set.")
    if edition.owner_id not in {None, file.drafting_unit.city.pk}:
        return _("This edition belongs to another city.")
    if file.matter_class not in {each.code for each in edition.matter_classes}:
        return _("Edition %(edition)s no longer has this class of matter.") % {"edition": edition.edition}
    if openings(file).are_partial:
        return _("The office has sent back parts of the file only; the whole keeps its edition.")
    if file.depth and not same_depth(pinned.file, edition.file, file.depth):
        return _("Edition %(edition)s no longer has the depth that the screening has chosen.") % {
            "edition": edition.edition
        }
    ages = [age for age in file.ages if age in {each.code for each in edition.file.age_groups}]
    if not asked_of(edition.file, matter_class=file.matter_class, ages=ages, depth=file.depth):
        return _("Edition %(edition)s asks nothing about such a matter.") % {"edition": edition.edition}
    if case.state == Stage.SCREENING and not _path(file, edition).has("screening"):
        return _("Edition %(edition)s has no screening. Please finish the screening first.") % {
            "edition": edition.edition
        }
    return ""


def _only_the_drafters(case: Case, actor: User) -> None:
    if not actor.has_perm("assessments.answer_assessment", case.assessment):
        raise PermissionDenied("answer_assessment")


def _path(file: Assessment, edition: IndicatorSet) -> Profile:
    """The stages that the file's class has in this edition at its depth."""
    tier = next(each.tier for each in edition.matter_classes if each.code == file.matter_class)
    return edition.profile.on_path(tier or "", file.depth or edition.file.deepest)
