"""Opening a case and moving it on; `advance` is the only caller of transitions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import Transition

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.models import Assessment
from assessments.operations import MatterFacts, open_assessment
from assessments.operations.returning import Flaw, open_return
from committees.models import Decision
from committees.operations import Obligation, record_decision
from indicators.models import IndicatorSet
from ledger import outbox
from ledger.errors import Refused
from ledger.operations import record
from plans.models import PlanItem
from plans.operations import accepted_for_case
from workflows.clock import start_clock
from workflows.doors import enter, leave, report_key
from workflows.enums import Action, Stage
from workflows.grants import sync_grants
from workflows.guards import Guard, PersonalGuard
from workflows.models import Case
from workflows.summaries import refresh
from workflows.telling import officers, tell_successor, tell_writers


@transaction.atomic
def open_case(
    *,
    indicator_set: IndicatorSet,
    drafting_unit: Organisation,
    actor: User,
    code: str = "",
    plan_item: PlanItem | None = None,
    **matter: Unpack[MatterFacts],
) -> Case:
    """A case in its first stage, with its rights granted. Only a drafting officer of the unit may open it.

    Without `code` it gets the city's next number of the year, as in QZ-2026-007. `plan_item` is the matter of the
    annual plan that it is. Refused under an edition that takes matters in by the annual plan, without such an item and
    without a reason outside the plan.
    """
    if not Post.objects.filter(organisation=drafting_unit, role=Role.DRAFTER, group__user=actor).exists():
        raise PermissionDenied("open_case")
    if plan_item is not None:
        plan_item = accepted_for_case(plan_item, drafting_unit, indicator_set)
        matter["plan_year"] = plan_item.year
    elif indicator_set.file.workflow.intake == "annual_plan" and not matter.get("trigger"):
        raise Refused(
            _("Name the matter of the annual plan that this is, or say why it is assessed outside the plan.")
        )
    assessment = open_assessment(
        code=code or _next_code(drafting_unit.city),
        indicator_set=indicator_set,
        drafting_unit=drafting_unit,
        actor=actor,
        plan_item=plan_item,
        **matter,
    )
    case = Case(assessment=assessment, state=assessment.profile.kinds[0], stage_since=timezone.now())
    case.save()
    start_clock(case)
    sync_grants(case)
    refresh(case)
    return case


@transaction.atomic
def advance(*, case: Case, action: Action, actor: User, note: str = "") -> Case:
    """Move a case one step, or say why not: PermissionDenied is "not you", Refused is "not now".

    In one transaction the doors of the stage it leaves close, those of the next open, rights follow, and the ledger has
    who, from, to and why. Of two people at the same moment one moves the case and the other reads that it has moved.
    """
    case = locked(case)
    move, before = move_from_here(case, action), Stage(case.state)
    if move is None:
        raise Refused(
            _("This is no longer possible: the case is now in “%(stage)s”.") % {"stage": before.label}
        )
    if not move.has_perm(case, actor):
        raise PermissionDenied(action)
    if reasons := unmet(case, move, actor):
        raise Refused(" ".join(reasons))
    leave(case, action)
    getattr(case, move.name)()
    case.save(update_fields=["state", "round", "withdrawn_from"])
    start_clock(case)
    enter(case, action)
    sync_grants(case)
    refresh(case)
    data: dict[str, object] = {
        "action": action,
        "old": before,
        "new": case.state,
        "round": case.round,
        "note": note,
    }
    record(name="case.moved", subject=case.assessment.subject, actor=actor, data=data)
    return case


@transaction.atomic
def send_back(*, case: Case, note: str, items: Sequence[Flaw] = (), actor: User) -> Case:
    """Return these parts of the file to the department, or without any all of it; it must be told why."""
    if not note and not items:
        raise Refused(_("Please say what is missing, so that the department knows what to do."))
    case = locked(case)
    if case.state == Stage.OFFICE_CHECK:
        open_return(assessment=case.assessment, note=note, flaws=items, actor=actor)
    case = advance(case=case, action=Action.SEND_BACK, actor=actor, note=note)
    tell_writers(case)
    return case


@transaction.atomic
def hand_back(*, case: Case, note: str, actor: User) -> Case:
    """Return the file unsigned to those who wrote it; they must be told why."""
    if not note:
        raise Refused(_("Please say what has to change before you sign."))
    case = advance(case=case, action=Action.HAND_BACK, actor=actor, note=note)
    tell_writers(case)
    return case


@transaction.atomic
def withdraw(*, case: Case, note: str, actor: User) -> Case:
    """End the case without a report, as long as none is being made; whoever reads the file later must be told why."""
    if not note:
        raise Refused(_("Please say why the matter is withdrawn; the reason stays with the case."))
    return advance(case=case, action=Action.WITHDRAW, actor=actor, note=note)


@transaction.atomic
def reopen(*, case: Case, note: str, actor: User) -> Case:
    """Take a withdrawn case up again, where it was and as it was."""
    if not note:
        raise Refused(_("Please say why the matter is taken up again; the reason stays with the case."))
    return advance(case=case, action=Action.REOPEN, actor=actor, note=note)


@transaction.atomic
def reconvene(*, case: Case, note: str, actor: User) -> Case:
    """Call a new sitting on a case that is decided and not yet published; what was decided stays to be read."""
    if not note:
        raise Refused(_("Please say why the committee decides anew; the reason stays with the case."))
    return advance(case=case, action=Action.RECONVENE, actor=actor, note=note)


@transaction.atomic
def decide(
    *,
    case: Case,
    obligations: Sequence[Obligation],
    actor: User,
    note: str = "",
    deviation: str = "",
    lapses_on: date | None = None,
) -> Decision:
    """Record what the votes of the round's last sitting decided and move the case on, both or neither."""
    case = locked(case)
    if case.state != Stage.COMMITTEE:
        raise Refused(
            _("This is no longer possible: the case is now in “%(stage)s”.")
            % {"stage": Stage(case.state).label}
        )
    decision = record_decision(
        meeting=case.assessment.meetings.filter(round=case.round).latest("number"),
        note=note,
        deviation=deviation,
        lapses_on=lapses_on,
        obligations=obligations,
        actor=actor,
    )
    case = advance(case=case, action=Action.DECIDE, actor=actor, note=note or deviation)
    if case.state == Stage.SELF_ASSESSMENT:
        tell_writers(case)
    return decision


@transaction.atomic
def retry_report(*, case: Case, actor: User) -> None:
    """Give the making of a report that failed fresh attempts; while it is under way this changes nothing."""
    if not actor.has_perm("workflows.issue_case", case):
        raise PermissionDenied("retry_report")
    if outbox.retry(key=report_key(case)):
        record(name="report.retried", subject=case.assessment.subject, actor=actor, data={})


def refuse_stranger(assessment: Assessment, actor: User) -> None:
    """Only officers of the drafting unit say who of them is in charge."""
    if not actor.has_perm("assessments.answer_assessment", assessment):
        raise PermissionDenied("hand_over")


@transaction.atomic
def hand_over(*, case: Case, to: User, note: str, actor: User) -> Case:
    """Put another officer of the same unit in charge of the file, who is told and reminded from now on. Rights stay
    with the post; handing over to whoever has it already changes nothing."""
    case = locked(case)
    file = case.assessment
    refuse_stranger(file, actor)
    if to not in officers(file.drafting_unit):
        raise Refused(_("%(name)s does not draft for %(unit)s.") % {"name": to, "unit": file.drafting_unit})
    if case.state == Stage.PUBLISHED:
        raise Refused(_("The report is published; there is nothing left to hand over."))
    before = file.responsible
    if before == to:
        return case
    file.responsible = to
    file.save(update_fields=["responsible"])
    refresh(case)
    if to != actor:
        tell_successor(case, to, actor, note)
    data: dict[str, object] = {
        "from": before.username if before else "",
        "to": to.username,
        "name": to.name,
        "note": note,
    }
    record(name="case.handed_over", subject=file.subject, actor=actor, data=data)
    return case


def move_from_here(case: Case, action: Action) -> Transition | None:
    """The transition of this name that starts in the case's stage, or None."""
    moves: Iterable[Transition] = case.get_all_state_transitions()  # type: ignore[attr-defined]
    return next((each for each in moves if each.name == action and each.source == case.state), None)


def unmet(case: Case, move: Transition, user: User, *, glance: bool = False) -> list[str]:
    """Why this person cannot make the move yet, in sentences; empty when it is possible, or looks so at a glance."""
    personal: list[PersonalGuard] = move.custom.get("personal", [])
    guards = [guard for guard in move.conditions if isinstance(guard, Guard)]
    reasons = [
        *(guard.glance(case) if glance else guard.reason(case) for guard in guards),
        *(guard.reason(case, user) for guard in personal),
    ]
    return [reason for reason in reasons if reason]


def locked(case: Case) -> Case:
    """The case and its file, so that nothing is saved into the file between the guards' look and the lock.

    The edition is not joined: who waits here while the file moves to another one would find no row.
    """
    rows = Case.objects.select_for_update(of=("self", "assessment")).select_related("assessment")
    return rows.get(pk=case.pk)


def _next_code(city: Organisation) -> str:
    """The city's next free number of the year; the city's row is locked so that two cases never get the same."""
    city = Organisation.objects.select_for_update().get(pk=city.pk)
    prefix = f"{city.code.upper()}-{timezone.localdate().year}-"
    taken = Assessment.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(tail) for code in taken if (tail := code.removeprefix(prefix)).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"
