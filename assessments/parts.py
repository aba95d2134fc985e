"""A file as the parts that can be sent back one by one: what each holds, in values and in words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.enums import Basis, Directness, Grade, Part, Reversibility, Term
from assessments.models import (
    Answer,
    Assessment,
    ChildCount,
    Citation,
    GroupFinding,
    ParticipationPlan,
)
from assessments.scope import CHILDREN, PARTICIPATION, age_and_group, links_of
from indicators.diff.words import Mark, word_marks
from indicators.schema import SetFile

EVIDENCE, COUNTS = "evidence", "counts"
_CHOICES = {
    "directness": Directness,
    "term": Term,
    "reversibility": Reversibility,
    "grade": Grade,
}
_WRITTEN_IN: dict[Part, type[Model]] = {
    Part.ANSWER: Answer,
    Part.GROUP: GroupFinding,
    Part.CHILDREN: ChildCount,
    Part.PARTICIPATION: ParticipationPlan,
}
Content = Mapping[str, Any]


@dataclass(frozen=True)
class FilePart:
    """`content` is what a `ReturnedItem` keeps of it; `section` is the aspect's name, or empty outside the aspects."""

    part: Part
    code: str
    name: str
    section: str
    content: Content
    version: int
    written_at: datetime | None

    @property
    def key(self) -> str:
        """As forms name it, and as the page's anchor."""
        return f"{self.part}-{self.code}" if self.code else str(self.part)


@dataclass(frozen=True)
class Line:
    """One thing that a part says."""

    label: str
    text: str


@dataclass(frozen=True)
class Changed:
    label: str
    marks: list[Mark]


def parts_of(assessment: Assessment) -> list[FilePart]:
    """All that the department was asked, in the order of the pages: the scope, the indicators, the special groups."""
    return [*_scope(assessment), *_answers(assessment), *_groups(assessment)]


def lines(part: Part, content: Content, file: SetFile) -> list[Line]:
    """What a part says, in words; what is empty is left out."""
    return [Line(label, text) for label, text in _said(part, content, file) if text]


def differences(part: Part, before: Content, after: Content, file: SetFile) -> list[Changed]:
    """What reads differently, word by word; in the order of what is there now, for a stored text has lost its own."""
    old, new = dict(_said(part, before, file)), dict(_said(part, after, file))
    return [
        Changed(label, word_marks(old.get(label, ""), new.get(label, "")))
        for label in new | old
        if old.get(label, "") != new.get(label, "")
    ]


def _scope(assessment: Assessment) -> Iterator[FilePart]:
    section = _("Scope")
    if assessment.asks(CHILDREN):
        counts = list(assessment.child_counts.all())
        written = max((each.updated_at for each in counts if each.updated_at), default=None)
        content = {COUNTS: [each.content() for each in counts]}
        yield FilePart(Part.CHILDREN, "", str(Part.CHILDREN.label), section, content, 0, written)
    if assessment.asks(PARTICIPATION):
        plans = {each.link: each for each in assessment.participation_plans.all()}
        for link, (name, _during) in links_of(assessment).items():
            plan = plans.get(link) or ParticipationPlan(assessment=assessment, link=link)
            yield FilePart(
                Part.PARTICIPATION, link, name, section, plan.content(), plan.version, plan.updated_at
            )


def _answers(assessment: Assessment) -> Iterator[FilePart]:
    cited: dict[int, list[Citation]] = defaultdict(list)
    for each in Citation.objects.live().filter(evidence__assessment=assessment).select_related("evidence"):
        cited[each.indicator_id].append(each)
    for answer in assessment.answers.select_related("indicator__aspect"):
        citations, indicator = cited[answer.indicator_id], answer.indicator
        files = [
            _("%(file)s, p. %(page)s") % {"file": c.evidence, "page": c.page} if c.page else str(c.evidence)
            for c in citations
        ]
        times = [answer.updated_at, *(each.cited_at for each in citations)]
        yield FilePart(
            part=Part.ANSWER,
            code=indicator.code,
            name=str(indicator.local.name),
            section=f"{indicator.aspect.code} {indicator.aspect.local.name}",
            content=answer.content() | {EVIDENCE: files},
            version=answer.version,
            written_at=max((each for each in times if each), default=None),
        )


def _groups(assessment: Assessment) -> Iterator[FilePart]:
    special = {each.code: str(each.name) for each in assessment.indicator_set.special_groups}
    if not special:
        return
    for finding in assessment.group_findings.filter(group__in=special):
        yield FilePart(
            part=Part.GROUP,
            code=finding.group,
            name=special[finding.group],
            section=_("Special groups of children"),
            content=finding.content(),
            version=finding.version,
            written_at=finding.updated_at,
        )


def _said(part: Part, content: Content, file: SetFile) -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        match name:
            case "counts":
                yield str(part.label), "\n".join(_count(each, file) for each in value)
            case "evidence":
                yield _("Evidence"), "\n".join(value)
            case _:
                written = cast("Field[Any, Any]", _WRITTEN_IN[part]._meta.get_field(name))
                yield str(capfirst(written.verbose_name)), _in_words(name, value, file)


def _in_words(name: str, value: Any, file: SetFile) -> str:
    """A code that the edition does not know stands for itself."""
    groups = {each.code: str(each.name) for each in file.groups}
    match name:
        case "rating" | "residual" if value in file.scale.codes:
            return str(file.scale.label(value))
        case "groups":
            return _(", ").join(groups.get(code, code) for code in value)
        case "numbers":
            return _(", ").join(f"{groups.get(code, code)} {number}" for code, number in value.items())
        case _ if name in _CHOICES and value:
            return str(_CHOICES[name](value).label)
    return "" if value is None else str(value)


def _count(content: Content, file: SetFile) -> str:
    basis = str(Basis(content["basis"]).label) if content["basis"] else ""
    number = "" if content["number"] is None else str(content["number"])
    said = (number, content["source"], content["year"], basis, content["gap"])
    what = _(", ").join(str(each) for each in said if each)
    return age_and_group(file, content["age"], content["group"]) + _(": ") + what
