"""What the pages of sittings and sessions and the report read."""

from committees.queries.votes import (
    awaited_in_words,
    counted,
    dissents,
    majority_in_words,
    open_choices,
    own_ballot,
    quorum_in_words,
    tally_of,
    together,
    turnout_in_words,
)

__all__ = [
    "awaited_in_words",
    "counted",
    "dissents",
    "majority_in_words",
    "open_choices",
    "own_ballot",
    "quorum_in_words",
    "tally_of",
    "together",
    "turnout_in_words",
]
