"""Several units on one file: who is asked gets the rights that go with it, and is told."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, User
from assessments import operations
from assessments.models import Assignment
from indicators.models import Indicator
from ledger.errors import Refused
from notices.enums import NoticeKind
from notices.operations import notify
from workflows.enums import Stage
from workflows.grants import sync_grants
from workflows.models import Case
from workflows.operations import locked
from workflows.telling import officers, writers


@transaction.atomic
def assign(
    *, case: Case, indicators: Sequence[Indicator], unit: Organisation, due: date, note: str, actor: User
) -> list[Assignment]:
    """Ask another unit of the city for some indicators, while the self-assessment is being written."""
    case = _writing(case)
    before = _units(case)
    made = operations.assign_indicators(
        assessment=case.assessment, indicators=indicators, unit=unit, due=due, note=note, actor=actor
    )
    if made:
        sync_grants(case)
        _tell_unit(case, made, unit)
    _tell_left_out(case, before - _units(case))
    return made


@transaction.atomic
def take_back(*, case: Case, keys: Iterable[int], actor: User) -> list[Assignment]:
    """The drafting unit answers these itself again; a unit that has none left no longer sees the file."""
    case = _writing(case)
    before = _units(case)
    taken = operations.take_back(assessment=case.assessment, keys=keys, actor=actor)
    if taken:
        sync_grants(case)
        _tell_left_out(case, before - _units(case))
    return taken


@transaction.atomic
def give_back(*, case: Case, keys: Iterable[int], actor: User) -> list[Assignment]:
    """The other unit has finished; the drafting unit is told."""
    case = locked(case)
    done = operations.give_back(assessment=case.assessment, keys=keys, actor=actor)
    if done:
        _tell_writers(case, done)
    return done


def _writing(case: Case) -> Case:
    case = locked(case)
    if case.state != Stage.SELF_ASSESSMENT:
        raise Refused(_("Other departments can be asked while the self-assessment is being written."))
    return case


def _units(case: Case) -> set[Organisation]:
    live = case.assessment.assignments.live().select_related("unit")
    return {each.unit for each in live}


def _tell_unit(case: Case, made: list[Assignment], unit: Organisation) -> None:
    file, first = case.assessment, made[0]

    def text() -> str:
        said = ngettext(
            "%(lead)s asks your unit for %(count)s indicator by %(due)s.",
            "%(lead)s asks your unit for %(count)s indicators by %(due)s.",
            len(made),
        ) % {
            "lead": file.drafting_unit.local.name,
            "count": len(made),
            "due": date_format(first.due),
        }
        return f"{said}\n{first.note}".strip()

    notify(
        recipients=officers(unit),
        kind=NoticeKind.ASSIGNED,
        key=f"assigned:{file.code}:{first.pk}",
        title=lambda: _("Asked of your unit: %(title)s") % {"title": file.local.title},
        text=text,
        url=reverse("workflows:show_assignments", args=[file.code]),
    )


def _tell_left_out(case: Case, units: set[Organisation]) -> None:
    file = case.assessment
    for unit in units:
        notify(
            recipients=officers(unit),
            kind=NoticeKind.ASSIGNED,
            key=f"taken-back:{file.code}:{unit.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
            title=lambda: _("No longer asked of your unit: %(title)s") % {"title": file.local.title},
        )


def _tell_writers(case: Case, done: list[Assignment]) -> None:
    file, unit = case.assessment, done[0].unit

    def title() -> str:
        return _("%(unit)s has finished its part: %(title)s") % {
            "unit": unit.local.name,
            "title": file.local.title,
        }

    notify(
        recipients=writers(file),
        kind=NoticeKind.ASSIGNED,
        key=f"given-back:{file.code}:{done[0].pk}:{done[0].done_at:%Y%m%d%H%M%S%f}",
        title=title,
        text=lambda: _(", ").join(each.indicator.code for each in done),
        url=reverse("workflows:show_assignments", args=[file.code]),
    )
