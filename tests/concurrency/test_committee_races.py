"""Members and office at one sitting at the same moment: one vote each, one decision, and the ledger tells it as it was.

Two hundred rounds each, of the third race fifty. Every promise is also put to processes without row locks but the
ledger’s own, where it must be seen to break.
"""

import pytest

from committees.enums import ABSTAIN
from committees.models import Ballot, Condition, Decision, Meeting
from ledger.models import Event
from ledger.queries import verify_chain
from tests import factories
from tests.factories import bring_to, vote_all
from workflows.enums import Stage
from workflows.models import Case

pytestmark = pytest.mark.postgres
ROUNDS = {"double_vote": 200, "double_decision": 200, "vote_while_deciding": 50}
DECIDED = "refused: This is no longer possible: the case is now in “Publication”."


@pytest.fixture(scope="module")
def sitting(city, short):
    return bring_to(Stage.COMMITTEE, factories.make_case(city, short), city)


def begin_again(case):
    """The same sitting as it was convened, so that a round need not bring up a case of its own."""
    Condition.objects.all().delete()
    Decision.objects.all().delete()
    case.meeting.ballots.update(choice="", opinion="", cast_at=None)
    Meeting.objects.update(closed_at=None)
    Case.objects.update(state=Stage.COMMITTEE)


def votes_since(ballot, position):
    """What the ledger tells of a ballot: each vote with the one before it."""
    events = Event.objects.filter(
        subject__endswith=f":ballot:{ballot.pk}", position__gt=position, name="vote.cast"
    )
    told = events.order_by("position").values_list("data", flat=True)
    return [(each["old"]["choice"], each["new"]["choice"]) for each in told]


def double_vote(crew, city, case, locks):
    """One member on two devices, each with another choice; whether the ledger tells it without a gap."""
    begin_again(case)
    before = Event.objects.latest("position").position
    parts = [("cast", case, city.member_a, choice) for choice in ("approve", ABSTAIN)]
    outcomes = crew.race(*parts, locks=locks)
    ballot = Ballot.objects.get(meeting=case.meeting, member=city.member_a)
    told = votes_since(ballot, before)
    seen = sorted(outcomes) == ["done: abstain", "done: approve"]
    chained = [old for old, _new in told] == ["", *[new for _old, new in told[:-1]]]
    return seen and len(told) == 2 and chained and told[-1][1] == ballot.choice


def double_decision(crew, city, case, locks):
    """Two officers close the vote at once; whether one decided and the other read that it is decided."""
    begin_again(case)
    vote_all(case, city)
    outcomes = crew.race(
        *[("decide_case", case, each) for each in (city.office, city.office_two)], locks=locks
    )
    return sorted(outcomes) == ["done: approve", DECIDED] and Decision.objects.count() == 1


def vote_while_deciding(crew, city, case, locks):
    """A member changes the vote while the office closes it; whether what was decided is what was voted."""
    begin_again(case)
    vote_all(case, city)
    late, _closed = crew.race(
        ("cast", case, city.member_a, ABSTAIN), ("decide_case", case, city.office), locks=locks
    )
    decision = Decision.objects.first()
    expected = {"approve": 2, ABSTAIN: 1} if late == "done: abstain" else {"approve": 3}
    return late in {"done: abstain", "refused: The vote is closed."} and (
        decision is not None and decision.tally["counts"] == expected
    )


RACES = [double_vote, double_decision, vote_while_deciding]


@pytest.mark.parametrize("race", RACES)
def test_two_at_one_sitting_never_do_both(crew, city, sitting, race):
    rounds = range(ROUNDS[race.__name__])
    wrong = [number for number in rounds if not race(crew, city, sitting, "locked")]
    assert wrong == []


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_do(crew, city, sitting, race):
    assert not all(race(crew, city, sitting, "chain") for _round in range(ROUNDS[race.__name__]))


def test_after_all_races_the_chain_is_whole(crew, city):
    assert verify_chain().intact
