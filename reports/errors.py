"""Why a report or an edition of it could not be made. Each says in words what went wrong, for the office and whoever
looks after the machine."""

from ledger.errors import Undone


class Unavailable(Undone):
    """No PDF can be made on this machine. The text says why, and what an administrator can do."""


class Broken(Undone):
    """The edition was begun and could not be finished: too much of something, or a fault."""


class Unprepared(Undone):
    """What would be frozen is not what two people have answered for."""


class Outdated(Undone):
    """The record has been replaced while an edition of it was being made: the next attempt makes it of the new one."""
