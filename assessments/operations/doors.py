"""The file's doors: `locked_at` for all of it, `Screening.closed_at` between the screening and the questionnaire, and
an open `Return` for each part."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.contributing import contributed
from assessments.enums import Part
from assessments.models import Assessment, Screening
from assessments.returns import shut
from indicators.models import Indicator
from ledger.errors import Refused

NOBODY = Q(pk=None)


@transaction.atomic
def lock_assessment(*, assessment: Assessment) -> None:
    """Nothing in the file changes until it is unlocked. The caller records why."""
    Assessment.objects.filter(pk=assessment.pk).update(locked_at=timezone.now())


@transaction.atomic
def unlock_assessment(*, assessment: Assessment) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(locked_at=None)


@transaction.atomic
def close_screening(*, assessment: Assessment) -> None:
    """The screening stands; from now on the questionnaire can be written. The caller records why."""
    Screening.objects.filter(assessment=assessment, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def open_screening(*, assessment: Assessment) -> None:
    Screening.objects.filter(assessment=assessment).update(closed_at=None)


def unlocked(
    assessment: Assessment, actor: User, *, also: Combinable | Q = NOBODY, **asked: Combinable | Q
) -> Assessment:
    """The file with its row locked, for somebody who may write in it while it can be written; whatever else is to be
    known of it comes with the row, in one query. `also`: who may beside the drafting unit.

    The edition is not joined: who waits here while the file moves to another one would find no row. The one at hand
    serves where it is still the file's.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("screening")
    right = rows.holding(actor, "answer_assessment", file=assessment.pk)
    locked = rows.annotate(writes=right | also, **asked).get(pk=assessment.pk)
    if not locked.writes:
        raise PermissionDenied("answer_assessment")
    if locked.locked_at is not None:
        when = timezone.localtime(locked.locked_at)
        raise Refused(
            _(
                "The file has been locked since %(when)s: it was handed in, or the matter was withdrawn. This change "
                "was not saved."
            )
            % {"when": f"{when:%Y-%m-%d %H:%M}"}
        )
    if locked.indicator_set_id == assessment.indicator_set_id:
        locked.indicator_set = assessment.indicator_set
    return locked


def answerable(
    assessment: Assessment, actor: User, *, also: Combinable | Q = NOBODY, **asked: Combinable | Q
) -> Assessment:
    """As `unlocked`, once the screening, where there is one, is finished."""
    assessment = unlocked(assessment, actor, also=also, **asked)
    if assessment.is_screened:
        raise Refused(_("The screening comes first; the questionnaire opens when it is finished."))
    return assessment


def writable(assessment: Assessment, actor: User, part: Part, *codes: str) -> Assessment:
    """As `answerable`, for these indicators, groups or links, or for the part as a whole; while a return is open only
    for what it names. Another unit comes in for the indicators it is asked. Every writer of the questionnaire comes in
    here."""
    others = contributed(assessment, actor, part, *codes)
    assessment = answerable(assessment, actor, also=others, shut=shut(assessment, part, *codes))
    if assessment.shut:  # type: ignore[attr-defined]  # asked for with the row
        raise Refused(
            _(
                "The office has sent back other parts of the file only; this one stays as it was read. This change was "
                "not saved."
            )
        )
    return assessment


def still_asked(assessment: Assessment, indicator: Indicator) -> Indicator:
    """The indicator as the file's edition has it now: the file may have moved while a page was open."""
    if indicator.indicator_set_id == assessment.indicator_set_id:
        return indicator
    answer = assessment.answers.select_related("indicator").filter(indicator__code=indicator.code).first()
    if answer is None:
        raise Refused(not_asked())
    return answer.indicator


def not_asked() -> str:
    """What somebody reads who wrote on a page of the edition that the file has left."""
    return _("The file has moved to another edition of the set, which does not ask this; nothing was saved.")
