"""Published cases with conditions, for tests."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from committees.enums import Outcome
from tests import factories
from workflows.enums import Action, Stage


def day(days):
    return timezone.localdate() + timedelta(days=days)


def publish(case, city, *obligations, **chosen):
    """The committee decides with these conditions, and the report is released."""
    return factories.move(issue(case, city, *obligations, **chosen), Action.RELEASE, User.objects.system())


def issue(case, city, *obligations, outcome=Outcome.APPROVE_WITH_CHANGES):
    """The committee decides with these conditions, and the report is being made."""
    case = factories.bring_to(Stage.COMMITTEE, case, city)
    factories.vote_all(case, city, outcome)
    factories.decide(case=case, deviation="附条件。", obligations=list(obligations), actor=city.office)
    return factories.bring_to(Stage.ISSUING, type(case).objects.get(pk=case.pk), city)


def due(review, days=0):
    """Its day has come, so many days ago."""
    review.due = day(-days)
    review.save(update_fields=["due"])
    return review
