"""What the office does with many cases at once: reminding (催办), and saying who handles them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from guardian.shortcuts import get_objects_for_user

from accounts.enums import Role
from accounts.models import User
from ledger.errors import Refused
from ledger.operations import record
from notices.enums import NoticeKind
from notices.models import Notice
from notices.operations import notify
from workflows.models import Case
from workflows.queries.turns import Turn
from workflows.queries.waiting import awaited
from workflows.summaries import ENDED, refresh

MOST = 200
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Reminded:
    """How many people were told of how many cases."""

    people: int
    cases: int


@transaction.atomic
def remind(*, cases: Collection[int], note: str, actor: User) -> Reminded:
    """Tell everybody for whom these cases wait, once per case, person and day; all of them or none."""
    found, told, today = _managed(cases, actor), set(), timezone.localdate()
    people = {user.pk: user for user in User.objects.filter(pk__in=_people(found))}
    reminded = 0
    for case, turns in found:
        notices = [
            notice
            for turn in turns
            for notice in _tell(case, turn, people[turn.user], note=note, today=today)
        ]
        if notices:
            reminded += 1
            told |= {notice.recipient_id for notice in notices}
            data: dict[str, object] = {"people": len(notices), "note": note}
            record(name="case.reminded", subject=case.assessment.subject, actor=actor, data=data)
    return Reminded(len(told), reminded)


def _tell(case: Case, turn: Turn, person: User, *, note: str, today: date) -> list[Notice]:
    file = case.assessment

    def title() -> str:
        said = _("Reminder: %(title)s") % {"title": file.local.title}
        return Truncator(said).chars(LONGEST_TITLE)

    return notify(
        recipients=[person],
        kind=NoticeKind.REMINDER,
        key=reminder_key(file.code, today),
        title=title,
        text=lambda: "\n".join(filter(None, (str(turn.words), note))),
        url=reverse(turn.page, args=[file.code]),
    )


def reminder_key(code: str, today: date) -> str:
    """One reminder per case and day for each person."""
    return f"reminder:{code}:{today.isoformat()}"


@transaction.atomic
def assign_handler(*, cases: Collection[int], handler: User | None, actor: User) -> int:
    """Say which officer of the office handles these cases, or that nobody does. How many have changed is returned;
    those that have ended stay as they are."""
    found = [case for case, _turns in _managed(cases, actor, with_turns=False)]
    if handler is not None and not all(
        holds_office(handler, case)
        for case in {case.assessment.drafting_unit_id: case for case in found}.values()
    ):
        raise Refused(_("%(person)s holds no post in the committee office.") % {"person": handler})
    changed = [case for case in found if case.state not in ENDED and case.handler_id != _key(handler)]
    now = timezone.now()
    for case in changed:
        old, case.handler = case.handler_id, handler
        case.save(update_fields=["handler"])
        refresh(case)
        data: dict[str, object] = {"old": old, "new": _key(handler), "name": handler.name if handler else ""}
        happened = "case.handler_named" if handler else "case.handler_cleared"
        record(name=happened, subject=case.assessment.subject, actor=actor, data=data)
    if changed and handler not in {None, actor}:
        notify(
            recipients=[handler] if handler else [],
            kind=NoticeKind.HANDED_OVER,
            key=f"handler:{now.isoformat()}",
            title=lambda: (
                ngettext(
                    "%(count)s case is now yours to handle",
                    "%(count)s cases are now yours to handle",
                    len(changed),
                )
                % {"count": len(changed)}
            ),
            lines=[
                {
                    "text": case.assessment.title,
                    "text_en": case.assessment.title_en,
                    "url": case.get_absolute_url(),
                    "due": case.due.isoformat() if case.due else "",
                }
                for case in changed
            ],
        )
    return len(changed)


def holds_office(user: User, case: Case) -> bool:
    city = case.assessment.drafting_unit.city
    return User.objects.holding(Role.OFFICE, city).filter(pk=user.pk).exists()


def _key(user: User | None) -> int | None:
    return user.pk if user else None


def _people(found: "list[tuple[Case, list[Turn]]]") -> set[int]:
    return {turn.user for _case, turns in found for turn in turns}


def _managed(
    cases: Collection[int], actor: User, *, with_turns: bool = True
) -> "list[tuple[Case, list[Turn]]]":
    """The cases with their files locked, in one order for everybody, each with those for whom it waits."""
    keys = sorted(set(cases))
    if not keys:
        raise Refused(_("Please choose at least one case."))
    if len(keys) > MOST:
        raise Refused(_("At most %(most)s cases at once; please choose fewer.") % {"most": MOST})
    own = {"accept_global_perms": False, "with_superuser": False}
    mine = get_objects_for_user(actor, "workflows.manage_case", klass=Case, **own)
    if mine.filter(pk__in=keys).count() != len(keys):
        raise PermissionDenied("manage_case")
    rows = Case.objects.select_for_update(of=("self", "assessment")).select_related(
        "assessment__drafting_unit__parent"
    )
    locked = list(rows.filter(pk__in=keys).order_by("pk"))
    turns = awaited(keys) if with_turns else {}
    return [(case, turns.get(case.pk, [])) for case in locked]
