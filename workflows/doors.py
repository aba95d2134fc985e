"""What opens and closes in the rooms below when a case enters or leaves a stage."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User, UserQuerySet
from assessments.operations import (
    close_screening,
    lock_assessment,
    open_screening,
    settle_depth,
    unlock_assessment,
)
from assessments.operations.returning import close_return
from assessments.queries import authors
from committees.models import Ballot
from committees.operations import convene
from ledger import outbox
from ledger.errors import Refused
from panels.operations import open_panel, open_scores, prepare_panel
from panels.operations.discussing import close_discussion, open_discussion
from panels.operations.replying import close_replies, collect_opinions, open_replies
from panels.queries import proposal_for
from participation.enums import Ending
from participation.operations.doors import lock_themes, unlock_themes
from participation.operations.notice import close_notice, open_notice, take_up_again
from workflows.childrens_part import fixing_stage, unanswered
from workflows.enums import Action, Stage
from workflows.following import begin_follow_up
from workflows.late_screening import tell_of_late_screening
from workflows.laying_open import draft_conclusion, lies_open_until
from workflows.models import Case

REPORT_JOB = "reports.issue"
WRITING_STAGES = (Stage.SCREENING, Stage.SELF_ASSESSMENT)


def report_key(case: Case) -> str:
    """One job for one case's report, however often it is asked for."""
    return f"{REPORT_JOB}:{case.assessment.code}"


def _enter_screening(case: Case) -> None:
    unlock_assessment(assessment=case.assessment)
    open_screening(assessment=case.assessment)


def _leave_screening(case: Case) -> None:
    """Where an assessment is needed, it is as deep as the screening has found. A late one is told to the office."""
    if not case.screened_out:
        settle_depth(assessment=case.assessment, depth=case.assessment.screening.depth)
    close_screening(assessment=case.assessment)
    lock_assessment(assessment=case.assessment)
    tell_of_late_screening(case.assessment)


def _enter_self_assessment(case: Case) -> None:
    unlock_assessment(assessment=case.assessment)
    unlock_themes(assessment=case.assessment)


def _fix_themes(case: Case) -> None:
    """Whoever decides reads them as they stay; a new sitting reads the same."""
    if case.screened_out:
        return
    if reason := unanswered(case.assessment):
        raise Refused(reason)
    lock_themes(assessment=case.assessment)


def _leave_self_assessment(case: Case) -> None:
    lock_assessment(assessment=case.assessment)


def _enter_sign_off(case: Case) -> None:
    """Somebody must be there to sign who has not written in the file."""
    if not _heads(case).exclude(pk__in=authors(case.assessment)).exists():
        raise Refused(
            _(
                "%(unit)s has no head who could sign and has not written in the file. Please have one appointed first."
            )
            % {"unit": case.assessment.drafting_unit}
        )


def _enter_office_check(case: Case) -> None:
    close_return(assessment=case.assessment)
    profile = case.assessment.profile
    if profile.has("expert_panel"):
        smallest = profile.stage("expert_panel").experts
        prepare_panel(assessment=case.assessment, round=case.round, smallest=smallest)


def _enter_expert_panel(case: Case) -> None:
    open_panel(panel=case.assessment.panels.get(round=case.round))


def _leave_expert_panel(case: Case) -> None:
    """A panel that has something to discuss says what it suggests only after that."""
    panel, profile = case.assessment.panels.get(round=case.round), case.assessment.profile
    open_scores(panel=panel)
    panel.refresh_from_db()
    if profile.has("reply") and not (profile.has("discussion") and panel.needs_discussion):
        collect_opinions(panel=panel)


def _enter_discussion(case: Case) -> None:
    open_discussion(panel=case.assessment.panels.get(round=case.round))


def _leave_discussion(case: Case) -> None:
    panel = case.assessment.panels.get(round=case.round)
    close_discussion(panel=panel)
    if case.assessment.profile.has("reply"):
        collect_opinions(panel=panel)


def _enter_reply(case: Case) -> None:
    open_replies(panel=case.assessment.panels.get(round=case.round))


def _leave_reply(case: Case) -> None:
    close_replies(panel=case.assessment.panels.get(round=case.round))


def _enter_committee(case: Case) -> None:
    stage = case.assessment.profile.stage("committee")
    required = unbiased(case, Role.RIGHTS_MEMBER) if stage.required_voter else []
    if stage.required_voter and not required:
        raise Refused(
            _(
                "The committee decides nothing without “%(post)s”, and nobody who may vote on this case holds that "
                "post. Please appoint somebody as “%(role)s” first."
            )
            % {"post": stage.required_voter, "role": Role.RIGHTS_MEMBER.label}
        )
    proposal = proposal_for(case.assessment, case.panel)
    convene(
        assessment=case.assessment,
        round=case.round,
        members=unbiased(case, Role.MEMBER),
        required=required,
        quorum=stage.quorum,
        majority=stage.majority,
        proposed=proposal.outcome,
        barred=proposal.barred,
    )


def _enter_public_notice(case: Case) -> None:
    open_notice(
        assessment=case.assessment,
        round=case.round,
        content=draft_conclusion(case),
        closes_on=lies_open_until(case),
    )


def _enter_publication(case: Case) -> None:
    """Somebody must be there to publish; that nothing is assessed and nobody signed, somebody who has not written."""
    unit = case.assessment.drafting_unit
    if case.assessment.profile.stage("publication").by == "head":
        publishers = _heads(case)
        if not publishers.exists():
            raise Refused(
                _("%(unit)s has no head who could publish the report. Please have one appointed first.")
                % {"unit": unit}
            )
    else:
        publishers = User.objects.holding(Role.OFFICE, unit.city)
    unsigned = case.screened_out and not case.assessment.profile.has("sign_off")
    if unsigned and not publishers.exclude(pk__in=authors(case.assessment)).exists():
        raise Refused(
            _(
                "Nobody who could publish this has not written in it, and two people have to say that no assessment "
                "is needed. Please have somebody appointed first."
            )
        )


def _enter_issuing(case: Case) -> None:
    outbox.ask(kind=REPORT_JOB, key=report_key(case), payload={"code": case.assessment.code})


def _enter_withdrawn(case: Case) -> None:
    """The file is locked where it was open; panel and sitting stay as they are, only that nobody has rights on them."""
    if case.withdrawn_from in WRITING_STAGES:
        lock_assessment(assessment=case.assessment)


def _heads(case: Case) -> UserQuerySet:
    unit = case.assessment.drafting_unit
    return User.objects.filter(is_active=True, groups__post__organisation=unit, groups__post__role=Role.HEAD)


def unbiased(case: Case, role: Role) -> list[User]:
    """The city's holders of a post without those who drafted, belong to the drafting unit, sat on a panel of the case
    or were recused in an earlier sitting."""
    unit = case.assessment.drafting_unit
    recused = Ballot.objects.filter(meeting__assessment=case.assessment, recused_at__isnull=False)
    holders = (
        User.objects.holding(role, unit.city)
        .exclude(groups__post__organisation=unit)
        .exclude(pk__in=authors(case.assessment))
        .exclude(seats__panel__assessment=case.assessment)
        .exclude(pk__in=recused.values("member"))
    )
    return list(holders.order_by("pk"))


ENTER: dict[Stage, Callable[[Case], None]] = {
    Stage.SCREENING: _enter_screening,
    Stage.SELF_ASSESSMENT: _enter_self_assessment,
    Stage.SIGN_OFF: _enter_sign_off,
    Stage.OFFICE_CHECK: _enter_office_check,
    Stage.EXPERT_PANEL: _enter_expert_panel,
    Stage.DISCUSSION: _enter_discussion,
    Stage.REPLY: _enter_reply,
    Stage.COMMITTEE: _enter_committee,
    Stage.PUBLIC_NOTICE: _enter_public_notice,
    Stage.PUBLICATION: _enter_publication,
    Stage.ISSUING: _enter_issuing,
    Stage.PUBLISHED: begin_follow_up,
    Stage.WITHDRAWN: _enter_withdrawn,
}
LEAVE: dict[Stage, Callable[[Case], None]] = {
    Stage.SCREENING: _leave_screening,
    Stage.SELF_ASSESSMENT: _leave_self_assessment,
    Stage.EXPERT_PANEL: _leave_expert_panel,
    Stage.DISCUSSION: _leave_discussion,
    Stage.REPLY: _leave_reply,
}


# Only where one lies open: a guard looks at it until the case has left.
NOTICE_ENDS = {
    Action.CLOSE_NOTICE: Ending.DONE,
    Action.RECONVENE: Ending.ANEW,
    Action.WITHDRAW: Ending.WITHDRAWN,
}


def leave(case: Case, action: Action) -> None:
    """Before the case leaves its stage. A withdrawal finishes nothing: the stage's doors are closed as it enters."""
    stage = Stage(case.state)
    if action != Action.WITHDRAW and stage in LEAVE:
        LEAVE[stage](case)


def enter(case: Case, action: Action) -> None:
    """After the case has come to its stage. One taken up again finds panel and sitting as they were."""
    stage = Stage(case.state)
    if action in NOTICE_ENDS:
        close_notice(assessment=case.assessment, ending=NOTICE_ENDS[action])
    if action == Action.REOPEN:
        if stage in WRITING_STAGES:
            unlock_assessment(assessment=case.assessment)
        if stage == Stage.PUBLIC_NOTICE:
            take_up_again(assessment=case.assessment, closes_on=lies_open_until(case))
    elif stage in ENTER:
        if stage == fixing_stage(case.assessment):
            _fix_themes(case)
        ENTER[stage](case)
