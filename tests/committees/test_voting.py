"""The arithmetic of a vote."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.enums import ABSTAIN, Outcome
from committees.voting import tally

TWO_THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)
A, R = Outcome.APPROVE, Outcome.REJECT
ROLLS = st.lists(st.sampled_from([*Outcome.values, ABSTAIN, ""]), max_size=15)
SHARES = st.fractions(min_value=Fraction(1, 9), max_value=1)


@pytest.mark.parametrize(
    ("choices", "needed", "quorate", "winner"),
    [
        ([], 0, False, None),
        ([""], 1, False, None),
        ([A], 1, True, A),
        ([A, A, ""], 2, True, A),
        ([A, "", ""], 2, False, None),
        ([A, R, ""], 2, True, None),
        ([A, A, R, R], 3, True, None),
        ([A, A, R, ABSTAIN], 3, True, None),
        ([A, A, A, R, ABSTAIN], 4, True, A),
        ([ABSTAIN, ABSTAIN, ABSTAIN], 2, True, None),
        ([A, A, A, "", "", "", ""], 5, False, None),
    ],
)
def test_quorum_and_majority(choices, needed, quorate, winner):
    counted = tally(choices, quorum=TWO_THIRDS, majority=HALF)
    assert (counted.needed_for_quorum, counted.quorate, counted.winner) == (needed, quorate, winner)


def test_exactly_the_share_is_a_quorum_but_no_majority():
    counted = tally([A, A, R, R, "", ""], quorum=TWO_THIRDS, majority=HALF)
    assert (counted.quorate, counted.winner) == (True, None)


def test_a_third_that_no_float_knows_is_exact():
    assert tally([A, "", ""], quorum=Fraction(1, 3), majority=HALF).needed_for_quorum == 1
    assert tally([A, R, ABSTAIN], quorum=HALF, majority=Fraction(1, 3)).winner is None


@given(ROLLS, SHARES, st.fractions(min_value=HALF, max_value=1))
def test_a_winner_has_a_quorum_and_more_than_the_majority_behind_it(choices, quorum, majority):
    counted = tally(choices, quorum=quorum, majority=majority)
    assert sum(counted.counts.values()) == counted.cast <= counted.roll == len(choices)
    carried = [each for each in Outcome.values if counted.counts.get(each, 0) > majority * counted.cast]
    assert counted.winner == (carried[0] if carried and counted.cast >= quorum * counted.roll else None)


@given(ROLLS, st.randoms())
def test_the_order_of_the_votes_does_not_matter(choices, random):
    shuffled = random.sample(choices, len(choices))
    one, other = (tally(each, quorum=TWO_THIRDS, majority=HALF) for each in (choices, shuffled))
    assert (one.winner, one.counts) == (other.winner, other.counts)


@given(ROLLS, ROLLS, SHARES, SHARES)
def test_no_winner_before_every_required_vote_is_cast(others, required, quorum, majority):
    roll = [*others, *required]
    plain = tally(roll, quorum=quorum, majority=majority)
    counted = tally(roll, quorum=quorum, majority=majority, required=required)
    assert (counted.required, counted.awaited) == (len(required), required.count(""))
    assert counted.winner == (None if "" in required else plain.winner)


@pytest.mark.parametrize(("choice", "winner"), [("", None), (ABSTAIN, A), (R, A), (A, A)])
def test_a_required_vote_counts_as_any_other_and_an_abstention_is_one(choice, winner):
    counted = tally([A, A, A, choice], quorum=HALF, majority=HALF, required=[choice])
    assert (counted.winner, counted.awaited) == (winner, int(not choice))
