"""What an answer or a finding still lacks, and how far a file has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.scale import NOT_APPLICABLE, UNCERTAIN
from indicators.schema import IndicatorText, SetFile


class Completeness(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    COMPLETE = "complete"


class Written(Protocol):
    def content(self) -> dict[str, object]: ...


class Answered(Written, Protocol):
    rating: str
    groups: list[str]
    facts: str
    mitigation: str
    reason: str
    reference: str


class Found(Written, Protocol):
    rating: str
    grounds: str


def lacking(answer: Answered, file: SetFile, text: IndicatorText) -> list[Promise]:
    """What must still be written before this answer can be handed in, in the order of the form.

    Not applicable needs its grounds. Uncertain needs the missing data named. A level needs its facts and, where the
    edition wants that, its place in the text or the plans; any effect needs the groups it touches, a negative one its
    mitigation. An answer in words needs the words.
    """
    if text.answer == "text":
        return [] if answer.facts else [_("the answer in words")]
    if not answer.rating:
        return [_("impact")]
    if answer.rating == NOT_APPLICABLE:
        return [] if answer.reason else [_("why it does not apply")]
    lacks: list[Promise] = []
    value = file.scale.value(answer.rating)
    if value and not answer.groups:
        lacks.append(_("groups of children"))
    if not answer.facts:
        lacks.append(_("which data are missing") if answer.rating == UNCERTAIN else _("facts and grounds"))
    if value is not None and value < 0 and not answer.mitigation:
        lacks.append(_("mitigation"))
    if value is not None and file.reference and file.reference.required and not answer.reference:
        lacks.append(
            _("the clause it is about") if file.reference.kind == "clause" else _("the drawing or page")
        )
    return lacks


def lacking_of_group(finding: Found) -> list[Promise]:
    """A special group needs both, also where nothing changes for it."""
    lacks: list[Promise] = []
    if not finding.rating:
        lacks.append(_("impact"))
    if not finding.grounds:
        lacks.append(_("grounds"))
    return lacks


def completeness(written: Written, lacks: list[Promise]) -> Completeness:
    if not any(written.content().values()):
        return Completeness.EMPTY
    return Completeness.BEGUN if lacks else Completeness.COMPLETE


@dataclass(frozen=True)
class Progress:
    """How many answers stand where."""

    complete: int
    begun: int
    empty: int

    @property
    def total(self) -> int:
        return self.complete + self.begun + self.empty

    @property
    def finished(self) -> bool:
        return self.total > 0 and self.complete == self.total


def progress(states: Iterable[Completeness]) -> Progress:
    counted = list(states)
    return Progress(
        *(counted.count(state) for state in (Completeness.COMPLETE, Completeness.BEGUN, Completeness.EMPTY))
    )
