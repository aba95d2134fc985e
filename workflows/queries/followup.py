"""What the follow-up's pages show: to whoever reads the case all of it, to another unit the conditions that are its."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.contributing import is_contributor
from assessments.models import Assessment
from assessments.queries import visible_files
from committees.enums import ConditionState
from committees.followup import LIGHTS, Standing, standing
from committees.models import Condition, Decision, FollowUp, Fulfilment, Review
from committees.operations.fulfilling import answerable_unit
from indicators.scale import UNCERTAIN


@dataclass(frozen=True)
class ConditionRow:
    """`waiting` is the report that nobody has verified; `may_report`, whether the reader may hand in another one."""

    condition: Condition
    standing: Standing
    unit: Organisation
    reports: Sequence[Fulfilment] = ()
    may_report: bool = False

    @property
    def light(self) -> str:
        return LIGHTS[self.standing]

    @property
    def waiting(self) -> Fulfilment | None:
        return next((report for report in self.reports if not report.verdict), None)


@dataclass(frozen=True)
class EffectRow:
    """One indicator of a review: what was foreseen as exact text, or that nobody knew; what was measured."""

    code: str
    name: str
    predicted: str
    measured: str = ""
    words: str = ""

    @property
    def was_unknown(self) -> bool:
        return self.predicted == UNCERTAIN


@dataclass(frozen=True)
class ReviewRow:
    review: Review
    is_due: bool
    effects: list[EffectRow]

    @property
    def measured(self) -> list[EffectRow]:
        return [row for row in self.effects if row.measured or row.words]


@dataclass(frozen=True)
class FollowUpPage:
    """`follow_up` is None until the report is published. `whole`: the reader sees the case; `settles`: the reader
    speaks for the office."""

    assessment: Assessment
    decision: Decision | None = None
    follow_up: FollowUp | None = None
    conditions: Sequence[ConditionRow] = ()
    reviews: Sequence[ReviewRow] = ()
    whole: bool = True
    settles: bool = False

    @property
    def is_open(self) -> bool:
        return self.follow_up is not None and self.follow_up.closed_at is None

    @property
    def unfinished(self) -> int:
        """What the committee leaves behind when it closes the follow-up now."""
        open_ones = sum(row.standing != Standing.MET for row in self.conditions)
        return open_ones + sum(row.review.done_at is None for row in self.reviews)


def follow_up_page(user: User, code: str) -> FollowUpPage | None:
    """None for whom there is nothing to see."""
    assessment = visible_files(user).select_related("indicator_set", "case").filter(code=code).first()
    if assessment is not None and not is_contributor(user, assessment):
        return _page(user, assessment, whole=True)
    owed = Condition.objects.filter(decision__meeting__assessment__code=code, unit__in=_drafts_for(user))
    if not owed.filter(decision__follow_up__isnull=False).exists():
        return None
    file = Assessment.objects.select_related("indicator_set", "drafting_unit__parent").get(code=code)
    return _page(user, file, whole=False)


def proofs_visible_to(user: User, code: str) -> QuerySet[Fulfilment]:
    """Reports on a case's conditions with a file that the person may open."""
    proofs = Fulfilment.objects.filter(condition__decision__meeting__assessment__code=code).exclude(sha256="")
    page = follow_up_page(user, code)
    if page is None:
        return proofs.none()
    return proofs.filter(condition__in=[row.condition.pk for row in page.conditions])


def condition_rows(conditions: Sequence[Condition], today: date) -> list[ConditionRow]:
    """How conditions stand today, without their reports."""
    return [
        ConditionRow(
            condition=each,
            standing=standing(state=each.state, due=each.due, today=today),
            unit=answerable_unit(each),
        )
        for each in conditions
    ]


def _page(user: User, assessment: Assessment, *, whole: bool) -> FollowUpPage:
    found = (
        FollowUp.objects.filter(decision__meeting__assessment=assessment)
        .select_related("decision__meeting__assessment__drafting_unit")
        .first()
    )
    if found is None:
        return FollowUpPage(assessment)
    decision, mine = found.decision, set(_drafts_for(user).values_list("pk", flat=True))
    reports = Fulfilment.objects.select_related("reported_by", "verified_by")
    conditions = decision.conditions.select_related("unit", "indicator").prefetch_related(
        Prefetch("fulfilments", queryset=reports)
    )
    for each in conditions:
        each.decision = decision
    rows = [
        _with_reports(row, mine, found)
        for row in condition_rows(conditions, timezone.localdate())
        if whole or row.unit.pk in mine
    ]
    return FollowUpPage(
        assessment=assessment,
        decision=decision,
        follow_up=found,
        conditions=rows,
        reviews=review_rows(decision, assessment) if whole else [],
        whole=whole,
        settles=whole and user.has_perm("committees.close_meeting", decision.meeting),
    )


def review_rows(decision: Decision, assessment: Assessment) -> list[ReviewRow]:
    """In the order of their days, each with the indicators that were foreseen."""
    texts, today = assessment.indicator_set.file.indicators, timezone.localdate()
    return [
        ReviewRow(
            review,
            is_due=review.done_at is None and review.due <= today,
            effects=[
                EffectRow(code=code, name=str(texts[code].name), **review.effects[code])
                for code in texts
                if code in review.effects
            ],
        )
        for review in decision.reviews.select_related("done_by")
    ]


def _with_reports(row: ConditionRow, mine: set[int], follow_up: FollowUp) -> ConditionRow:
    reports = list(row.condition.fulfilments.all())
    waits = any(not report.verdict for report in reports)
    is_open = follow_up.closed_at is None and row.condition.state == ConditionState.OPEN
    return ConditionRow(
        condition=row.condition,
        standing=row.standing,
        unit=row.unit,
        reports=reports,
        may_report=is_open and not waits and row.unit.pk in mine,
    )


def _drafts_for(user: User) -> QuerySet[Organisation]:
    posts = Post.objects.filter(role=Role.DRAFTER, group__user=user)
    return Organisation.objects.filter(pk__in=posts.values("organisation"))
