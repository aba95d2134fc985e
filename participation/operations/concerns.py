"""Signs of harm: they leave the consultation and go to the city's officer for the protection of minors."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, User
from assessments.models import Assessment
from assessments.operations.changes import rewrite, stored_fields
from ledger.errors import Refused
from ledger.operations import record
from notices.enums import NoticeKind
from notices.operations import notify
from participation.enums import Handling
from participation.models import Concern
from privacy.reading import open_sensitive

# Nobody asks the officer why: the law does (未成年人保护法, article 11).
DUTY = "强制报告 mandatory report"
NEXT: dict[Handling, tuple[Handling, ...]] = {
    Handling.OPEN: (Handling.TAKEN, Handling.REPORTED, Handling.CLOSED),
    Handling.TAKEN: (Handling.REPORTED, Handling.CLOSED),
    Handling.REPORTED: (),
    Handling.CLOSED: (Handling.TAKEN, Handling.REPORTED),
}
FINISHED = (Handling.REPORTED, Handling.CLOSED)


@transaction.atomic
def raise_concern(*, assessment: Assessment, context: str, text: str, actor: User | None = None) -> Concern:
    """Keep words that suggest harm for the officer for the protection of minors, and tell that officer at once.
    Anybody who works on the case may, and without an actor a child's own telephone does.

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
    data: dict[str, object] = {"city": city.code}
    record(name="concern.raised", subject=concern.subject, actor=actor or User.objects.system(), data=data)
    return concern


@transaction.atomic
def handle_concern(*, concern: Concern, version: int, content: dict[str, object], actor: User) -> Concern:
    """Write how far the report is, as {"handling", "note"}; what is left out stays. Sending the same again changes
    nothing.

    Refused: without a note once it is reported or closed, back to not taken up, and anything but the note once it is
    reported. Conflict when `version` is not the stored one and the stored content differs.
    """
    concern = _locked(concern, actor)
    wanted = concern.content() | content
    before, after = concern.handling, wanted["handling"]
    if after not in Handling.values or (after != before and after not in NEXT[Handling(before)]):
        raise Refused(_("From “%(before)s” it cannot go there.") % {"before": Handling(before).label})
    if after in FINISHED and not str(wanted["note"]).strip():
        raise Refused(
            _("Please say what was done: to whom it was reported and when, or why no report is needed.")
        )
    if rewrite(concern, content, version=version, actor=actor):
        concern.save(update_fields=stored_fields(concern))
        data: dict[str, object] = {"handling": concern.handling, "version": concern.version}
        record(name="concern.handled", subject=concern.subject, actor=actor, data=data)
    return concern


@transaction.atomic
def open_concern(*, concern: Concern, actor: User) -> Concern:
    """The concern with its words, for the officer whose duty it is to read them; every opening is kept and stands in
    the ledger."""
    concern = _locked(concern, actor)
    open_sensitive(subject=concern.subject, what="concern", rows=1, reason=DUTY, actor=actor)
    return concern


def _locked(concern: Concern, actor: User) -> Concern:
    mine = Concern.objects.visible_to(actor).filter(pk=concern.pk)
    if not mine.exists():
        raise PermissionDenied("concern")
    locked: Concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    return locked


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
        text=lambda: (
            _("Please have somebody appointed as “%(role)s” today.") % {"role": Role.PROTECTION.label}
        ),
    )


def officers_of(city: Organisation) -> list[User]:
    return list(User.objects.holding(Role.PROTECTION, city).order_by("pk"))
