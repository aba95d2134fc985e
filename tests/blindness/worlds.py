"""A city with cases in every stage that keeps something secret, and the secrets: each is a single difference."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from committees.models import Ballot
from panels.enums import Declared
from panels.models import Expert, Remark, Revision, Score, Seat
from reports.operations import issue_report
from tests import factories
from tests.factories import bring_to, declare, make_case, move, score, score_all, seal_seat, seat, vote
from tests.set_files import USUAL
from workflows.enums import Action, Stage
from workflows.models import Case

STAGES = (*USUAL[:3], "discussion", "reply", *USUAL[3:])
SHOUTS = "绝密字句 9b1d"  # what nobody who is not entitled may ever read


@dataclass
class World:
    """One case where experts score, one where they discuss, one before the committee, one published."""

    city: factories.City
    scoring: Case
    discussing: Case
    voting: Case
    published: Case

    @property
    def cases(self):
        return [self.scoring, self.discussing, self.voting, self.published]


def build():
    """Expert A is at work everywhere; B keeps the secrets; C has not declared where scores are given."""
    city = factories.make_city()
    indicator_set = factories.make_set(stages=STAGES)
    scoring = bring_to(Stage.OFFICE_CHECK, make_case(city, indicator_set), city)
    seat(scoring, city)
    scoring = move(scoring, Action.ACCEPT, city.office)
    for expert in (city.expert_a, city.expert_b):
        declare(case=scoring, declared=Declared.NONE, relation="", actor=expert)
    score_all(scoring, city.expert_a)
    score(scoring, "A1", city.expert_b)
    discussing = _apart(make_case(city, indicator_set, title="分歧事项"), city)
    voting = bring_to(Stage.COMMITTEE, make_case(city, indicator_set, title="审定事项"), city)
    vote(voting, city.member_c)
    published = bring_to(Stage.ISSUING, make_case(city, indicator_set, title="公布事项"), city)
    issue_report(assessment=published.assessment, actor=User.objects.system())
    return World(city, scoring, discussing, voting, Case.objects.get(pk=published.pk))


def _apart(case, city):
    """A panel of which one member sees A1 quite differently."""
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for expert, rating in zip(city.experts, ("2", "-2", "1"), strict=True):
        score_all(case, expert)
        score(case, "A1", expert, rating, version=1)
        seal_seat(panel=case.panel, actor=expert)
    return move(case, Action.OPEN_SCORES, city.office)


@dataclass(frozen=True)
class Secret:
    """`keep` makes one difference and returns what it has touched. `entitled`: names of those who may notice it."""

    name: str
    keep: Callable[[World], object]
    entitled: frozenset[str]


def _seat(world, name="expert_b", case=None):
    return Seat.objects.get(panel=(case or world.scoring).panel, expert=getattr(world.city, name))


def _rewrite(**changes):
    """Expert B's score on A1 reads otherwise."""

    def keep(world):
        return Score.objects.filter(seat=_seat(world), indicator__code="A1").update(**changes)

    return keep


def _second_score(world):
    return score(world.scoring, "B1", world.city.expert_b, "-2", SHOUTS)


def _sealed(world):
    written = set(Score.objects.filter(seat=_seat(world)).values_list("indicator__code", flat=True))
    for code in factories.codes(world.scoring):
        if code not in written:
            score(world.scoring, code, world.city.expert_b)
    Score.objects.filter(seat=_seat(world)).update(complete=True)
    return seal_seat(panel=world.scoring.panel, actor=world.city.expert_b)


def _seat_of(**changes):
    def keep(world):
        return Seat.objects.filter(pk=_seat(world).pk).update(**changes)

    return keep


def _someone_else(world):
    """Another person sits in the place of C, who has not even declared."""
    return Seat.objects.filter(pk=_seat(world, "expert_c").pk).update(expert=world.city.expert_d)


def _recused_long_ago(world):
    """In the published case one seat was given up for a reason; how many were is no secret."""
    seat = _seat(world, case=world.published)
    return Seat.objects.filter(pk=seat.pk).update(relation=SHOUTS, ruling_reason=SHOUTS)


def _voted_otherwise(world):
    """Member C has voted in either world."""
    ballots = Ballot.objects.filter(meeting=world.voting.meeting, member=world.city.member_c)
    return ballots.update(choice="return", opinion=SHOUTS)


def _voted(world):
    return vote(world.voting, world.city.member_b, "return", SHOUTS)


def _remark(world):
    return Remark.objects.create(
        panel=world.discussing.panel,
        indicator=factories.indicator(world.discussing, "A1"),
        seat=_seat(world, case=world.discussing),
        author=world.city.expert_b,
        text=SHOUTS,
    )


def _revision(world):
    first = Score.objects.get(seat=_seat(world, case=world.discussing), indicator__code="A1")
    return Revision.objects.create(score=first, rating="-1", reason=SHOUTS)


def _busy(world):
    return Expert.objects.filter(user=world.city.expert_b).update(
        employer=SHOUTS, district=SHOUTS, most_cases=1
    )


OWN = frozenset({"expert_b"})
OFFICE = frozenset({"office"})
PANEL = OWN | OFFICE | {"expert_a"}
TURNOUT = (
    frozenset({"member_a", "member_b", "member_c", "drafter", "head"}) | OFFICE
)  # how many have voted is no secret
SECRETS = [
    Secret("what a colleague scored", _rewrite(rating="-2"), OWN),
    Secret("why a colleague scored so", _rewrite(reason=SHOUTS), OWN),
    Secret("what a colleague suggests", _rewrite(suggestion=SHOUTS, reference=SHOUTS), OWN),
    Secret("how sure a colleague is", _rewrite(confidence="low"), OWN),
    Secret("whether a colleague's score is whole", _rewrite(complete=False), OWN),
    Secret("how often a colleague changed it", _rewrite(version=9), OWN),
    Secret("that a colleague has scored one more", _second_score, OWN),
    Secret("that a colleague has sealed", _sealed, OWN | OFFICE),
    Secret("the salt and the seal", _seat_of(salt="ab" * 32, commitment="cd" * 32), OWN),
    Secret(
        "a colleague's relation",
        _seat_of(relation=SHOUTS, declared=Declared.DOUBTFUL, ruling="cleared"),
        OWN | OFFICE,
    ),
    Secret("why a colleague was cleared", _seat_of(ruling_reason=SHOUTS), OFFICE),
    Secret("who else sits on the panel", _someone_else, OFFICE | {"expert_c", "expert_d"}),
    Secret("what a member votes", _voted_otherwise, frozenset({"member_c"})),
    Secret("that a member has voted", _voted, TURNOUT),
    Secret("a remark in the discussion", _remark, PANEL | {"expert_c"}),
    Secret("a second score in the discussion", _revision, PANEL | {"expert_c"}),
    Secret("what the pool says of a person", _busy, OFFICE),
    Secret("why somebody left a published case's panel", _recused_long_ago, OFFICE),
]
