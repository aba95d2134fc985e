"""The arithmetic of a vote: exact, and without the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from committees.enums import ABSTAIN


@dataclass(frozen=True)
class Tally:
    """`winner` is the outcome that the rule chose, or None: no quorum, no outcome above the majority, or, where the
    majority is less than a half, two above it with equally many votes.

    Quorum: votes cast (abstentions too) ≥ the quorum's share of the roll. Majority: strictly more than its share of the
    votes cast, abstentions counting as cast.
    """

    roll: int
    cast: int
    needed_for_quorum: int
    counts: dict[str, int]
    winner: str | None

    @property
    def quorate(self) -> bool:
        return self.roll > 0 and self.cast >= self.needed_for_quorum


def tally(choices: Sequence[str], *, quorum: Fraction, majority: Fraction) -> Tally:
    """Count a roll's choices, one for each member, "" for one who has not voted."""
    cast = [choice for choice in choices if choice]
    counts = dict(Counter(cast))
    needed = ceil(quorum * len(choices))
    above = Counter(
        {
            choice: votes
            for choice, votes in counts.items()
            if choice != ABSTAIN and votes > majority * len(cast)
        }
    ).most_common(2)
    tied = len(above) == 2 and above[0][1] == above[1][1]
    winner = above[0][0] if above and not tied and len(cast) >= needed else None
    return Tally(roll=len(choices), cast=len(cast), needed_for_quorum=needed, counts=counts, winner=winner)
