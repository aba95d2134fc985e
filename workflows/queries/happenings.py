"""What happened to a case, a run of the same as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ledger.models import Event


@dataclass(frozen=True)
class Happening:
    """Events in a row of one kind by one person, told as one; `last` is the newest, `codes` the indicators touched."""

    last: Event
    codes: list[str]


def told(events: Iterable[Event]) -> list[Happening]:
    """Newest first, with a run of saved answers or attached files as one line."""
    found = []
    for _kind, run in groupby(
        events, key=lambda event: (event.name, event.actor_id, event.data.get("action"))
    ):
        together = list(run)
        codes = dict.fromkeys(
            event.data["indicator"] for event in reversed(together) if "indicator" in event.data
        )
        found.append(Happening(together[0], list(codes)))
    return found
