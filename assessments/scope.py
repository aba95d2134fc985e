"""Who is affected and where children take part: what the scope holds beside the indicators, and what it still lacks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.children import EVERY_AGE, Matrix, lacking_of_count, matrix
from assessments.enums import Link
from assessments.models import Assessment, ChildCount, ParticipationPlan
from indicators.resolver.completeness import Completeness, Progress, completeness, progress
from indicators.schema import SetFile

CHILDREN, PARTICIPATION = "children", "participation"


@dataclass(frozen=True)
class CountCard:
    """One row of the children affected."""

    count: ChildCount
    name: str
    lacks: list[Promise]

    @property
    def code(self) -> str:
        return f"count-{self.count.pk}"

    @property
    def written(self) -> ChildCount:
        return self.count


@dataclass(frozen=True)
class LinkCard:
    """One link at which children take part. `during`: the stage in which it lies, where the edition says so."""

    link: str
    name: str
    during: str
    plan: ParticipationPlan
    lacks: list[Promise]

    @property
    def code(self) -> str:
        return self.link

    @property
    def written(self) -> ParticipationPlan:
        return self.plan

    @property
    def state(self) -> Completeness:
        return completeness(self.plan, self.lacks)


@dataclass(frozen=True)
class Scope:
    """`counts` is None where the file does not ask for children, `links` where it asks for no plan."""

    assessment: Assessment
    counts: list[CountCard] | None
    links: list[LinkCard] | None

    @property
    def is_asked(self) -> bool:
        return self.counts is not None or self.links is not None

    @property
    def children(self) -> "ChildrenPart":
        """All the rows as one."""
        return ChildrenPart(_children_state(self.counts or []))

    @property
    def cells(self) -> list[Completeness]:
        """The children affected as one, then each link, in order, for the progress bar."""
        links = [card.state for card in self.links or ()]
        return links if self.counts is None else [self.children.state, *links]

    @property
    def progress(self) -> Progress:
        return progress(self.cells)

    @property
    def matrix(self) -> Matrix:
        counts = [card.count for card in self.counts or ()]
        return matrix(self.assessment.indicator_set.file, self.assessment.ages, counts)

    def link(self, code: str) -> LinkCard | None:
        return next((card for card in self.links or () if card.link == code), None)

    @property
    def missing(self) -> list[str]:
        """What must still be said before the file can be handed in, in sentences."""
        return [*self._missing_children(), *self._missing_links()]

    def _missing_children(self) -> Iterator[str]:
        if self.counts is None:
            return
        if not self.counts:
            yield _(
                "Nothing is said yet of the children affected: give a number with its source and year, or name which "
                "data are missing."
            )
        for card in self.counts:
            if card.lacks:
                what = {"row": card.name, "what": _(", ").join(str(each) for each in card.lacks)}
                yield _("Children affected, %(row)s, still needed: %(what)s.") % what

    def _missing_links(self) -> Iterator[str]:
        names = [card.name for card in self.links or () if card.lacks]
        if names:
            yield _("No finished plan for children’s part yet: %(links)s.") % {"links": _(", ").join(names)}


@dataclass(frozen=True)
class ChildrenPart:
    state: Completeness


def _children_state(cards: list[CountCard]) -> Completeness:
    if not cards:
        return Completeness.EMPTY
    return Completeness.BEGUN if any(card.lacks for card in cards) else Completeness.COMPLETE


def scope_of(assessment: Assessment) -> Scope:
    """In one query for each of the two that the file asks for."""
    asks = assessment.asked_beside
    counts = plans = None
    if CHILDREN in asks:
        counts = list(assessment.child_counts.select_related("updated_by"))
    if PARTICIPATION in asks:
        plans = list(assessment.participation_plans.select_related("updated_by"))
    return _scope(assessment, counts, plans)


def empty_scope(assessment: Assessment) -> Scope:
    """Of a file that is not stored."""
    asks = assessment.asked_beside
    return _scope(assessment, [] if CHILDREN in asks else None, [] if PARTICIPATION in asks else None)


def unfinished_scopes(assessments: Iterable[Assessment]) -> set[int]:
    """Keys of the files whose scope still lacks something: in no query where none asks for any, otherwise in two.
    Their editions must be at hand."""
    asking = {each.pk: each for each in assessments if {CHILDREN, PARTICIPATION} & {*each.asked_beside}}
    if not asking:
        return set()
    counts, plans = defaultdict(list), defaultdict(list)
    for count in ChildCount.objects.filter(assessment__in=asking):
        counts[count.assessment_id].append(count)
    for plan in ParticipationPlan.objects.filter(assessment__in=asking):
        plans[plan.assessment_id].append(plan)
    scopes = {
        pk: _scope(
            each,
            counts[pk] if each.asks(CHILDREN) else None,
            plans[pk] if each.asks(PARTICIPATION) else None,
        )
        for pk, each in asking.items()
    }
    return {pk for pk, scope in scopes.items() if scope.missing}


def links_of(assessment: Assessment) -> dict[str, tuple[str, str]]:
    """The links to be planned, with name and stage: those that the edition names on the file's path, or all four."""
    profile = assessment.profile
    if not profile.participation:
        return {link.value: (str(link.label), "") for link in Link}
    return {
        each.link: (str(each.name), str(profile.stage(each.stage).name))
        for each in profile.participation
        if profile.has(each.stage)
    }


def age_and_group(file: SetFile, age: str, group: str) -> str:
    """As in “6–12 · girls”; a code that the edition does not know stands for itself."""
    ages = {each.code: str(each.name) for each in file.age_groups} | {"": str(EVERY_AGE)}
    groups = {each.code: str(each.name) for each in file.groups}
    return f"{ages.get(age, age)} · {groups.get(group, group)}"


def lacking_of_plan(plan: ParticipationPlan) -> list[Promise]:
    """How, when and whom, or why not; both contradict one another."""
    planned = {"method": plan.method, "when": plan.when, "whom": plan.whom}
    if plan.reason_for_none:
        return [gettext_lazy("either a plan or a reason for none")] if any(planned.values()) else []
    if not any(planned.values()):
        return [gettext_lazy("a plan, or a reason for none")]
    words = {
        "method": gettext_lazy("how"),
        "when": gettext_lazy("when"),
        "whom": gettext_lazy("which children"),
    }
    return [words[name] for name, said in planned.items() if not said]


def _scope(
    assessment: Assessment, counts: list[ChildCount] | None, plans: list[ParticipationPlan] | None
) -> Scope:
    return Scope(
        assessment,
        None if counts is None else _count_cards(assessment.indicator_set.file, counts),
        None if plans is None else _link_cards(assessment, plans),
    )


def _count_cards(file: SetFile, counts: list[ChildCount]) -> list[CountCard]:
    """In the order of the edition's ages and groups."""
    ages = [*(each.code for each in file.age_groups), ""]
    groups = [each.code for each in file.groups]
    rows = sorted(counts, key=lambda each: (ages.index(each.age), groups.index(each.group)))
    return [CountCard(row, age_and_group(file, row.age, row.group), lacking_of_count(row)) for row in rows]


def _link_cards(assessment: Assessment, plans: list[ParticipationPlan]) -> list[LinkCard]:
    written = {each.link: each for each in plans}
    cards = []
    for link, (name, during) in links_of(assessment).items():
        plan = written.get(link) or ParticipationPlan(assessment=assessment, link=link)
        cards.append(LinkCard(link, name, during, plan, lacking_of_plan(plan)))
    return cards
