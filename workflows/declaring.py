"""Declarations and changes of a panel that has begun, with the rights that follow and word to whom they concern."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from ledger.errors import Refused
from notices.enums import NoticeKind
from notices.operations import notify
from panels.enums import Declared, Ruling
from panels.models import Seat
from panels.operations import declaring, replacing
from panels.queries.declarations import acting_chair
from workflows.enums import Stage
from workflows.grants import sync_grants
from workflows.models import Case
from workflows.operations import locked


@transaction.atomic
def declare(*, case: Case, declared: Declared, relation: str, actor: User) -> Seat:
    """As `panels.operations.declaring.declare`; who may judge can open the file from now on. Whoever is to decide, or
    to find somebody else, is told."""
    case = _scoring(case)
    if case.panel is None:
        raise PermissionDenied("declare")
    seat = declaring.declare(panel=case.panel, declared=declared, relation=relation, actor=actor)
    sync_grants(case)
    if seat.awaits_ruling:
        _tell_ruler(case, seat)
    return seat


@transaction.atomic
def rule(*, case: Case, seat: Seat, ruling: Ruling, reason: str, actor: User) -> Seat:
    """As `panels.operations.declaring.rule`; the expert is told."""
    case = _scoring(case)
    seat = declaring.rule(seat=seat, ruling=ruling, reason=reason, actor=actor)
    sync_grants(case)
    _tell_ruling(case, seat)
    return seat


@transaction.atomic
def excuse(*, case: Case, seat: Seat, reason: str, actor: User) -> Seat:
    """As `panels.operations.replacing.excuse`; the expert is told, and can no longer open the file."""
    case = _scoring(case)
    seat = replacing.excuse(seat=seat, reason=reason, actor=actor)
    sync_grants(case)
    notify(
        recipients=[seat.expert],
        kind=NoticeKind.PANEL,
        key=f"seat-excused:{seat.pk}",
        title=lambda: _("Your seat on the panel has been given up: %(title)s") % _title(case),
        text=lambda: _("You need do nothing more; what you have scored counts nowhere."),
        url=reverse("workflows:desk"),
    )
    return seat


@transaction.atomic
def seat_another(*, case: Case, expert: User, actor: User) -> Seat:
    """As `panels.operations.replacing.seat_another`; the expert is asked to declare."""
    case = _scoring(case)
    if case.panel is None:
        raise PermissionDenied("seat_panel")
    seat = replacing.seat_another(panel=case.panel, expert=expert, actor=actor)
    notify(
        recipients=[expert],
        kind=NoticeKind.PANEL,
        key=f"seat-added:{seat.pk}",
        title=lambda: _("You are asked to judge: %(title)s") % _title(case),
        text=lambda: _("Please declare first whether you have any relation to the matter."),
        url=reverse("workflows:show_declaration", args=[case.assessment.code]),
    )
    return seat


def _scoring(case: Case) -> Case:
    """The case, locked, while its experts score."""
    case = locked(case)
    if case.state != Stage.EXPERT_PANEL:
        raise Refused(
            _("This is no longer possible: the case is now in “%(stage)s”.")
            % {"stage": Stage(case.state).label}
        )
    return case


def _title(case: Case) -> dict[str, object]:
    return {"title": case.assessment.local.title}


def _tell_ruler(case: Case, seat: Seat) -> None:
    chair = acting_chair(seat.panel)
    office = User.objects.holding(Role.OFFICE, case.assessment.drafting_unit.city)
    notify(
        recipients=[chair.expert] if chair else list(office.exclude(pk=seat.expert_id)),
        kind=NoticeKind.PANEL,
        key=f"seat-doubtful:{seat.pk}",
        title=lambda: _("A declaration to decide on: %(title)s") % _title(case),
        text=lambda: _("Until you have decided, the expert cannot open the file."),
        url=reverse("workflows:show_declarations", args=[case.assessment.code]),
    )


def _tell_ruling(case: Case, seat: Seat) -> None:
    cleared = seat.ruling == Ruling.CLEARED

    def title() -> str:
        if cleared:
            return _("You may judge: %(title)s") % _title(case)
        return _("You do not judge: %(title)s") % _title(case)

    notify(
        recipients=[seat.expert],
        kind=NoticeKind.PANEL,
        key=f"seat-ruled:{seat.pk}",
        title=title,
        text=lambda: _("The reason given: %(reason)s") % {"reason": seat.ruling_reason},
        url=reverse("panels:continue_scoring", args=[case.assessment.code])
        if cleared
        else reverse("workflows:desk"),
    )
