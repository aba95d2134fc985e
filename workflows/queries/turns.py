"""Whose turn it is: over all cases of some people, or over all people of some cases, in constant queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Post
from assessments.enums import Need
from assessments.models import (
    Assessment,
    AssessmentGroupPermission,
    AssessmentUserPermission,
    Assignment,
    Return,
    ReturnedItem,
)
from assessments.queries import WRITING
from committees.models import Ballot
from indicators.models import IndicatorSet
from indicators.resolver.applicability import asked_of
from ledger.models import Event, Job, JobState
from panels.models import Opinion
from participation.enums import Moderation
from participation.models import Comment, CommentGroup, PublicNotice
from workflows.doors import REPORT_JOB
from workflows.enums import Stage
from workflows.models import CaseSummary
from workflows.preparations import Preparation, preparations
from workflows.queries.panel_state import PanelState, open_seats, panel_states
from workflows.queries.turn_words import (
    Words,
    assigned_left,
    comment_groups_left,
    comments_left,
    declarations_left,
    later,
    scores_left,
)
from workflows.queries.writing_state import WritingState, to_reply, to_write, writing_states
from workflows.roles import PUBLISHERS, Party

PARTIES = {Role.DRAFTER: Party.DRAFTERS, Role.HEAD: Party.HEADS, Role.OFFICE: Party.OFFICE}
VIEW = {"permission__codename": "view_assessment"}
DECLARE, DECLARATIONS = "workflows:show_declaration", "workflows:show_declarations"
PREPARE = "reports:show_preparation"
_TO_SEAL = _("Score, and seal")


class Kind(StrEnum):
    """What somebody is to do; what came back is the most urgent."""

    RETURNED = "returned"
    CASE = "case"
    ASSIGNED = "assigned"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    CONCERN = "concern"


@dataclass(frozen=True)
class Turn:
    """What one person is to do with one case, and by when. `words` are said in the language of whoever reads them;
    `told` is what others may know of it, where that is less. `page` is where it is done."""

    user: int
    row: Any  # a CaseSummary as `_rows` annotates it
    kind: Kind
    words: Promise | str
    due: date | None
    told: Promise | str = ""
    page: str = "workflows:show_case"


@dataclass
class _Hands:
    """Who could act: post holders by party and place, and those invited or assigned, by file."""

    posts: dict[tuple[Party, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    ballots: dict[int, list[Ballot]] = field(default_factory=lambda: defaultdict(list))
    assigned: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def places(self, party: Party) -> list[int]:
        return [place for (each, place), users in self.posts.items() if each == party and users]

    @property
    def files(self) -> set[int]:
        return {*self.seats, *self.ballots, *self.assigned}


@dataclass
class _Facts:
    """What the words rest on, beside the rows themselves."""

    writing: dict[int, WritingState]
    panels: dict[int, PanelState]
    prepared: dict[int, Preparation]
    authors: set[tuple[str, int]]
    readers: set[tuple[int, int]]


def turns_of(users: Iterable[int]) -> list[Turn]:
    """Everything that waits for these people."""
    people = list(users)
    hands = _hands(
        posts=Q(group__user__in=people),
        seats=Q(expert__in=people),
        ballots=Q(member__in=people),
        assigned=Q(unit__posts__role=Role.DRAFTER, unit__posts__group__user__in=people),
    )
    last = Q(stage__in=(Stage.PUBLICATION, Stage.ISSUING))
    takes_part = Q(stage__in=(Stage.EXPERT_PANEL, Stage.DISCUSSION, Stage.COMMITTEE))
    wanted = (
        Q(waits_for=Party.DRAFTERS, unit__in=hands.places(Party.DRAFTERS))
        | Q(Q(waits_for=Party.HEADS) | last, unit__in=hands.places(Party.HEADS))
        | Q(Q(waits_for=Party.OFFICE) | last | takes_part, city__in=hands.places(Party.OFFICE))
        | Q(case__assessment__in=hands.files)
    )
    return _turns(_rows(wanted), hands)


def turns_with(cases: Sequence[int]) -> list[Turn]:
    """Everybody for whom these cases wait."""
    files = CaseSummary.objects.filter(pk__in=cases).order_by()
    units, cities = files.values("unit"), files.values("city")
    places = Q(organisation__in=units) | Q(organisation__in=cities) | Q(organisation__parent__in=cities)
    of_these = files.values("case__assessment")
    hands = _hands(
        posts=places,
        seats=Q(panel__assessment__in=of_these),
        ballots=Q(meeting__assessment__in=of_these),
        assigned=Q(assessment__in=of_these),
    )
    return _turns(_rows(Q(pk__in=cases)), hands)


def _hands(*, posts: Q, seats: Q, ballots: Q, assigned: Q) -> _Hands:
    hands = _Hands()
    active = {"group__user__is_active": True, "role__in": list(PARTIES)}
    held = Post.objects.filter(posts, **active)
    for role, place, above, user in held.values_list(
        "role", "organisation", "organisation__parent", "group__user"
    ):
        # The office of a city is a post in it, or in a unit directly below it.
        at = above or place if role == Role.OFFICE else place
        hands.posts[PARTIES[Role(role)], at].add(user)
    for seat in open_seats(seats):
        hands.seats[seat.panel.assessment_id].append(seat)
    open_ballots = Ballot.objects.counting().filter(
        ballots, choice="", meeting__closed_at=None, member__is_active=True
    )
    for ballot in open_ballots.select_related("meeting"):
        hands.ballots[ballot.meeting.assessment_id].append(ballot)
    own = Q(unit__posts__role=Role.DRAFTER, unit__posts__group__user__is_active=True)
    tasks = Assignment.objects.unfinished().filter(own, assigned)
    for task in tasks.annotate(person=F("unit__posts__group__user")):
        hands.assigned[task.assessment_id].append(task)
    return hands


def _rows(wanted: Q) -> list[Any]:
    """Open cases with what their words need; nothing is counted over more than the case itself."""
    file = OuterRef("case__assessment")
    unvoted = Ballot.objects.counting().filter(meeting__assessment=file, meeting__closed_at=None, choice="")
    failed = Job.objects.filter(key=Concat(Value(f"{REPORT_JOB}:"), OuterRef("code")), state=JobState.FAILED)
    holding = Post.objects.filter(group__user__is_active=True)
    of_city = Q(organisation=OuterRef("city")) | Q(organisation__parent=OuterRef("city"))
    opinions = Opinion.objects.filter(
        panel__assessment=file, panel__round=OuterRef("round"), complete=False
    ).order_by()
    items = ReturnedItem.objects.filter(returned__assessment=file, returned__closed_at=None).order_by()
    comments = Comment.objects.filter(notice__assessment=file, state=Moderation.WAITING).order_by()
    groups = CommentGroup.objects.filter(notice__assessment=file, complete=False).order_by()
    lying_open = PublicNotice.objects.filter(
        assessment=file, closed_at=None, closes_on__gte=timezone.localdate()
    )
    rows = CaseSummary.objects.filter(wanted, ended=False).annotate(
        is_unvoted=Exists(unvoted),
        report_failed=Exists(failed),
        in_charge=Exists(
            holding.filter(
                role=Role.DRAFTER, group__user=OuterRef("responsible"), organisation=OuterRef("unit")
            )
        ),
        handles=Exists(holding.filter(of_city, role=Role.OFFICE, group__user=OuterRef("handler"))),
        unanswered=_count(opinions, "panel"),
        lies_open=Exists(lying_open),
        comments=_count(comments, "notice__assessment"),
        comment_groups=_count(groups, "notice__assessment"),
        is_returned=Exists(Return.objects.open().filter(assessment=file)),
        items=_count(items, "returned"),
    )
    return list(rows.select_related("case__assessment__screening").order_by("order", "pk"))


def _count(rows: QuerySet[Any, Any], by: str) -> Coalesce:
    return Coalesce(Subquery(rows.values(by).annotate(n=Count("pk")).values("n")), 0)


def _turns(rows: list[Any], hands: _Hands) -> list[Turn]:
    facts = _facts(rows, hands)
    found = (turn for row in rows for turn in _of(row, hands, facts))
    return [
        turn
        for turn in found
        if turn.page == DECLARE or (turn.row.case.assessment_id, turn.user) in facts.readers
    ]


def _facts(rows: list[Any], hands: _Hands) -> _Facts:
    files = [row.case.assessment for row in rows]
    sets = IndicatorSet.objects.in_bulk({file.indicator_set_id for file in files})
    for file in files:
        file.indicator_set = sets[file.indicator_set_id]
    signing = [
        f"case:{row.code}" for row in rows if row.stage == Stage.SIGN_OFF or row.outcome == Need.NOT_NEEDED
    ]
    wrote = Event.objects.filter(subject__in=signing, name__in=WRITING)
    keys = [file.pk for file in files]
    users = {user for holders in hands.posts.values() for user in holders}
    groups = AssessmentGroupPermission.objects.filter(**VIEW, content_object__in=keys, group__user__in=users)
    invited = AssessmentUserPermission.objects.filter(**VIEW, content_object__in=keys)
    return _Facts(
        writing=writing_states(rows),
        panels=panel_states(row.case.assessment for row in rows if row.stage == Stage.EXPERT_PANEL),
        prepared=preparations(row.case.assessment for row in rows if row.stage == Stage.PUBLICATION),
        authors=set(wrote.values_list("subject", "actor")),
        readers={
            *groups.values_list("content_object", "group__user"),
            *invited.values_list("content_object", "user"),
        },
    )


def _of(row: Any, hands: _Hands, facts: _Facts) -> Iterator[Turn]:
    """Everybody's turn with one case."""
    due = timezone.localdate(row.due_at) if row.due_at else None
    kind = Kind.RETURNED if row.is_returned else Kind.CASE
    for users, words in (*_own(row, hands, facts), *_office_s(row, hands)):
        yield from (Turn(user, row, kind, words, due) for user in sorted(users))
    if row.stage == Stage.SELF_ASSESSMENT:
        yield from _assigned(row, hands)
    if row.stage == Stage.EXPERT_PANEL:
        yield from _of_panel(row, hands, facts, due)
    if row.stage == Stage.PUBLICATION:
        yield from _of_publication(row, hands, facts, due)


def _own(row: Any, hands: _Hands, facts: _Facts) -> Iterator[tuple[Iterable[int], Words]]:
    """What a stage waits for by its nature."""
    file: Assessment = row.case.assessment
    match Stage(row.stage):
        case Stage.SCREENING:
            yield _writers(row, hands), _("Answer the screening")
        case Stage.SELF_ASSESSMENT:
            yield _writers(row, hands), to_write(row, facts.writing[file.pk])
        case Stage.SIGN_OFF:
            heads = hands.posts[Party.HEADS, row.unit_id]
            yield (
                {user for user in heads if (f"case:{row.code}", user) not in facts.authors},
                _("Read and sign"),
            )
        case Stage.DISCUSSION:
            yield [seat.expert_id for seat in hands.seats[file.pk]], _("Discuss what lies apart")
        case Stage.REPLY:
            yield _writers(row, hands), to_reply(row, facts.writing[file.pk])
        case Stage.COMMITTEE:
            yield [ballot.member_id for ballot in hands.ballots[file.pk]], _("Read the paper and vote")
        case Stage.ISSUING if row.report_failed:
            yield _publishers(row, hands, facts), _("The report could not be made: look and try again")


def _office_s(row: Any, hands: _Hands) -> Iterator[tuple[Iterable[int], Words]]:
    """What the office does: its check, and what comes when everybody else has done their part."""
    match Stage(row.stage):
        case Stage.OFFICE_CHECK if row.case.assessment.profile.has("expert_panel"):
            yield _office(row, hands), _("Check it and seat the panel")
        case Stage.OFFICE_CHECK:
            yield _office(row, hands), _("Check it")
        case Stage.DISCUSSION:
            yield _office(row, hands), _("Lead the discussion, and close it when all is said")
        case Stage.PUBLIC_NOTICE if row.comments:
            yield _office(row, hands), later(comments_left, row.comments)
        case Stage.PUBLIC_NOTICE if row.comment_groups:
            yield _office(row, hands), later(comment_groups_left, row.comment_groups)
        case Stage.PUBLIC_NOTICE if not row.lies_open:
            yield _office(row, hands), _("The public notice is over: close it")
        case Stage.COMMITTEE if not row.is_unvoted:
            yield _office(row, hands), _("All have voted: record the decision")


def _of_panel(row: Any, hands: _Hands, facts: _Facts, due: date | None) -> Iterator[Turn]:
    """What a panel waits for while it scores. Nobody is told of another expert's declaration or scores but whoever
    decides on them."""
    file = row.case.assessment
    state, office = facts.panels[file.pk], _office(row, hands)
    scored = _to_score(file)
    for seat in hands.seats[file.pk]:
        if not seat.declared:
            yield Turn(seat.expert_id, row, Kind.CASE, _("Declare first"), due, _TO_SEAL, DECLARE)
        elif seat.may_judge and seat.sealed_at is None:
            words = later(scores_left, scored - seat.complete)
            yield Turn(seat.expert_id, row, Kind.CASE, words, due, _TO_SEAL)
    for ruler, count in state.rulings.items():
        words = later(declarations_left, count)
        for user in [ruler] if ruler else sorted(office):
            yield Turn(user, row, Kind.CASE, words, due, page=DECLARATIONS)
    for user in sorted(office):
        if state.is_incomplete:
            words = _("The panel is incomplete: ask another expert")
            yield Turn(user, row, Kind.CASE, words, due, page=DECLARATIONS)
        elif state.is_sealed:
            yield Turn(user, row, Kind.CASE, _("All experts have sealed: open the scores"), due)


def _of_publication(row: Any, hands: _Hands, facts: _Facts, due: date | None) -> Iterator[Turn]:
    """Prepared by whoever publishes, signed by anybody else of the office or the unit's heads, and then published."""
    prepared, publishers = facts.prepared[row.case.assessment_id], _publishers(row, hands, facts)
    if prepared.is_signed:
        yield from (Turn(user, row, Kind.CASE, _("Publish the report"), due) for user in sorted(publishers))
    elif prepared.is_handed:
        others = hands.posts[Party.OFFICE, row.city_id] | hands.posts[Party.HEADS, row.unit_id]
        for user in sorted(others - prepared.preparers):
            yield Turn(user, row, Kind.CASE, _("Read what will be public, and sign"), due, page=PREPARE)
    else:
        for user in sorted(publishers):
            yield Turn(user, row, Kind.CASE, _("Prepare the publication"), due, page=PREPARE)


def _writers(row: Any, hands: _Hands) -> set[int]:
    """The officer in charge; all of the unit where nobody is, or the one who was has left it."""
    drafters = hands.posts[Party.DRAFTERS, row.unit_id]
    return drafters & {row.responsible_id} if row.in_charge else drafters


def _office(row: Any, hands: _Hands) -> set[int]:
    """Whoever handles the case; all of the office where nobody does."""
    office = hands.posts[Party.OFFICE, row.city_id]
    return office & {row.handler_id} if row.handles else office


def _publishers(row: Any, hands: _Hands, facts: _Facts) -> set[int]:
    """That no assessment is needed, and nobody signs it, is published by somebody who has not written in it."""
    profile = row.case.assessment.profile
    of_office = PUBLISHERS[profile.stage("publication").by] == Party.OFFICE
    users = _office(row, hands) if of_office else hands.posts[Party.HEADS, row.unit_id]
    countersigns = row.outcome == Need.NOT_NEEDED and not profile.has("sign_off")
    return (
        {user for user in users if (f"case:{row.code}", user) not in facts.authors} if countersigns else users
    )


def _assigned(row: Any, hands: _Hands) -> Iterator[Turn]:
    """One line for each person of another unit, however many indicators are asked; due when the first of them is."""
    tasks: dict[int, list[Any]] = defaultdict(list)
    for task in hands.assigned[row.case.assessment_id]:
        tasks[task.person].append(task)
    for user, mine in sorted(tasks.items()):
        words = later(assigned_left, len(mine))
        yield Turn(user, row, Kind.ASSIGNED, words, min(task.due for task in mine))


def _to_score(file: Assessment) -> int:
    """How many of the matter's indicators experts score; words alone are not scored."""
    texts = asked_of(
        file.indicator_set.file, matter_class=file.matter_class, ages=file.ages, depth=file.depth
    )
    return sum(text.answer == "impact" for text in texts)
