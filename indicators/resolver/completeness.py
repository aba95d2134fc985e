"""What an answer or a finding still lacks, and how far a file has come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.scale import NOT_APPLICABLE, UNCERTAIN, Scale
from indicators.schema import IndicatorText, SetFile

# How strong evidence must be, by its grade from A to D. The rule is ours; no city's rule is public. A good impact rests
# on an inference at least, the ends of a scale of two levels a side or more on documents or data; and what is called
# documents or data is shown.
WEAKEST_FOR_GOOD = "C"
WEAKEST_FOR_ENDS = "B"
SHOWN = ("A", "B")
LEAST_END = 2


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
    directness: str
    term: str
    reversibility: str
    grade: str
    residual: str
    reason: str
    reference: str


class Found(Written, Protocol):
    rating: str
    grounds: str


def lacking(
    answer: Answered, file: SetFile, text: IndicatorText, *, asks: Collection[str] = (), cited: bool = False
) -> list[Promise]:
    """What must still be written before this answer can be handed in, in the order of the form.

    Not applicable needs its grounds. Uncertain needs the missing data named. A level needs its facts and, where the
    edition wants that, its place in the text or the plans; any effect needs the groups it touches, a negative one its
    mitigation. An answer in words needs the words. `asks` is what the file's path wants beside that, see
    `SelfAssessment.asks`; `cited`: whether a file of the case is cited for it.
    """
    if text.answer == "text":
        return [] if answer.facts else [_("the answer in words")]
    if not answer.rating:
        return [_("impact")]
    if answer.rating == NOT_APPLICABLE:
        return [] if answer.reason else [_("why it does not apply")]
    value = file.scale.value(answer.rating)
    lacks: list[Promise] = []
    if value and "effect" in asks:
        lacks += _effect_lacks(answer)
    if value and not answer.groups:
        lacks.append(_("groups of children"))
    if value is not None and file.reference and file.reference.required and not answer.reference:
        lacks.append(
            _("the clause it is about") if file.reference.kind == "clause" else _("the drawing or page")
        )
    if not answer.facts:
        lacks.append(_("which data are missing") if answer.rating == UNCERTAIN else _("facts and grounds"))
    if value is not None and "evidence" in asks:
        lacks += _evidence_lacks(answer.grade, value, file.scale, cited=cited)
    if value is not None and value < 0:
        if not answer.mitigation:
            lacks.append(_("mitigation"))
        if "effect" in asks and not answer.residual:
            lacks.append(_("the effect that remains"))
    return lacks


def weakest_grade(value: int, scale: Scale) -> str:
    """The weakest grade of evidence on which this level may rest; nothing where any will do."""
    end = max(abs(scale.minimum), abs(scale.maximum))
    if end >= LEAST_END and abs(value) == end:
        return WEAKEST_FOR_ENDS
    return WEAKEST_FOR_GOOD if value > 0 else ""


def _effect_lacks(answer: Answered) -> list[Promise]:
    wanted = (
        (answer.directness, _("direct or indirect")),
        (answer.term, _("term")),
        (answer.reversibility, _("whether it can be reversed")),
    )
    return [name for given, name in wanted if not given]


def _evidence_lacks(grade: str, value: int, scale: Scale, *, cited: bool) -> list[Promise]:
    weakest = weakest_grade(value, scale)
    if weakest and not grade:
        return [_("the strength of the evidence")]
    if weakest and grade > weakest:
        if weakest == WEAKEST_FOR_ENDS:
            return [_("evidence of grade B or better for so strong an impact")]
        return [_("evidence of grade C or better for a good impact")]
    return [_("a file that shows evidence of grade A or B")] if grade in SHOWN and not cited else []


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
