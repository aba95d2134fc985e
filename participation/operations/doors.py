"""Who may write children's part, and when. Sessions are recorded for as long as the case runs and after, for children
are told last of all; themes and their answers are fixed from the day the committee has them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from ledger.errors import Conflict, Refused
from participation.closing import refuse_closed
from participation.models import Session, ThemeLock

HEAR, EXCUSE, OPEN_WORDS = "hear_assessment", "excuse_assessment", "open_words_assessment"


@transaction.atomic
def lock_themes(*, assessment: Assessment) -> None:
    """What children said and what is answered stays as it is. The caller records why."""
    ThemeLock.objects.get_or_create(assessment=assessment, defaults={"locked_at": timezone.now()})


@transaction.atomic
def unlock_themes(*, assessment: Assessment) -> None:
    ThemeLock.objects.filter(assessment=assessment).delete()


def hearing(assessment: Assessment, actor: User) -> Assessment:
    """The file with its row locked, for somebody who hears children for it: the unit and the office."""
    return _entered(assessment, actor, HEAR)


def excusing(assessment: Assessment, actor: User) -> Assessment:
    """The same for somebody who may sign why none are heard: the unit's head and the office."""
    return _entered(assessment, actor, EXCUSE)


def reading_words(assessment: Assessment, actor: User) -> Assessment:
    """The same for somebody who may read what children said word by word: the office."""
    return _entered(assessment, actor, OPEN_WORDS)


def answering(assessment: Assessment, actor: User) -> Assessment:
    """As `hearing`, while the themes are open and the case is not over."""
    assessment = hearing(assessment, actor)
    refuse_closed(assessment)
    lock = ThemeLock.objects.filter(assessment=assessment).first()
    if lock is not None:
        when = timezone.localtime(lock.locked_at)
        raise Refused(
            _(
                "The committee has had the case since %(when)s; what children said and what is answered stays as it "
                "read it. Nothing was saved."
            )
            % {"when": f"{when:%Y-%m-%d %H:%M}"}
        )
    return assessment


def locked_session(session: Session, assessment: Assessment) -> Session:
    """Once the file is locked."""
    locked: Session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    locked.assessment = assessment
    return locked


def refuse_stale(session: Session, version: int) -> None:
    """Where no two texts could be put side by side: what came meanwhile is to be read first."""
    if session.version != version:
        raise Conflict(
            _("Somebody else wrote in this session meanwhile. Please look at it once more."),
            theirs={},
            mine={},
            version=session.version,
        )


def _entered(assessment: Assessment, actor: User, right: str) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",))
    locked = rows.annotate(holds=rows.holding(actor, right, file=assessment.pk)).get(pk=assessment.pk)
    if not locked.holds:
        raise PermissionDenied(right)
    if locked.indicator_set_id == assessment.indicator_set_id:
        locked.indicator_set = assessment.indicator_set
    return locked
