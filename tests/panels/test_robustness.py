"""A conclusion is firm when no other reading of the same scores changes it."""

from fractions import Fraction

from indicators.resolver.proposal import APPROVE, APPROVE_WITH_CHANGES
from panels.robustness import Kind, robustness
from tests.panels.scored import scored


def found(ratings, **options):
    return robustness(*scored(ratings, **options))


def flips(ratings, **options):
    return [(each.kind, each.what, each.outcome) for each in found(ratings, **options).flips]


def test_a_panel_of_one_mind_is_firm():
    firm = found({"A1": ("1", "1", "1"), "B1": ("1", "2", "1")})
    assert (firm.outcome, firm.fragile, firm.flips) == (APPROVE, False, [])


def test_another_way_of_bringing_scores_together_may_change_it():
    """The middle score is neutral, the mean is negative."""
    assert flips({"A1": ("0", "0", "-1")}) == [
        (Kind.RULE, "mean", APPROVE_WITH_CHANGES),
        (Kind.EXPERT, "1", APPROVE_WITH_CHANGES),
        (Kind.EXPERT, "2", APPROVE_WITH_CHANGES),
    ]


def test_one_expert_alone_may_carry_it():
    """Without the third, nobody judges it so much lower that it would be discussed."""
    assert flips({"A1": ("2", "1", "-1")}, own="2") == [(Kind.EXPERT, "3", APPROVE)]


def test_who_cannot_judge_takes_no_figure_away():
    assert flips({"A1": ("1", "1", "cannot")}) == []


def test_without_the_only_one_who_judged_it_nobody_can():
    assert flips({"A1": ("cannot", "1", "cannot")}) == [(Kind.EXPERT, "2", APPROVE_WITH_CHANGES)]


def test_a_panel_of_one_is_not_tried_without_that_one():
    assert Kind.EXPERT not in {each.kind for each in found({"A1": ("1",)}).readings}


def test_every_weight_is_tried_a_fifth_less_and_more():
    tried = [
        each.what
        for each in found({"A1": ("1",), "A2": ("1",), "B1": ("1",)}).readings
        if each.kind == Kind.WEIGHT
    ]
    assert tried == ["A-", "B-", "A1-", "A2-", "B1-", "A+", "B+", "A1+", "A2+", "B1+"]


def test_weights_move_the_mean_and_never_the_conclusion():
    """(4 × 2 + 5 × 0) ÷ 9 and (6 × 2 + 5 × 0) ÷ 11."""
    read = found({"A1": ("2", "2"), "A2": ("0", "0")})
    weighed = {each.what: each.mean for each in read.readings if each.kind == Kind.WEIGHT}
    assert (read.mean, weighed["A1-"], weighed["A1+"]) == (Fraction(1), Fraction(8, 9), Fraction(12, 11))
    assert {each.outcome for each in read.readings if each.kind == Kind.WEIGHT} == {read.outcome}


def test_a_weight_of_the_edition_is_the_one_that_moves():
    read = found({"A1": ("2",), "A2": ("0",)}, weights={"A1": 3})
    weighed = {each.what: each.mean for each in read.readings}
    assert (read.mean, weighed["A1+"]) == (Fraction(3, 2), Fraction(36, 23))


def test_as_a_row_only_what_changes_the_conclusion_is_named():
    assert found({"A1": ("2", "1", "-1")}, own="2").plain() == {
        "outcome": APPROVE_WITH_CHANGES,
        "fragile": True,
        "mean": "1",
        "tried": {
            "rule": {"readings": 2, "lowest": "2/3", "highest": "1"},
            "weight": {"readings": 4, "lowest": "1", "highest": "1"},
            "expert": {"readings": 3, "lowest": "0", "highest": "3/2"},
        },
        "flips": [{"kind": "expert", "what": "3", "outcome": APPROVE}],
    }
