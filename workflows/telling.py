"""Telling a unit what has happened to its file."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import Organisation, User
from assessments.models import Assessment
from ledger.models import Event
from notices.enums import NoticeKind
from notices.operations import notify
from workflows.models import Case


def officers(unit: Organisation) -> list[User]:
    """Who drafts for the unit and may sign in."""
    drafting = {"groups__post__organisation": unit, "groups__post__role": Role.DRAFTER}
    return list(User.objects.filter(is_active=True, **drafting).distinct().order_by("pk"))


def writers(assessment: Assessment) -> list[User]:
    """The officer in charge as long as that person drafts for the unit, or else all its officers."""
    drafting = officers(assessment.drafting_unit)
    in_charge = [each for each in drafting if each.pk == assessment.responsible_id]
    return in_charge or drafting


def tell_writers(case: Case) -> None:
    """The file is in the department's hands again; once for each time that it comes back."""
    file, stay = case.assessment, case.clocks.latest("pk")
    returned = file.returns.open().last()
    count = returned.items.count() if returned else 0
    page = "workflows:show_returns" if returned else "workflows:show_case"

    def text() -> str:
        if count:
            said = ngettext(
                "%(count)s item is to be looked at again; everything else stays as it was read.",
                "%(count)s items are to be looked at again; everything else stays as it was read.",
                count,
            )
            return said % {"count": count}
        return _("The whole file is open again.")

    notify(
        recipients=writers(file),
        kind=NoticeKind.RETURNED,
        key=f"returned:{file.code}:{stay.pk}",
        title=lambda: _("Sent back: %(title)s") % {"title": file.local.title},
        text=text,
        url=reverse(page, args=[file.code]),
    )


def tell_successor(case: Case, successor: User, predecessor: User, note: str) -> None:
    """Once for each time that the file changes hands."""
    file = case.assessment
    times = Event.objects.filter(subject=file.subject, name="case.handed_over").count()
    notify(
        recipients=[successor],
        kind=NoticeKind.HANDED_OVER,
        key=f"handed-over:{file.code}:{times + 1}",
        title=lambda: _("Handed over to you: %(title)s") % {"title": file.local.title},
        text=lambda: _("By %(name)s") % {"name": predecessor} + (_(": ") + note if note else ""),
        url=reverse("workflows:show_case", args=[file.code]),
    )
