"""My desk: the cases a person sees, those that wait for the person first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from committees.models import Ballot
from ledger.models import Job, JobState
from panels.models import Seat
from workflows.calendar import working_days_left
from workflows.doors import REPORT_JOB
from workflows.enums import Stage
from workflows.models import Case


@dataclass(frozen=True)
class DeskRow:
    """One case. `waits` says what this person is to do, or nothing; `days_left` counts working days, None without a
    deadline."""

    case: Case
    waits: str
    days_left: int | None


@dataclass(frozen=True)
class Desk:
    waiting: list[DeskRow]
    others: list[DeskRow]
    drafting_units: list[Organisation]


def desk(user: User) -> Desk:
    """In five queries, however many cases there are."""
    posts = list(Post.objects.filter(group__user=user).select_related("organisation"))
    roles = {post.role for post in posts}
    units = [post.organisation for post in posts if post.role == Role.DRAFTER]
    key = Concat(Value(f"{REPORT_JOB}:"), OuterRef("assessment__code"))
    failed = Job.objects.filter(key=key, state=JobState.FAILED)
    cases = (
        Case.objects.visible_to(user)
        .select_related("assessment__indicator_set", "assessment__drafting_unit")
        .annotate(
            answers_total=Count("assessment__answers", distinct=True),
            answers_complete=Count(
                "assessment__answers", filter=Q(assessment__answers__complete=True), distinct=True
            ),
            report_failed=Exists(failed),
        )
        .order_by("due", "-pk")
    )
    seats = {seat.panel.assessment_id: seat for seat in _open_seats(user)}
    ballots = {ballot.meeting.assessment_id: ballot for ballot in _open_ballots(user)}
    unit_ids = {unit.pk for unit in units}
    today = timezone.localdate()
    rows = []
    for case in cases:
        drafts = case.assessment.drafting_unit_id in unit_ids
        waits = _waits(
            case, roles, seats.get(case.assessment_id), ballots.get(case.assessment_id), drafts=drafts
        )
        rows.append(DeskRow(case, waits, working_days_left(today, case.due) if case.due else None))
    return Desk([row for row in rows if row.waits], [row for row in rows if not row.waits], units)


def _waits(case: Any, roles: set[str], seat: Any, ballot: Ballot | None, *, drafts: bool) -> str:
    """What the person is to do, in words; nothing when it is somebody else's turn. Reads `desk`'s annotations."""
    office = Role.OFFICE in roles
    match Stage(case.state):
        case Stage.SELF_ASSESSMENT if drafts and case.answers_complete == case.answers_total:
            return _("All answered: hand in")
        case Stage.SELF_ASSESSMENT if drafts:
            left = case.answers_total - case.answers_complete
            return ngettext(
                "%(count)s indicator left to answer", "%(count)s indicators left to answer", left
            ) % {"count": left}
        case Stage.OFFICE_CHECK if office:
            return _("Check it and seat the panel")
        case Stage.EXPERT_PANEL if seat and not seat.sealed_at:
            left = case.answers_total - seat.complete
            if not left:
                return _("All scored: seal")
            return ngettext(
                "%(count)s indicator left to score", "%(count)s indicators left to score", left
            ) % {"count": left}
        case Stage.EXPERT_PANEL if office:
            return _("Scores are being written; open them when all are sealed")
        case Stage.COMMITTEE if ballot and not ballot.choice:
            return _("Read the paper and vote")
        case Stage.COMMITTEE if office:
            return _("Record the decision when the votes are in")
        case Stage.PUBLICATION if office:
            return _("Publish the report")
        case Stage.ISSUING if office and case.report_failed:
            return _("The report could not be made: look and try again")
    return ""


def _open_seats(user: User) -> list[Seat]:
    """The person's seats on panels that are scoring, with the number of finished scores."""
    finished = Count("scores", filter=~Q(scores__rating="") & ~Q(scores__reason=""))
    seats = Seat.objects.filter(expert=user, panel__opened_at__isnull=False, panel__opened_scores_at=None)
    return list(seats.select_related("panel").annotate(complete=finished))


def _open_ballots(user: User) -> list[Ballot]:
    return list(Ballot.objects.filter(member=user, meeting__closed_at=None).select_related("meeting"))
