"""The public tells of a matter that was not assessed, and the office answers."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, User
from ledger.errors import Conflict, Refused
from ledger.operations import record
from notices.enums import NoticeKind
from notices.operations import notify
from reports.models import MissingAssessment

MOST_IN_AN_HOUR = 30  # of one city, from everybody together


@transaction.atomic
def tell_missing(*, city: Organisation, matter: str, where: str = "", note: str = "") -> MissingAssessment:
    """Kept without a word on who told; the office's people are told that there is something to read. The ledger has
    that it came, and nothing of what it says."""
    Organisation.objects.select_for_update().get(pk=city.pk)
    lately = timezone.now() - timedelta(hours=1)
    if MissingAssessment.objects.filter(city=city, told_at__gt=lately).count() >= MOST_IN_AN_HOUR:
        raise Refused(
            _("The city has been told of very many matters in the last hour. Please try again later.")
        )
    tip = MissingAssessment.objects.create(city=city, matter=matter, where=where, note=note)
    notify(
        recipients=User.objects.holding(Role.OFFICE, city),
        kind=NoticeKind.PLAN,
        key=f"missing:{tip.pk}",
        title=lambda: _("The public tells of a missing assessment: %(matter)s") % {"matter": tip.matter},
        text=lambda: tip.note,
        url=reverse("reports:list_tips"),
    )
    record(name="missing.told", subject=_subject(tip), actor=User.objects.system(), data={"city": city.code})
    return tip


@transaction.atomic
def answer_tip(*, tip: MissingAssessment, answer: str, version: int, actor: User) -> MissingAssessment:
    """What became of it, for whoever told and holds the receipt. A later answer takes the place of the first."""
    stored = MissingAssessment.objects.select_for_update().get(pk=tip.pk)
    if not MissingAssessment.objects.visible_to(actor).filter(pk=stored.pk).exists():
        raise PermissionDenied("answer_tip")
    answer = answer.strip()
    if not answer:
        raise Refused(_("Please write what became of it: whoever told the city reads it."))
    if stored.version != version:
        raise Conflict(
            _("A colleague has answered meanwhile."),
            theirs={"answer": stored.answer},
            mine={"answer": answer},
            version=stored.version,
        )
    before, stored.answer = stored.answer, answer
    stored.answered_by, stored.answered_at = actor, timezone.now()
    stored.version += 1
    stored.save(update_fields=["answer", "answered_by", "answered_at", "version"])
    data: dict[str, object] = {"old": before, "new": answer}
    record(name="missing.answered", subject=_subject(stored), actor=actor, data=data)
    return stored


def _subject(tip: MissingAssessment) -> str:
    return f"missing:{tip.pk}"
