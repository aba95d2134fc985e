"""The rows of the office's ledger, kept in step with their cases.

Whatever moves a case, or changes who works on it, calls `refresh` in its own transaction. A saved answer costs one
update instead: `count_answer` hears of it and moves the counts by the difference.
"""

import unicodedata
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.utils import timezone

from assessments.enums import Need
from assessments.models import Answer, Assessment, Return
from assessments.signals import answered
from committees.models import Decision
from indicators.localised import Name
from indicators.profile import Profile
from indicators.scale import UNCERTAIN
from workflows.enums import Stage
from workflows.models import Case, CaseSummary
from workflows.roles import PUBLISHERS, Party

ENDED = (Stage.PUBLISHED, Stage.WITHDRAWN)
NEVER = 9_999_999_999  # seconds; after every deadline

_WAITS_FOR = {
    Stage.SCREENING: Party.DRAFTERS,
    Stage.SELF_ASSESSMENT: Party.DRAFTERS,
    Stage.SIGN_OFF: Party.HEADS,
    Stage.OFFICE_CHECK: Party.OFFICE,
    Stage.EXPERT_PANEL: Party.EXPERTS,
    Stage.DISCUSSION: Party.EXPERTS,
    Stage.REPLY: Party.DRAFTERS,
    Stage.COMMITTEE: Party.MEMBERS,
    Stage.PUBLIC_NOTICE: Party.OFFICE,
}
Rating = tuple[str, bool]


def refresh(case: Case) -> None:
    """Write the case's row anew, in two queries, in the caller's transaction and under its lock on the file."""
    write([worked_out(row) for row in _sources().filter(pk=case.pk)])


def write(rows: list[CaseSummary]) -> None:
    CaseSummary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=[field.name for field in CaseSummary._meta.concrete_fields if not field.primary_key],
    )


def recomputed(case: Case) -> CaseSummary:
    """What the row must hold, whatever it does hold."""
    return worked_out(_sources().get(pk=case.pk))


def searchable(text: str) -> str:
    """The form in which texts are kept and looked for: one width, one case."""
    return unicodedata.normalize("NFKC", text).casefold()


def page_key(*, ended: bool, due_at: datetime | None, since: datetime) -> str:
    """Open cases by their deadline, those without one last; then the ended ones, the latest first. Digits only, so that
    every database sorts them alike."""
    if ended:
        return f"1{NEVER - int(since.timestamp()):010d}"
    return f"0{int(due_at.timestamp()) if due_at else NEVER:010d}"


def _sources() -> "QuerySet[Case]":
    """Cases with everything that a row is worked out from."""
    answers = Answer.objects.filter(assessment=OuterRef("assessment")).order_by().values("assessment")
    decided = Decision.objects.filter(
        meeting__assessment=OuterRef("assessment"), meeting__round=OuterRef("round")
    )
    returns = Return.objects.filter(assessment=OuterRef("assessment")).order_by().values("assessment")

    def counted(rows: QuerySet[Any, Any], only: Q | None = None) -> Coalesce:
        return Coalesce(Subquery(rows.annotate(found=Count("pk", filter=only)).values("found")), 0)

    related = (
        "assessment__indicator_set",
        "assessment__screening",
        "assessment__drafting_unit__parent__parent",
    )
    return Case.objects.select_related(*related).annotate(
        decided=Subquery(decided.order_by("-meeting__number").values("outcome")[:1]),
        returns=counted(returns),
        answers_total=counted(answers),
        answers_complete=counted(answers, Q(complete=True)),
        negatives=counted(answers, Q(rating__startswith="-")),
        unknowns=counted(answers, Q(rating=UNCERTAIN)),
    )


def worked_out(case: "Case") -> CaseSummary:
    """The row of a case of `_sources`, not saved."""
    file: Assessment = case.assessment
    unit, profile = file.drafting_unit, file.profile
    stage = _name(profile, case.state)
    depth = _depth(file)
    ended = case.state in ENDED
    known = (file.code, file.title, file.title_en, unit.name, unit.name_en)
    return CaseSummary(
        case_id=case.pk,
        city=unit.city,
        unit=unit,
        handler_id=case.handler_id,
        responsible_id=file.responsible_id,
        code=file.code,
        title=file.title,
        title_en=file.title_en,
        search=searchable("\n".join(known)),
        year=file.plan_year or timezone.localtime(file.created_at).year,
        set_code=file.indicator_set.code,
        depth=file.depth,
        depth_name=depth.zh or depth.en if depth else "",
        depth_name_en=depth.en if depth else "",
        planned=file.plan_year is not None,
        triggered=bool(file.trigger),
        stage=case.state,
        stage_name=stage.zh or stage.en if stage else "",
        stage_name_en=stage.en if stage else "",
        waits_for=_waits_for(profile, case.state),
        round=case.round,
        stage_since=case.stage_since,
        due_at=case.due_at,
        ended=ended,
        outcome=_outcome(case),
        order=page_key(ended=ended, due_at=case.due_at, since=case.stage_since),
        **{name: getattr(case, name) for name in COUNTS},
    )


COUNTS = ("returns", "answers_total", "answers_complete", "negatives", "unknowns")


def _name(profile: Profile, state: str) -> Name | None:
    """What the case's edition calls the stage; nothing for those that every procedure has."""
    return profile.stage(state).name if profile.has(state) else None


def _depth(file: Assessment) -> Name | None:
    depths = file.indicator_set.file.depths
    return next((each.name for each in depths if each.code == file.depth), None)


def _waits_for(profile: Profile, state: str) -> str:
    if state == Stage.PUBLICATION:
        return PUBLISHERS[profile.stage("publication").by]
    return _WAITS_FOR.get(Stage(state), "")


def _outcome(case: "Case") -> str:
    """As the committee decided in this round, or that the screening found nothing to assess."""
    not_needed = case.screened_out and case.state != Stage.SCREENING
    return getattr(case, "decided", None) or (Need.NOT_NEEDED if not_needed else "")


@receiver(answered)
def count_answer(*, assessment: Assessment, before: Rating, after: Rating, **_signal: object) -> None:
    """Moves the counts by what one answer has changed, in one update; in none where it changed nothing."""
    was, now = _counted(*before), _counted(*after)
    changed = {name: F(name) + (now[name] - was[name]) for name in now if now[name] != was[name]}
    if changed:
        CaseSummary.objects.filter(case__assessment=assessment).update(**changed)


def _counted(rating: str, complete: bool) -> dict[str, int]:  # noqa: FBT001 - as the signal sends it
    return {
        "answers_complete": int(complete),
        "negatives": int(rating.startswith("-")),
        "unknowns": int(rating == UNCERTAIN),
    }
