"""Answers of a similar matter, to begin from: which matters are similar, and what of theirs can be taken here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.carry_over import Plan, plan_carry_over, same_scale, same_words
from assessments.enums import Part
from assessments.models import Assessment, GroupFinding
from assessments.offline.outline import key_of, outline
from assessments.offline.proposing import Proposed
from assessments.querysets import AssessmentQuerySet

SEARCHED, SHOWN = 200, 20


@dataclass(frozen=True)
class Candidate:
    """An earlier file, with what makes it similar."""

    assessment: Assessment
    same_set: bool
    same_class: bool
    same_unit: bool
    likeness: float

    @property
    def rank(self) -> tuple[bool, float]:
        """The same set before all; then how much else is alike."""
        return self.same_set, self.same_class + self.same_unit * 0.5 + self.likeness


def candidates(assessment: Assessment, user: User, search: str = "") -> list[Candidate]:
    """The most similar first, and of equals the newest: files that this person sees, opened before this one and not
    empty. In a constant number of queries."""
    earlier = _earlier(assessment, user)
    if search:
        earlier = earlier.filter(
            Q(title__icontains=search) | Q(title_en__icontains=search) | Q(code__icontains=search)
        )
    found = [_candidate(each, assessment) for each in earlier[:SEARCHED]]
    return sorted(found, key=lambda each: each.rank, reverse=True)[:SHOWN]


def source(assessment: Assessment, user: User, code: str) -> Assessment | None:
    """One of them by its number."""
    found: Assessment | None = _earlier(assessment, user).filter(code=code).first()
    return found


def proposed_from(source: Assessment, assessment: Assessment) -> Proposed:
    """What the other file says of the same questions under the same scale; of the rest, why it is not taken."""
    result = Proposed()
    old, new = source.indicator_set.file, assessment.indicator_set.file
    answers = {
        each.indicator.code: each
        for each in source.answers.select_related("indicator")
        if any(each.content().values())
    }
    here = {item.key: {field.name for field in item.fields} for item in outline(assessment).items}
    plan = plan_carry_over(
        old,
        new,
        matter_class=assessment.matter_class,
        ages=assessment.ages,
        depth=assessment.depth,
        answers=answers,
    )
    for code in plan.kept:
        _take(Part.ANSWER, code, answers[code].content(), here, result)
    _remark_plan(plan, here, result)
    if same_scale(old, new):
        for finding in _same_findings(source, assessment):
            _take(Part.GROUP, finding.group, finding.content(), here, result)
    return result


def _earlier(assessment: Assessment, user: User) -> AssessmentQuerySet:
    written = Count("answers", filter=~Q(answers__rating=""))
    files = Assessment.objects.visible_to(user).filter(created_at__lt=assessment.created_at)
    rows: AssessmentQuerySet = (
        files.exclude(pk=assessment.pk)
        .annotate(written=written)
        .filter(written__gt=0)
        .select_related("indicator_set", "drafting_unit__parent")
        .order_by("-created_at")
    )
    return rows


def _candidate(each: Assessment, assessment: Assessment) -> Candidate:
    return Candidate(
        assessment=each,
        same_set=each.indicator_set.code == assessment.indicator_set.code,
        same_class=each.matter_class == assessment.matter_class,
        same_unit=each.drafting_unit_id == assessment.drafting_unit_id,
        likeness=_likeness(each.title, assessment.title),
    )


def _likeness(one: str, other: str) -> float:
    """How many pairs of neighbouring characters two titles share, from 0 to 1."""
    first, second = ({a + b for a, b in pairwise(title) if not (a + b).isspace()} for title in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0


def _take(
    part: Part,
    code: str,
    content: Mapping[str, object],
    here: Mapping[str, Collection[str]],
    result: Proposed,
) -> None:
    """What is asked here too, without what is empty, which is nothing to begin from."""
    asked = here.get(key_of(part, code), ())
    values = {
        name: value for name, value in content.items() if name in asked and value not in ("", None, [], {})
    }
    if values:
        result.content[key_of(part, code)] = values


def _remark_plan(plan: Plan, here: Collection[str], result: Proposed) -> None:
    for code, reasons in plan.again.items():
        if key_of(Part.ANSWER, code) in here:
            told = " ".join(str(reason.label) for reason in reasons)
            result.remark(told, item=key_of(Part.ANSWER, code))
    if plan.archived:
        codes = _(", ").join(plan.archived)
        result.remark(_("Not asked here: %(codes)s.") % {"codes": codes})


def _same_findings(source: Assessment, assessment: Assessment) -> list[GroupFinding]:
    """On groups that are special in both, under the same name."""
    old, new = (
        {group.code: group.name for group in each.indicator_set.special_groups}
        for each in (source, assessment)
    )
    language = source.indicator_set.file.language
    return [
        finding
        for finding in source.group_findings.all()
        if finding.group in old.keys() & new.keys()
        and same_words(old[finding.group], new[finding.group], language)
    ]
