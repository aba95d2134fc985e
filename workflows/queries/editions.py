"""What a running case is shown of a newer edition of its set, and of its answers under an older one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.carry_over import Plan, Reason, plan_carry_over
from assessments.earlier import EarlierAnswer, earlier_answers
from assessments.enums import Finding, Need
from assessments.models import Answer, Assessment
from assessments.scope import age_and_group
from indicators.diff.changes import Change, Difference
from indicators.diff.compare import compare
from indicators.diff.kinds import Part
from indicators.models import IndicatorSet
from indicators.schema import IndicatorText, SetFile
from ledger.models import Event
from ledger.queries import timeline
from workflows.carrying import CARRIED, OPEN, has_stayed, why_not
from workflows.models import Case


@dataclass(frozen=True)
class Compared:
    """One indicator in the plan: as the newer edition has it, or as the older one had it where it is archived."""

    text: IndicatorText
    changes: list[Change]
    reasons: list[Reason]
    answer: Answer | None


@dataclass(frozen=True)
class EditionPage:
    """`newer` is None where there is nothing to move to; `reason` says why it cannot be done now."""

    newer: IndicatorSet | None
    reason: str
    plan: Plan | None
    difference: Difference | None
    kept: list[Compared]
    again: list[Compared]
    new: list[Compared]
    archived: list[Compared]
    stayed: bool

    @property
    def scale_changes(self) -> list[Change]:
        """What is said differently about the answers to choose from."""
        found = self.difference.changes if self.difference else ()
        return [change for change in found if change.part == Part.SCALE]


def newest_edition(assessment: Assessment) -> IndicatorSet | None:
    """The last edition of the file's set, where it is newer than the file's own."""
    pinned, city = assessment.indicator_set, assessment.drafting_unit.city
    newest = IndicatorSet.objects.usable_by(city).filter(code=pinned.code).first()
    return newest if newest is not None and newest.loaded_at > pinned.loaded_at else None


def offered_edition(case: Case, user: User) -> IndicatorSet | None:
    """A newer edition that somebody who writes in the file has not answered yet."""
    if case.state not in OPEN:
        return None
    newest = newest_edition(case.assessment)
    if newest is None or not user.has_perm("assessments.answer_assessment", case.assessment):
        return None
    return None if why_not(case, newest) or has_stayed(case, newest) else newest


def edition_page(case: Case) -> EditionPage:
    newer = newest_edition(case.assessment)
    if newer is None:
        return EditionPage(None, "", None, None, [], [], [], [], stayed=False)
    reason = why_not(case, newer)
    file = case.assessment
    if file.matter_class not in {each.code for each in newer.matter_classes}:
        return EditionPage(newer, reason, None, None, [], [], [], [], stayed=False)
    answers = {each.indicator.code: each for each in file.answers.select_related("indicator")}
    old, new = file.indicator_set.file, newer.file
    plan = plan_carry_over(
        old, new, matter_class=file.matter_class, ages=file.ages, depth=file.depth, answers=answers
    )
    difference = compare(old, new)

    def compared(codes: Mapping[str, list[Reason]] | list[str], side: SetFile = new) -> list[Compared]:
        reasons = codes if isinstance(codes, Mapping) else {}
        return [
            Compared(
                side.indicators[code],
                difference.of(Part.INDICATORS, code),
                reasons.get(code, []),
                answers.get(code),
            )
            for code in codes
        ]

    return EditionPage(
        newer=newer,
        reason=reason,
        plan=plan,
        difference=difference,
        kept=compared(plan.kept),
        again=compared(plan.again),
        new=compared(plan.new),
        archived=compared(plan.archived, old),
        stayed=has_stayed(case, newer),
    )


@dataclass(frozen=True)
class LeftEdition:
    """What was written under an edition that the file has left. `findings` on special groups, `screening` and
    `children` are what could not stay either: each with what it was about, the choice made, and the words."""

    edition: str
    event: Event
    answers: list[EarlierAnswer]
    findings: list[tuple[str, str, str]]
    screening: list[tuple[str, str, str]]
    children: list[tuple[str, str, str]]


@dataclass(frozen=True)
class EarlierPage:
    """`editions` that the file has left, the last one first; `put_away` are answers under its present edition that it
    was no longer asked once the screening had chosen a depth."""

    put_away: list[EarlierAnswer]
    editions: list[LeftEdition]


def earlier_page(assessment: Assessment) -> EarlierPage:
    answers: dict[str, list[EarlierAnswer]] = defaultdict(list)
    for each in earlier_answers(assessment):
        answers[str(each.edition)].append(each)
    moves = timeline(assessment.subject).filter(name=CARRIED)
    left = [
        LeftEdition(
            event.data["from"].rpartition("@")[2],
            event,
            answers[event.data["from"]],
            list(_findings(event.data)),
            list(_screening(event.data)),
            list(_children(event.data)),
        )
        for event in moves
    ]
    return EarlierPage(answers[str(assessment.indicator_set)], left)


def has_earlier(assessment: Assessment) -> bool:
    """Whether the page of earlier answers has anything to show; in one query."""
    moves = timeline(assessment.subject).filter(name=CARRIED).order_by().values("pk")
    return moves.union(assessment.archived_answers.order_by().values("pk")).exists()


def _findings(move: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if aside := move["laid_aside"].get("findings"):
        file = _edition(move["from"]).file
        names = {group.code: str(group.name) for group in file.groups}
        for group, content in aside.items():
            rating = str(file.scale.label(content["rating"])) if content["rating"] else ""
            yield names[group], rating, content["grounds"]


def _screening(move: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if aside := move["laid_aside"].get("screening"):
        for each in _edition(move["from"]).file.screening:
            given = aside["answers"].get(each.code, {})
            answer = str(Finding(given["answer"]).label) if given.get("answer") else ""
            yield str(each.question), answer, given.get("remark", "")
        if aside["conclusion"]:
            depths = {each.code: str(each.name) for each in _edition(move["from"]).file.depths}
            chosen = depths.get(aside.get("depth", ""), str(Need(aside["conclusion"]).label))
            yield _("Conclusion"), chosen, aside["grounds"]


def _children(move: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Numbers of children of an age or a group that the newer edition does not know."""
    if aside := move["laid_aside"].get("children"):
        file = _edition(move["from"]).file
        for each in aside:
            number = _("not known") if each["number"] is None else str(each["number"])
            source = [str(each[name]) for name in ("source", "year", "gap") if each[name]]
            yield age_and_group(file, each["age"], each["group"]), number, _(", ").join(source)


def _edition(name: str) -> IndicatorSet:
    code, _at, edition = name.partition("@")
    return IndicatorSet.objects.get(code=code, edition=edition)
