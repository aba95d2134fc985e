"""A set may ask for less than a half; then two outcomes can be above the majority at once."""

from fractions import Fraction

import pytest

from committees.voting import tally

THIRD = {"quorum": Fraction(1, 2), "majority": Fraction(1, 3)}


@pytest.mark.parametrize("order", [1, -1])
def test_a_tie_has_no_winner_whoever_stands_first_on_the_roll(order):
    assert tally(["approve", "approve", "reject", "reject", "abstain"][::order], **THIRD).winner is None


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_above_the_majority_the_one_with_more_votes_wins(order):
    assert tally(["approve", "approve", "reject", "reject", "reject"][::order], **THIRD).winner == "reject"
