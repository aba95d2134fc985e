"""A panel whose experts lie apart, brought to its discussion."""

from tests import factories
from tests.factories import bring_to, move, seal_seat
from tests.set_files import USUAL
from workflows.enums import Action, Stage

ROUNDS = (*USUAL[:3], "discussion", "reply", *USUAL[3:])


def divided(city, *, stages=ROUNDS, edition="1"):
    """A1 is judged −2, 1 and 2 beside a self-rating of 1; on everything else all agree."""
    case = factories.make_case(city, factories.make_set(edition=edition, stages=stages))
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for expert, rating in zip(city.experts, ("-2", "1", "2"), strict=True):
        for code in factories.codes(case):
            given = rating if code == "A1" else "1"
            factories.score(case, code, expert, given, f"{given} 的理由。")
        seal_seat(panel=case.panel, actor=expert)
    return move(case, Action.OPEN_SCORES, city.office)


def mark_of(case, expert):
    return case.panel.seats.get(expert=expert).mark
