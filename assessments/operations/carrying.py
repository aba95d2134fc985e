"""Moving a file to a newer edition of its set: what was written is kept or archived, never lost."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from assessments.carry_over import Plan, plan_carry_over, same_depth, same_scale, same_words
from assessments.models import Answer, Assessment, Citation, GroupFinding, Screening
from assessments.operations.answers import refresh_completeness
from assessments.operations.archiving import archive_answers
from assessments.operations.doors import unlocked
from indicators.models import Indicator, IndicatorSet
from indicators.schema import SetFile


@dataclass
class Carried:
    """The plan that was followed, and what no archived answer holds: words on special groups, the screening, choices
    about the matter that the edition no longer offers."""

    plan: Plan
    laid_aside: dict[str, object] = field(default_factory=dict)


@transaction.atomic
def move_to_edition(*, assessment: Assessment, edition: IndicatorSet, actor: User) -> Carried:
    """The caller has made sure that the edition fits, and records what is returned."""
    assessment = unlocked(assessment, actor)
    answers = {each.indicator.code: each for each in assessment.answers.select_related("indicator")}
    old, new = assessment.indicator_set.file, edition.file
    plan = plan_carry_over(
        old,
        new,
        matter_class=assessment.matter_class,
        ages=assessment.ages,
        depth=assessment.depth,
        answers=answers,
    )
    rows = {each.code: each for each in edition.indicators.all()}
    archive_answers(assessment, [answers[code] for code in [*plan.again, *plan.archived]])
    _carry_answers(assessment, plan, answers, rows)
    _carry_evidence(assessment, {*plan.kept, *plan.again}, rows)
    carried = Carried(plan)
    _carry_matter(assessment, edition, carried)
    _carry_findings(assessment, old, new, carried)
    _carry_children(assessment, new, carried)
    if screening := getattr(assessment, "screening", None):
        _carry_screening(screening, old, new, carried)
    refresh_completeness(assessment=assessment)
    return carried


def _carry_answers(
    assessment: Assessment, plan: Plan, answers: dict[str, Answer], rows: dict[str, Indicator]
) -> None:
    """An emptied answer counts one version on, so that a page opened before cannot write into the new question."""
    for code in plan.again:
        answer = answers[code]
        for name, nothing in Answer().content().items():
            setattr(answer, name, nothing)
        answer.complete, answer.version = False, answer.version + 1
        answer.updated_by, answer.updated_at = None, None
    staying = [answers[code] for code in [*plan.kept, *plan.again]]
    for answer in staying:
        answer.indicator = rows[answer.indicator.code]
    fields = [*Answer.CONTENT, "indicator", "complete", "version", "updated_by", "updated_at"]
    Answer.objects.bulk_update(staying, fields)
    assessment.answers.filter(pk__in=[answers[code].pk for code in plan.archived]).delete()
    Answer.objects.bulk_create(Answer(assessment=assessment, indicator=rows[code]) for code in plan.new)


def _carry_evidence(assessment: Assessment, codes: set[str], rows: dict[str, Indicator]) -> None:
    """Citations follow their indicator, those taken back with them; those of an archived answer stay with it."""
    cited = Citation.objects.filter(evidence__assessment=assessment).select_related("indicator")
    moving = [each for each in cited if each.indicator.code in codes]
    for each in moving:
        each.indicator = rows[each.indicator.code]
    Citation.objects.bulk_update(moving, ["indicator"])


def _carry_matter(assessment: Assessment, edition: IndicatorSet, carried: Carried) -> None:
    """Ages and the point of the procedure stay as far as the edition knows them."""
    before = {"ages": assessment.ages, "gate": assessment.gate}
    assessment.indicator_set = edition
    ages = {each.code for each in edition.file.age_groups}
    gates = {each.code for tier in edition.file.tiers if tier.code == assessment.tier for each in tier.gates}
    assessment.ages = [age for age in assessment.ages if age in ages]
    assessment.gate = assessment.gate if assessment.gate in gates else ""
    assessment.save(update_fields=["indicator_set", "ages", "gate"])
    carried.laid_aside |= {name: was for name, was in before.items() if was != getattr(assessment, name)}


def _carry_findings(assessment: Assessment, old: SetFile, new: SetFile, carried: Carried) -> None:
    """On a group that is special no more, or on another scale, the words are laid aside."""
    special = {group.code: place for place, group in enumerate((g for g in new.groups if g.special), start=1)}
    held = {each.group: each for each in assessment.group_findings.all()}
    valid = same_scale(old, new)
    aside = {
        code: finding.content()
        for code, finding in held.items()
        if any(finding.content().values()) and not (valid and code in special)
    }
    for code, finding in held.items():
        if code not in special:
            finding.delete()
            continue
        finding.position = special[code]
        if code in aside:
            finding.rating, finding.grounds, finding.complete = "", "", False
            finding.version, finding.updated_by, finding.updated_at = finding.version + 1, None, None
        finding.save()
    GroupFinding.objects.bulk_create(
        GroupFinding(assessment=assessment, group=code, position=place)
        for code, place in special.items()
        if code not in held
    )
    if aside:
        carried.laid_aside["findings"] = aside


def _carry_children(assessment: Assessment, new: SetFile, carried: Carried) -> None:
    """Numbers of an age or a group that the edition does not know are laid aside."""
    ages, groups = {"", *(each.code for each in new.age_groups)}, {each.code for each in new.groups}
    gone = [
        each for each in assessment.child_counts.all() if each.age not in ages or each.group not in groups
    ]
    if gone:
        carried.laid_aside["children"] = [each.content() for each in gone]
        assessment.child_counts.filter(pk__in=[each.pk for each in gone]).delete()


def _carry_screening(screening: Screening, old: SetFile, new: SetFile, carried: Carried) -> None:
    """Answers to questions that read the same stay; when any reads differently, or the depth chosen is another one, the
    conclusion is drawn again, unless the screening is finished: then it stands."""
    before = {each.code: each.question for each in old.screening}
    same = {
        each.code
        for each in new.screening
        if each.code in before and same_words(before[each.code], each.question, old.language)
    }
    as_deep = not screening.depth or same_depth(old, new, screening.depth)
    if as_deep and same == before.keys() == {each.code for each in new.screening}:
        return
    if any(screening.content().values()):
        carried.laid_aside["screening"] = screening.content()
    screening.answers = {code: given for code, given in screening.answers.items() if code in same}
    if screening.closed_at is None:
        screening.conclusion, screening.depth = "", ""
    screening.version += 1
    screening.save()
