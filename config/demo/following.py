"""What becomes of a demonstration case after its publication: conditions reported and verified, a review."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from committees.enums import ConditionState, Verdict
from committees.models import Condition, Decision, FollowUp, Fulfilment
from committees.operations.fulfilling import report_fulfilment, verify_fulfilment
from ledger.models import Job
from ledger.outbox import deliver
from reports.models import Publication
from workflows.doors import report_key
from workflows.models import Case

Script = dict[str, Any]


def follow(case: Case, script: Script) -> None:
    """Publish it at once, as the worker would, and say that it was so many days ago; then what was reported since.
    Where this machine makes no PDF it waits for one that does."""
    if not deliver(Job.objects.get(key=report_key(case)).pk):
        return
    _long_ago(case, timedelta(days=script["published_days_ago"]))
    decision = Decision.objects.get(meeting=case.meeting)
    office = User.objects.holding(Role.OFFICE, case.assessment.drafting_unit.city).earliest("pk")
    for told in script.get("follow_up", []):
        report = report_fulfilment(
            condition=decision.conditions.get(position=told["condition"]),
            text=told["text"],
            actor=User.objects.get(username=told["by"]),
        )
        verdict = Verdict.ACCEPTED if "accepted" in told else Verdict.REFUSED
        verify_fulfilment(report=report, verdict=verdict, remark=told[verdict.value], actor=office)
        _reported_long_ago(report, timedelta(days=told["days_ago"]))


def _reported_long_ago(report: Fulfilment, days: timedelta) -> None:
    at = report.reported_at - days
    Fulfilment.objects.filter(pk=report.pk).update(reported_at=at, verified_at=at + timedelta(days=1))
    Condition.objects.filter(pk=report.condition_id, state=ConditionState.MET).update(
        met_on=timezone.localdate(at)
    )


def _long_ago(case: Case, days: timedelta) -> None:
    """The register and the days of the reviews."""
    publication = Publication.objects.get(assessment=case.assessment)
    publication.published_at -= days
    publication.save(update_fields=["published_at"])
    follow_up = FollowUp.objects.get(decision__meeting=case.meeting)
    follow_up.opened_at -= days
    follow_up.save(update_fields=["opened_at"])
    for review in follow_up.decision.reviews.all():
        review.due -= days
        review.save(update_fields=["due"])
