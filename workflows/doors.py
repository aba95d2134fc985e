"""What opens and closes in the rooms below when a case enters or leaves a stage."""

from collections.abc import Callable

from accounts.enums import Role
from accounts.models import User
from assessments.operations import lock_assessment, unlock_assessment
from assessments.queries import authors
from committees.operations import convene
from ledger import outbox
from panels.operations import open_panel, open_scores, prepare_panel
from panels.queries import proposal_for
from workflows.enums import Stage
from workflows.models import Case

REPORT_JOB = "reports.issue"


def report_key(case: Case) -> str:
    """One job for one case's report, however often it is asked for."""
    return f"{REPORT_JOB}:{case.assessment.code}"


def _enter_self_assessment(case: Case) -> None:
    unlock_assessment(assessment=case.assessment)


def _leave_self_assessment(case: Case) -> None:
    lock_assessment(assessment=case.assessment)


def _enter_office_check(case: Case) -> None:
    profile = case.assessment.profile
    if profile.has("expert_panel"):
        smallest = profile.stage("expert_panel").experts
        prepare_panel(assessment=case.assessment, round=case.round, smallest=smallest)


def _enter_expert_panel(case: Case) -> None:
    open_panel(panel=case.assessment.panels.get(round=case.round))


def _leave_expert_panel(case: Case) -> None:
    open_scores(panel=case.assessment.panels.get(round=case.round))


def _enter_committee(case: Case) -> None:
    """Members who drafted, belong to the drafting unit or sat on a panel of the case are not on the roll."""
    unit = case.assessment.drafting_unit
    members = (
        User.objects.holding(Role.MEMBER, unit.city)
        .exclude(groups__post__organisation=unit)
        .exclude(pk__in=authors(case.assessment))
        .exclude(seats__panel__assessment=case.assessment)
    )
    stage = case.assessment.profile.stage("committee")
    proposal = proposal_for(case.assessment, case.panel)
    convene(
        assessment=case.assessment,
        round=case.round,
        members=list(members.order_by("pk")),
        quorum=stage.quorum,
        majority=stage.majority,
        proposed=proposal.outcome,
        barred=proposal.barred,
    )


def _enter_issuing(case: Case) -> None:
    outbox.ask(kind=REPORT_JOB, key=report_key(case), payload={"code": case.assessment.code})


ENTER: dict[Stage, Callable[[Case], None]] = {
    Stage.SELF_ASSESSMENT: _enter_self_assessment,
    Stage.OFFICE_CHECK: _enter_office_check,
    Stage.EXPERT_PANEL: _enter_expert_panel,
    Stage.COMMITTEE: _enter_committee,
    Stage.ISSUING: _enter_issuing,
}
LEAVE: dict[Stage, Callable[[Case], None]] = {
    Stage.SELF_ASSESSMENT: _leave_self_assessment,
    Stage.EXPERT_PANEL: _leave_expert_panel,
}
