"""What a questionnaire consists of away from its pages: the parts of the file, and for each the fields of its form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.enums import Directness, Grade, Part, Reversibility, Term
from assessments.forms import AnswerForm, GroupForm
from assessments.limits import LONGEST_TEXT
from assessments.models import Answer, Assessment, GroupFinding
from assessments.offline.spelling import spellings
from indicators.scale import figure
from indicators.schema import SetFile

Kind = Literal["choice", "choices", "whole", "numbers", "line", "text"]
KINDS: dict[str, Kind] = {
    "rating": "choice",
    "directness": "choice",
    "term": "choice",
    "reversibility": "choice",
    "groups": "choices",
    "reach": "whole",
    "numbers": "numbers",
    "reference": "line",
    "facts": "text",
    "grade": "choice",
    "mitigation": "text",
    "residual": "choice",
    "reason": "text",
    "grounds": "text",
}
ENUMS = {"directness": Directness, "term": Term, "reversibility": Reversibility, "grade": Grade}
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Field:
    """`choices`: value and words in the reader's language; `spelled`: the value of everything that may be written for
    it, folded, in both languages."""

    name: str
    label: str
    kind: Kind
    longest: int
    choices: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    is_clause: bool = False


@dataclass(frozen=True)
class Item:
    """What is answered as one: an indicator or a special group, with its row in the database."""

    part: Part
    code: str
    name: str
    question: str
    guidance: str
    fields: tuple[Field, ...]
    row: Answer | GroupFinding

    @property
    def key(self) -> str:
        return key_of(self.part, self.code)

    @property
    def shown_code(self) -> str:
        """A group is known by its name alone."""
        return self.code if self.part == Part.ANSWER else ""


@dataclass(frozen=True)
class Section:
    """An aspect, or the special groups."""

    name: str
    items: list[Item]


@dataclass(frozen=True)
class Outline:
    assessment: Assessment
    sections: list[Section]

    @property
    def items(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items

    @property
    def content(self) -> dict[str, dict[str, object]]:
        """All that stands in the file, by key of the item."""
        return {item.key: item.row.content() for item in self.items}


def key_of(part: str, code: str) -> str:
    return f"{part}:{code}"


def outline(assessment: Assessment) -> Outline:
    """In three queries, whatever the number of indicators; `indicator_set` should be at hand."""
    edition = assessment.indicator_set
    rows: dict[int, list[Answer]] = {}
    for answer in assessment.answers.select_related("indicator"):
        answer.indicator.indicator_set = edition
        answer.assessment = assessment
        rows.setdefault(answer.indicator.aspect_id, []).append(answer)
    asked: dict[str, tuple[Field, ...]] = {}
    sections = []
    for aspect in edition.aspects.all():
        items = []
        for answer in rows.get(aspect.pk, []):
            kind = answer.indicator.text.answer
            if kind not in asked:
                asked[kind] = _fields(AnswerForm(answer=answer), edition.file)
            items.append(_indicator_item(answer, asked[kind]))
        if items:
            sections.append(Section(f"{aspect.code} {aspect.local.name}", items))
    if groups := _group_items(assessment):
        sections.append(Section(_("Special groups of children"), groups))
    return Outline(assessment, sections)


def _indicator_item(answer: Answer, asked: tuple[Field, ...]) -> Item:
    text = answer.indicator.text
    told = [str(each) for each in (text.definition, text.guidance) if each]
    if text.evidence:
        told.append(_("Evidence expected: %(evidence)s") % {"evidence": text.evidence})
    question, guidance = str(text.question), "\n".join(told)
    return Item(Part.ANSWER, text.code, str(text.name), question, guidance, asked, answer)


def _group_items(assessment: Assessment) -> list[Item]:
    edition = assessment.indicator_set
    special = {group.code: group for group in edition.special_groups}
    findings = list(assessment.group_findings.filter(group__in=special)) if special else []
    if not findings:
        return []
    asked = _fields(GroupForm(finding=findings[0], indicator_set=edition), edition.file)
    question = _("What changes for these children? Please answer also where nothing changes for them.")
    return [
        Item(Part.GROUP, each.group, str(special[each.group].name), question, "", asked, each)
        for each in findings
    ]


def _fields(form: forms.Form, file: SetFile) -> tuple[Field, ...]:
    """What the form asks that is content, in its order and under its labels."""
    return tuple(
        field_of(file, name, str(asked.label), getattr(asked, "max_length", None) or LONGEST_TEXT)
        for name, asked in form.fields.items()
        if name in KINDS
    )


def field_of(file: SetFile, name: str, label: str = "", longest: int = LONGEST_TEXT) -> Field:
    """A field of an answer as this edition asks it, understanding both languages."""
    spoken = []
    for language in LANGUAGES:
        with translation.override(language):
            spoken.append(_words(name, file))
    spelled: dict[str, str] = {}
    for value in spoken[0]:
        for spelling in spellings(value, [words[value] for words in spoken]):
            spelled.setdefault(spelling, value)
    words = _words(name, file)
    return Field(
        name=name,
        label=label,
        kind=KINDS[name],
        longest=longest,
        choices={value: _with_figure(value, words[value], file) for value in words}
        if name in {"rating", "residual"}
        else words,
        spelled=spelled,
        is_clause=name == "reference" and file.reference is not None and file.reference.kind == "clause",
    )


def _words(name: str, file: SetFile) -> dict[str, str]:
    """Values to choose from and their words in the active language."""
    if name == "rating":
        return {code: str(file.scale.label(code)) for code in file.scale.codes}
    if name == "residual":
        return {level.code: str(level.name) for level in file.scale.levels}
    if name in {"groups", "numbers"}:
        return {group.code: str(group.name) for group in file.groups}
    if name in ENUMS:
        return {value: str(label) for value, label in ENUMS[name].choices}
    return {}


def _with_figure(code: str, words: str, file: SetFile) -> str:
    """A level with its figure; the two answers that are no level in words alone."""
    value = file.scale.value(code)
    return words if value is None else f"{figure(value)} {words}"
