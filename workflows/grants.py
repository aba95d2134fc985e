"""Bringing django-guardian's object rights into step with the access table."""

from collections.abc import Iterator

from django.contrib.auth.models import Group, Permission
from django.db import models

from accounts.enums import Role
from accounts.models import Post, User
from assessments.models import Assessment, AssessmentGroupPermission, AssessmentUserPermission
from committees.models import Meeting, MeetingGroupPermission, MeetingUserPermission
from panels.models import Panel, PanelGroupPermission, PanelUserPermission
from workflows.enums import Stage
from workflows.models import Case, CaseGroupPermission, CaseUserPermission
from workflows.roles import Party, rights

TABLES: dict[type[models.Model], dict[type[models.Model], type[models.Model]]] = {
    Assessment: {User: AssessmentUserPermission, Group: AssessmentGroupPermission},
    Panel: {User: PanelUserPermission, Group: PanelGroupPermission},
    Meeting: {User: MeetingUserPermission, Group: MeetingGroupPermission},
    Case: {User: CaseUserPermission, Group: CaseGroupPermission},
}
Right = tuple[models.Model, models.Model, str]


def sync_grants(case: Case) -> None:
    """Give what the table says for the case's stage and take back the rest, rounds gone by included."""
    wanted = set(_wanted(case))
    rounds = [*case.assessment.panels.all(), *case.assessment.meetings.all()]
    for target in [case, case.assessment, *rounds]:
        for holder_model, table in TABLES[type(target)].items():
            _sync_table(
                table, holder_model, target, {(holder, name) for on, holder, name in wanted if on == target}
            )


def _wanted(case: Case) -> Iterator[Right]:
    targets = {
        "assessments": case.assessment,
        "panels": case.panel,
        "committees": case.meeting,
        "workflows": case,
    }
    publisher = case.assessment.profile.stage("publication").by
    for party, names in rights(Stage(case.state), publisher).items():
        for holder in _holders(case, party):
            for name in names:
                room, codename = name.split(".")
                if (target := targets[room]) is not None and isinstance(holder, tuple(TABLES[type(target)])):
                    yield target, holder, codename


def _holders(case: Case, party: Party) -> list[models.Model]:
    unit = case.assessment.drafting_unit
    match party:
        case Party.DRAFTERS:
            return [post.group for post in Post.objects.filter(organisation=unit, role=Role.DRAFTER)]
        case Party.HEADS:
            return [post.group for post in Post.objects.filter(organisation=unit, role=Role.HEAD)]
        case Party.OFFICE:
            posts = Post.objects.filter(organisation__in=unit.city.with_children(), role=Role.OFFICE)
            return [post.group for post in posts]
        case Party.CONTRIBUTORS:
            asked = case.assessment.assignments.live().values("unit")
            return [post.group for post in Post.objects.filter(organisation__in=asked, role=Role.DRAFTER)]
        case Party.EXPERTS:
            seats = case.panel.seats.select_related("expert") if case.panel else []
            return [seat.expert for seat in seats if seat.may_judge]
        case Party.MEMBERS:
            ballots = case.meeting.ballots.counting().select_related("member") if case.meeting else []
            return [ballot.member for ballot in ballots]


def _sync_table(
    table: type[models.Model],
    holder_model: type[models.Model],
    target: models.Model,
    wanted: set[tuple[models.Model, str]],
) -> None:
    column = "user" if holder_model is User else "group"
    mine = {(holder.pk, name) for holder, name in wanted if isinstance(holder, holder_model)}
    held = {
        (holder, name): pk
        for pk, holder, name in table._default_manager.filter(content_object=target).values_list(
            "pk", f"{column}_id", "permission__codename"
        )
    }
    table._default_manager.filter(pk__in=[pk for right, pk in held.items() if right not in mine]).delete()
    missing = mine - held.keys()
    if not missing:
        return
    kinds = Permission.objects.filter(
        content_type__app_label=target._meta.app_label, codename__in={name for _pk, name in missing}
    )
    permissions = {permission.codename: permission for permission in kinds}
    table._default_manager.bulk_create(
        table(content_object=target, permission=permissions[name], **{f"{column}_id": pk})
        for pk, name in missing
    )
