"""The arithmetic of a vote: exact, and without the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from committees.enums import ABSTAIN


@dataclass(frozen=True)
class Tally:
    """`winner` is the outcome that the rule chose, or None: no quorum, a required vote still awaited, nobody left to
    cast the required vote, no outcome above the majority, or, where the majority is less than a half, two above it with
    equally many votes.

    The roll is the base of every share; the `recused` do not stand on it. Quorum: votes cast (abstentions too) ≥ the
    quorum's share of the roll. Majority: strictly more than its share of the votes cast, abstentions counting as cast.
    Of the `required` votes `awaited` are not cast; an abstention is cast. `vacant`: all whose vote is required are
    recused.
    """

    roll: int
    cast: int
    needed_for_quorum: int
    counts: dict[str, int]
    winner: str | None
    required: int = 0
    awaited: int = 0
    recused: int = 0
    vacant: bool = False

    @property
    def quorate(self) -> bool:
        return self.roll > 0 and self.cast >= self.needed_for_quorum


def tally(
    choices: Sequence[str],
    *,
    quorum: Fraction,
    majority: Fraction,
    required: Sequence[str] = (),
    recused: int = 0,
    required_recused: int = 0,
) -> Tally:
    """Count a roll's choices, one for each member who is not recused, "" for one who has not voted; `required` are
    those among them without which there is no result."""
    vacant = required_recused > 0 and not required
    cast = [choice for choice in choices if choice]
    counts = dict(Counter(cast))
    needed, awaited = ceil(quorum * len(choices)), sum(not choice for choice in required)
    above = Counter(
        {
            choice: votes
            for choice, votes in counts.items()
            if choice != ABSTAIN and votes > majority * len(cast)
        }
    ).most_common(2)
    tied = len(above) == 2 and above[0][1] == above[1][1]
    carried = len(cast) >= needed and not awaited and not vacant
    return Tally(
        roll=len(choices),
        cast=len(cast),
        needed_for_quorum=needed,
        counts=counts,
        winner=above[0][0] if above and not tied and carried else None,
        required=len(required),
        awaited=awaited,
        recused=recused,
        vacant=vacant,
    )
