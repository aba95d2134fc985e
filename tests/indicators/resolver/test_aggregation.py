"""Scores become one figure by the edition's rule; what is no level is told and enters nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.aggregation import aggregate
from indicators.resolver.applicability import Matter
from indicators.resolver.items import item_result
from indicators.resolver.resolution import Judgement, resolve
from indicators.resolver.steps import steps, steps_about
from indicators.resolver.wording import names_of, worded
from tests.indicators.resolver.builders import (
    MATTER,
    SCALE,
    STAGES,
    aspect,
    cases,
    edition,
    indicator,
    item,
    words,
)

RULES = ("median", "mean", "trimmed_mean")
PANEL = ({"kind": "office_check", "days": 5}, {"kind": "expert_panel", "days": 10, "experts": 3})


def with_rule(rule, **stage):
    """A set whose panel follows the rule."""
    office, panel = PANEL
    kinds = [STAGES[0], office, panel | {"aggregation": rule} | stage, *STAGES[1:]]
    workflow = {"stages": [kind | {"name": words(kind["kind"])} for kind in kinds]}
    return edition(aspect("A", indicator("A1"), indicator("A2", weight=2)), workflow=workflow)


def told(rule, *ratings, own="1", first=()):
    """The steps of one indicator, in words."""
    file = with_rule(rule)
    said = {"A1": Judgement(own=own, ratings=ratings, first=first, complete=True)}
    resolution = resolve(file, MATTER, said, {})
    names = names_of(file)
    return [worded(step, names) for step in steps_about("item:A1", steps(resolution))]


@pytest.mark.parametrize(
    ("rule", "values", "figure"),
    [
        ("median", (-2, 0, 1), Fraction(0)),
        ("mean", (-2, 0, 1), Fraction(-1, 3)),
        ("trimmed_mean", (-2, 0, 1), Fraction(0)),
        ("trimmed_mean", (-2, -2, 1, 2), Fraction(-1, 2)),
        ("trimmed_mean", (-2, 1), Fraction(-1, 2)),
        ("trimmed_mean", (1,), Fraction(1)),
        *((rule, (), None) for rule in RULES),
    ],
)
def test_each_rule_works_out_its_figure(rule, values, figure):
    assert aggregate(values, rule) == figure


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9), st.sampled_from(RULES), st.randoms())
def test_a_figure_lies_among_the_scores_and_no_order_moves_it(values, rule, random):
    figure = aggregate(values, rule)
    assert min(values) <= figure <= max(values)
    assert aggregate(random.sample(values, len(values)), rule) == figure


@pytest.mark.parametrize("no_level", ["na", "unknown", "cannot"])
@pytest.mark.parametrize("rule", RULES)
def test_what_is_no_level_enters_no_figure(rule, no_level):
    with_it = item_result(item("1", "-1", "0", "2", no_level), SCALE, rule)
    without = item_result(item("1", "-1", "0", "2"), SCALE, rule)
    assert (with_it.values, with_it.aggregate, with_it.judged) == (
        without.values,
        without.aggregate,
        without.judged,
    )


def test_the_figure_counts_and_the_median_stays_beside_it():
    result = item_result(item("1", "-2", "-2", "0"), SCALE, "mean")
    assert (result.median, result.aggregate, result.judged) == (
        Fraction(-2),
        Fraction(-4, 3),
        Fraction(-4, 3),
    )
    assert (result.red_line_touched, result.flagged, result.gravest_scores) == (False, True, 2)


@pytest.mark.parametrize(("rule", "far"), [("median", True), ("mean", False)])
def test_the_distance_is_taken_from_the_figure_that_counts(rule, far):
    assert item_result(item("1", "-1", "-1", "0"), SCALE, rule).far_from_self is far


def test_what_no_expert_can_judge_is_uncertain_though_the_department_rates_it():
    result = item_result(item("1", "cannot", "na"), SCALE)
    assert (result.judged, result.unknown, result.cannot_judge) == (None, True, 1)


def test_the_rule_is_that_of_the_path_of_the_matter():
    tiers = {"tiers": [{"code": code, "name": words(code)} for code in ("BIG", "SMALL")]}
    classes = [{"code": "M1", "name": words("M1"), "tier": "BIG"}]
    classes += [{"code": "M2", "name": words("M2"), "tier": "SMALL"}]
    panels = [
        {"kind": "expert_panel", "days": 10, "experts": 3, "aggregation": rule, "tiers": [tier]}
        for rule, tier in (("mean", "BIG"), ("trimmed_mean", "SMALL"))
    ]
    kinds = [STAGES[0], PANEL[0], *panels, *STAGES[1:]]
    workflow = {"stages": [kind | {"name": words(kind["kind"])} for kind in kinds]}
    file = edition(
        aspect("A", indicator("A1")), workflow=workflow, matter_classes=classes, depths=[], **tiers
    )
    rules = [resolve(file, Matter(tier, "M1"), {}, {}).rule for tier in ("BIG", "SMALL")]
    assert rules == ["mean", "trimmed_mean"]


@given(cases())
def test_the_median_is_told_as_it_always_was(case):
    """Nothing that only other rules, a discussion or "cannot judge" bring."""
    file, said, findings = case
    resolution = resolve(file, MATTER, said, findings)
    assert [item.aggregate for item in resolution.items] == [item.median for item in resolution.items]
    new = {"score_mean", "trimmed_mean", "cannot_judge", "revised", "revised_mean", "gravest_score_in_mean"}
    assert {step.kind for step in steps(resolution)}.isdisjoint(new)
    assert {step.facts["series"] for step in steps(resolution) if step.kind == "mean"} <= {"own", "experts"}


def test_a_mean_is_told_with_the_middle_score_beside_it():
    assert told("mean", "-2", "0", "1")[1:3] == [
        "The experts’ scores in order: −2, 0, +1. Their mean is −0.3; it counts. The middle one is 0.",
        "From −2 to +1 the scores lie 3 apart. From 3 on they are discussed: so they are.",
    ]


def test_a_trimmed_mean_says_what_it_leaves_out():
    assert told("trimmed_mean", "-2", "0", "1", "1")[1] == (
        "The experts’ scores in order: −2, 0, +1, +1. Without one lowest and one highest, their mean is +0.5; it "
        "counts. The middle one is +0.5."
    )
    assert told("trimmed_mean", "0", "1")[1].startswith("The experts’ scores in order: 0, +1. Their mean is")


def test_a_mean_far_from_the_department_is_told_as_a_figure():
    assert told("mean", "-1", "-2", own="2")[-2] == (
        "The experts’ figure, −1.5, and the department’s +2 lie 3.5 apart. From 2 on that is discussed: so it is."
    )


def test_those_who_cannot_judge_are_counted_apart_from_those_who_gave_no_level():
    assert told("median", "1", "na", "cannot")[2:4] == [
        "1 of 3 experts gave no level. That is no zero and enters no figure.",
        "1 of 3 experts says that it lies outside what they know. That is no zero and enters no figure.",
    ]


def test_a_discussion_is_told_with_both_figures():
    assert told("median", "0", "0", "1", first=("-2", "0", "1"))[2] == (
        "1 of 3 experts judged anew in the discussion: first the middle score was 0, after it 0."
    )
    assert told("mean", "0", "0", "1", first=("-2", "0", "1"))[2] == (
        "1 of 3 experts judged anew in the discussion: first the figure was −0.3, after it +0.3."
    )
    assert (
        told("median", "0", "na", first=("cannot", "na"))[3]
        == "1 of 2 experts judged anew in the discussion."
    )


def test_scores_that_nobody_changed_are_not_told_twice():
    assert told("median", "0", "1", first=("0", "1")) == told("median", "0", "1")


def test_the_mean_of_an_aspect_speaks_of_figures_where_they_are_no_middle_scores():
    file = with_rule("mean")
    said = {code: Judgement(own="1", ratings=("0", "1"), complete=True) for code in ("A1", "A2")}
    resolution = resolve(file, MATTER, said, {})
    about = [worded(step, names_of(file)) for step in steps_about("aspect:A", steps(resolution))]
    assert (
        about[1]
        == "Weighted mean of the experts’ figures: +1.5 ÷ weights 3 = +0.5, from A1 +0.5 × 1, A2 +0.5 × 2."
    )
