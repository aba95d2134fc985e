"""My desk: the cases a person sees, those that wait for the person first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.models import Assessment, GroupFinding
from assessments.queries import WRITING
from committees.models import Ballot
from indicators.resolver.applicability import asked_of
from ledger.models import Event, Job, JobState
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


@dataclass(frozen=True)
class _Person:
    """Who reads the desk, and what is open in this person's name, by file."""

    roles: set[str]
    drafts_for: set[int]
    heads: set[int]
    groups_left: dict[int, set[str]]
    seats: dict[int, Any]
    ballots: dict[int, Ballot]


def desk(user: User) -> Desk:
    """In a fixed number of queries, however many cases there are."""
    posts = list(Post.objects.filter(group__user=user).select_related("organisation"))
    units = [post.organisation for post in posts if post.role == Role.DRAFTER]
    person = _Person(
        roles={post.role for post in posts},
        drafts_for={unit.pk for unit in units},
        heads={post.organisation_id for post in posts if post.role == Role.HEAD},
        groups_left=_groups_left(units),
        seats={seat.panel.assessment_id: seat for seat in _open_seats(user)},
        ballots={ballot.meeting.assessment_id: ballot for ballot in _open_ballots(user)},
    )
    today = timezone.localdate()
    rows = [
        DeskRow(case, _waits(case, person), working_days_left(today, case.due) if case.due else None)
        for case in _cases(user)
    ]
    return Desk([row for row in rows if row.waits], [row for row in rows if not row.waits], units)


def _cases(user: User) -> QuerySet[Case]:
    code = OuterRef("assessment__code")
    failed = Job.objects.filter(key=Concat(Value(f"{REPORT_JOB}:"), code), state=JobState.FAILED)
    written = Event.objects.filter(subject=Concat(Value("case:"), code), actor=user, name__in=WRITING)
    return (
        Case.objects.visible_to(user)
        .select_related("assessment__indicator_set", "assessment__drafting_unit")
        .annotate(
            answers_total=Count("assessment__answers", distinct=True),
            answers_complete=Count(
                "assessment__answers", filter=Q(assessment__answers__complete=True), distinct=True
            ),
            report_failed=Exists(failed),
            wrote_in_it=Exists(written),
        )
        .order_by("due_at", "-pk")
    )


def _waits(case: Any, person: _Person) -> str:
    """What the person is to do, in words; nothing when it is somebody else's turn. Reads what `_cases` annotates."""
    return _of_the_unit(case, person) or _of_the_invited(case, person) or _of_the_office(case, person)


def _of_the_unit(case: Any, person: _Person) -> str:
    file = case.assessment
    drafts, heads = file.drafting_unit_id in person.drafts_for, file.drafting_unit_id in person.heads
    match Stage(case.state):
        case Stage.SCREENING if drafts:
            return _("Answer the screening")
        case Stage.SELF_ASSESSMENT if drafts:
            return _left_to_answer(case, person.groups_left.get(file.pk, set()))
        case Stage.SIGN_OFF if heads and not case.wrote_in_it:
            return _("Read and sign")
    return _to_publish(case) if heads and file.profile.stage("publication").by == "head" else ""


def _of_the_invited(case: Any, person: _Person) -> str:
    """Experts and members."""
    seat, ballot = person.seats.get(case.assessment_id), person.ballots.get(case.assessment_id)
    match Stage(case.state):
        case Stage.EXPERT_PANEL if seat and not seat.sealed_at:
            left = _to_score(case.assessment) - seat.complete
            if not left:
                return _("All scored: seal")
            return ngettext(
                "%(count)s indicator left to score", "%(count)s indicators left to score", left
            ) % {"count": left}
        case Stage.COMMITTEE if ballot and not ballot.choice:
            return _("Read the paper and vote")
    return ""


def _of_the_office(case: Any, person: _Person) -> str:
    if Role.OFFICE not in person.roles:
        return ""
    profile = case.assessment.profile
    match Stage(case.state):
        case Stage.OFFICE_CHECK if profile.has("expert_panel"):
            return _("Check it and seat the panel")
        case Stage.OFFICE_CHECK:
            return _("Check it")
        case Stage.EXPERT_PANEL:
            return _("Scores are being written; open them when all are sealed")
        case Stage.COMMITTEE:
            return _("Record the decision when the votes are in")
    return _to_publish(case) if profile.stage("publication").by == "office" else ""


def _to_publish(case: Any) -> str:
    match Stage(case.state):
        case Stage.PUBLICATION:
            return _("Publish the report")
        case Stage.ISSUING if case.report_failed:
            return _("The report could not be made: look and try again")
    return ""


def _to_score(file: Assessment) -> int:
    """How many of the matter's indicators experts score; words alone are not scored."""
    texts = asked_of(file.indicator_set.file, matter_class=file.matter_class, ages=file.ages)
    return sum(text.answer == "impact" for text in texts)


def _left_to_answer(case: Any, groups: set[str]) -> str:
    """Indicators first, then the special groups of the file's edition."""
    if left := case.answers_total - case.answers_complete:
        return ngettext("%(count)s indicator left to answer", "%(count)s indicators left to answer", left) % {
            "count": left
        }
    if left := sum(group.code in groups for group in case.assessment.indicator_set.special_groups):
        return ngettext(
            "%(count)s special group left to consider", "%(count)s special groups left to consider", left
        ) % {"count": left}
    return _("All answered: hand in")


def _groups_left(units: list[Organisation]) -> dict[int, set[str]]:
    """Of the units' files, the special groups of which nothing complete is said yet."""
    left: dict[int, set[str]] = defaultdict(set)
    findings = GroupFinding.objects.filter(assessment__drafting_unit__in=units, complete=False)
    for file, group in findings.values_list("assessment_id", "group"):
        left[file].add(group)
    return left


def _open_seats(user: User) -> list[Seat]:
    """The person's seats on panels that are scoring, with the number of finished scores."""
    finished = Count("scores", filter=~Q(scores__rating="") & ~Q(scores__reason=""))
    seats = Seat.objects.filter(expert=user, panel__opened_at__isnull=False, panel__opened_scores_at=None)
    return list(seats.select_related("panel").annotate(complete=finished))


def _open_ballots(user: User) -> list[Ballot]:
    return list(Ballot.objects.filter(member=user, meeting__closed_at=None).select_related("meeting"))
