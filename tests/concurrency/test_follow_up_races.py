"""Two at one follow-up at the same moment: one report waits, one finding stands, one wording, one closing, and nothing
comes in after it.

Every promise is also put to processes without row locks but the ledger’s own, where it must be seen to break.
"""

import pytest

from committees.enums import ConditionState, Verdict
from committees.models import Condition, FollowUp, Fulfilment, Review
from ledger.models import Event
from ledger.queries import verify_chain
from tests import factories
from tests.committees.following import due, publish
from tests.factories import obligation

pytestmark = pytest.mark.postgres
ROUNDS = {
    "two_findings": 200,
    "two_reports": 50,
    "two_closings": 50,
    "two_reviews": 50,
    "report_or_close": 50,
}
OPEN = {"state": ConditionState.OPEN, "met_on": None}


@pytest.fixture(scope="module")
def watched(city):
    shape = {"edition": "followed", "without": ("office_check", "expert_panel"), "follow_up": (6,)}
    case = publish(factories.make_case(city, factories.make_set(**shape)), city, obligation())
    due(Review.objects.get())
    return case


def begin_again(*, reported=None):
    """Nothing reported, reviewed or closed, or one report waiting: a round need not bring up a case of its own."""
    Fulfilment.objects.all().delete()
    Condition.objects.update(**OPEN)
    FollowUp.objects.update(closed_at=None, reason="", version=0)
    Review.objects.update(done_at=None, done_by=None, summary="", version=0)
    if reported:
        condition = Condition.objects.get()
        Fulfilment.objects.create(condition=condition, text="已完成。", reported_by=reported)
    return Event.objects.latest("position").position


def told_since(position):
    """What the ledger tells."""
    return list(
        Event.objects.filter(position__gt=position).order_by("position").values_list("name", flat=True)
    )


def two_findings(crew, city, case, locks):
    """One officer finds the condition met, the other does not; whether one was heard."""
    before = begin_again(reported=city.drafter)
    outcomes = crew.race(
        ("verify", case, city.office, Verdict.ACCEPTED),
        ("verify", case, city.office_two, Verdict.REFUSED),
        locks=locks,
    )
    found, condition = Fulfilment.objects.get(), Condition.objects.get()
    stands = (condition.state == ConditionState.MET) == (found.verdict == Verdict.ACCEPTED)
    once = told_since(before) == ["condition.verified"] and f"done: {found.verdict}" in outcomes
    return once and stands


def two_reports(crew, city, case, locks):
    """Two officers of the unit say that it is met; whether one report waits and the other reads so."""
    begin_again()
    outcomes = crew.race(
        *[("report", case, each, "已完成。") for each in (city.drafter, city.colleague)], locks=locks
    )
    waits = "refused: A report on this condition waits to be verified by the committee office."
    return sorted(outcomes) == ["done: 已完成。", waits] and Fulfilment.objects.count() == 1


def two_closings(crew, city, case, locks):
    begin_again()
    outcomes = crew.race(
        ("close_following", case, city.office, "甲的理由"),
        ("close_following", case, city.office_two, "乙的理由"),
        locks=locks,
    )
    done = f"done: {FollowUp.objects.get().reason}"
    return sorted(outcomes) == ["conflict: {}", done] and FollowUp.objects.get().version == 1


def two_reviews(crew, city, case, locks):
    begin_again()
    outcomes = crew.race(
        ("review", case, city.office, "甲的结论"), ("review", case, city.office_two, "乙的结论"), locks=locks
    )
    stored = Review.objects.get().summary
    return sorted(outcomes) == [f"conflict: {{'summary': '{stored}'}}", f"done: {stored}"]


def report_or_close(crew, city, case, locks):
    """Whether nothing was reported after the closing."""
    before = begin_again()
    reported, _closed = crew.race(
        ("report", case, city.drafter, "已完成。"),
        ("close_following", case, city.office, "结束"),
        locks=locks,
    )
    both = ["condition.reported", "follow_up.closed"]
    return told_since(before) == (both if reported.startswith("done") else both[1:])


RACES = [two_findings, two_reports, two_closings, two_reviews, report_or_close]


@pytest.mark.parametrize("race", RACES)
def test_two_at_one_follow_up_never_do_both(crew, city, watched, race):
    rounds = range(ROUNDS[race.__name__])
    assert [number for number in rounds if not race(crew, city, watched, "locked")] == []


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_do(crew, city, watched, race):
    assert not all(race(crew, city, watched, "chain") for _round in range(ROUNDS[race.__name__]))


def test_after_all_races_the_chain_is_whole(crew, city):
    assert verify_chain().intact
