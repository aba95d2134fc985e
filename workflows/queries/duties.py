"""What the follow-up of decisions waits for: over all decisions of some people, in constant queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import Post
from assessments.models import Assessment
from committees.enums import ConditionState, Verdict
from committees.models import Condition, Fulfilment, Review

AHEAD = timedelta(days=30)  # so long before its day a condition comes to the desk


@dataclass(frozen=True)
class Duty:
    """What one person is to do with one decision, and by when; said in the language of whoever reads it."""

    user: int
    assessment: Assessment
    words: Promise | str
    due: date | None


def duties_of(users: Iterable[int]) -> list[Duty]:
    """Conditions that are near or over, or whose report was refused, wait for officers of the responsible unit; reports
    to verify and reviews that are due wait for the office."""
    posts = Post.objects.filter(role__in=(Role.DRAFTER, Role.OFFICE), group__user__in=list(users))
    drafters: dict[int, set[int]] = defaultdict(set)
    offices: dict[int, set[int]] = defaultdict(set)
    held = posts.values_list("role", "organisation", "organisation__parent", "group__user")
    for role, place, above, user in held:
        (offices[above or place] if role == Role.OFFICE else drafters[place]).add(user)
    return [*_to_report(drafters), *_to_verify(offices), *_to_review(offices)]


def _to_report(drafters: dict[int, set[int]]) -> list[Duty]:
    reports = Fulfilment.objects.filter(condition=OuterRef("pk"))
    near = Q(due__lte=timezone.localdate() + AHEAD)
    rows = (
        Condition.objects.annotate(by=Coalesce("unit", "decision__meeting__assessment__drafting_unit"))
        .filter(near | Exists(reports.filter(verdict=Verdict.REFUSED)), ~Exists(reports.filter(verdict="")))
        .filter(by__in=drafters, state=ConditionState.OPEN)
        .filter(decision__follow_up__closed_at=None, decision__follow_up__isnull=False)
        .select_related("decision__meeting__assessment__drafting_unit")
    )
    return _told(((row.decision.meeting.assessment, drafters[row.by], row.due) for row in rows), _report)


def _to_verify(offices: dict[int, set[int]]) -> list[Duty]:
    rows = (
        Fulfilment.objects.filter(verdict="", condition__decision__follow_up__closed_at=None)
        .annotate(city=_city("condition__decision__meeting__assessment"))
        .filter(city__in=offices)
        .select_related("condition__decision__meeting__assessment__drafting_unit")
    )
    found = ((row.condition.decision.meeting.assessment, offices[row.city], None) for row in rows)
    return _told(found, _verify)


def _to_review(offices: dict[int, set[int]]) -> list[Duty]:
    rows = (
        Review.objects.filter(done_at=None, due__lte=timezone.localdate())
        .filter(decision__follow_up__closed_at=None, decision__follow_up__isnull=False)
        .annotate(city=_city("decision__meeting__assessment"))
        .filter(city__in=offices)
        .select_related("decision__meeting__assessment__drafting_unit")
    )
    found = ((row.decision.meeting.assessment, offices[row.city], row.due) for row in rows)
    return _told(found, _review)


def _city(file: str) -> Coalesce:
    """A drafting unit lies directly below its city, or is the city itself."""
    return Coalesce(F(f"{file}__drafting_unit__parent"), F(f"{file}__drafting_unit"))


def _told(rows: Iterable[tuple[Assessment, set[int], date | None]], say: Callable[[int], str]) -> list[Duty]:
    """One line for each person and file, however many there are; due when the first of them is."""
    files: dict[int, Assessment] = {}
    dues: dict[tuple[int, int], list[date | None]] = defaultdict(list)
    for file, users, due in rows:
        files[file.pk] = file
        for user in sorted(users):
            dues[user, file.pk].append(due)
    return [
        Duty(user, files[file], lazy(say, str)(len(days)), min(filter(None, days), default=None))
        for (user, file), days in dues.items()
    ]


def _report(count: int) -> str:
    return ngettext("Report on %(count)s condition", "Report on %(count)s conditions", count) % {
        "count": count
    }


def _verify(count: int) -> str:
    return ngettext("%(count)s report to verify", "%(count)s reports to verify", count) % {"count": count}


def _review(count: int) -> str:
    return ngettext("%(count)s review of effects is due", "%(count)s reviews of effects are due", count) % {
        "count": count
    }
