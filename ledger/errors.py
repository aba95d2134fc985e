"""The two ways in which an operation says no to somebody who is entitled to ask, and how a job says what stopped it."""

from collections.abc import Mapping


class Refused(Exception):
    """Not now: `str()` is a sentence a user can read and act on. Nothing was changed."""


class Conflict(Exception):
    """The row changed since the caller read it. Nothing was changed; both texts are kept for the user to choose from.

    `theirs` and `mine` map field names to what is stored and what was sent, for the fields that differ;
    `version` is the version stored now.
    """

    def __init__(
        self, reason: str, *, theirs: Mapping[str, object], mine: Mapping[str, object], version: int
    ) -> None:
        super().__init__(reason)
        self.theirs, self.mine, self.version = theirs, mine, version


class Undone(Exception):
    """A job could not be done: `str()` is a sentence for whoever asked for it, kept with the job as it stands."""
