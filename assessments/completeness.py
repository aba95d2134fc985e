"""What an answer still lacks, and how far a file has come. Pure: it looks at values, never at the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.scale import NOT_APPLICABLE, UNCERTAIN, Scale


class Completeness(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    COMPLETE = "complete"


class Answered(Protocol):
    rating: str
    groups: list[str]
    facts: str
    mitigation: str
    reason: str

    def content(self) -> dict[str, object]: ...


def lacking(answer: Answered, scale: Scale) -> list[Promise]:
    """What must still be written before this answer can be handed in, in the order of the form.

    Not applicable needs its grounds. Uncertain needs the missing data named. Any effect needs its facts and the
    groups it touches; a negative one needs its mitigation; neutral needs the facts that show it.
    """
    if not answer.rating:
        return [_("impact")]
    if answer.rating == NOT_APPLICABLE:
        return [] if answer.reason else [_("why it does not apply")]
    lacks: list[Promise] = []
    value = scale.value(answer.rating)
    if value and not answer.groups:
        lacks.append(_("groups of children"))
    if not answer.facts:
        lacks.append(_("which data are missing") if answer.rating == UNCERTAIN else _("facts and grounds"))
    if value is not None and value < 0 and not answer.mitigation:
        lacks.append(_("mitigation"))
    return lacks


def completeness(answer: Answered, scale: Scale) -> Completeness:
    if not any(answer.content().values()):
        return Completeness.EMPTY
    return Completeness.BEGUN if lacking(answer, scale) else Completeness.COMPLETE


@dataclass(frozen=True)
class Progress:
    """How many answers stand where. `percent` rounds down, so that 100 means that nothing is missing."""

    complete: int
    begun: int
    empty: int

    @property
    def total(self) -> int:
        return self.complete + self.begun + self.empty

    @property
    def percent(self) -> int:
        return self.complete * 100 // self.total if self.total else 0

    @property
    def finished(self) -> bool:
        return self.total > 0 and self.complete == self.total


def progress(states: Iterable[Completeness]) -> Progress:
    counted = list(states)
    return Progress(
        *(counted.count(state) for state in (Completeness.COMPLETE, Completeness.BEGUN, Completeness.EMPTY))
    )
