"""Signs of harm: they leave the consultation and go to the city's officer for the protection of minors."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, User
from assessments.models import Assessment
from ledger.errors import Refused
from ledger.operations import record
from notices.enums import NoticeKind
from notices.operations import notify
from participation.models import Concern


@transaction.atomic
def raise_concern(*, assessment: Assessment, context: str, text: str, actor: User | None = None) -> Concern:
    """Keep words that suggest harm for the officer for the protection of minors, and tell that officer at once. Anybody who
    works on the case may, and without an actor a child's own telephone does.

    The notice, the ledger and the case hold none of the words, nor does the case's own history say that there were any.
    """
    if actor is not None and not Assessment.objects.visible_to(actor).filter(pk=assessment.pk).exists():
        raise PermissionDenied("raise_concern")
    if not text.strip():
        raise Refused(_("Please say what you have heard or seen."))
    city = assessment.drafting_unit.city
    concern = Concern.objects.create(
        city=city, case=assessment.code, context=context[:200], text=text.strip(), raised_by=actor
    )
    tell_officers(concern, key=f"concern:{concern.pk}")
    record(
        name="concern.raised",
        subject=f"concern:{concern.pk}",
        actor=actor or User.objects.system(),
        data={"city": city.code},
    )
    return concern


def tell_officers(concern: Concern, *, key: str) -> None:
    """Where nobody holds the post, the committee office is told that somebody must: it cannot read the words."""
    officers = officers_of(concern.city)
    if officers:
        notify(
            recipients=officers,
            kind=NoticeKind.CONCERN,
            key=key,
            title=lambda: _("A sign of harm to a child was passed to you: please open it now"),
            url=reverse("participation:show_concern", args=[concern.pk]),
        )
        return
    notify(
        recipients=User.objects.holding(Role.OFFICE, concern.city),
        kind=NoticeKind.CONCERN,
        key=key,
        title=lambda: _("A sign of harm to a child waits, and nobody may read it"),
        text=lambda: _("Please have somebody appointed as “%(role)s” today.") % {"role": Role.PROTECTION.label},
    )


def officers_of(city: Organisation) -> list[User]:
    return list(User.objects.holding(Role.PROTECTION, city).order_by("pk"))
