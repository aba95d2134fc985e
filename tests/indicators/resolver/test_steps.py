"""Steps: each says where its figure comes from, so that anyone can work it out again."""

import json
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given

from indicators.resolver.proposal import APPROVE, APPROVE_WITH_CHANGES, RETURN
from indicators.resolver.resolution import Judgement, resolve
from indicators.resolver.steps import CONCLUSION, GROUPS, SCOPE, Step, steps, steps_about
from tests.indicators.resolver.builders import MATTER, aspect, cases, edition, indicator, resolved

RESERVATIONS = {"red_lines", "negative", "uncertain", "disputed", "harmed_groups", "uncertain_groups"}


def all_of(case):
    file, said, findings = case
    resolution = resolve(file, MATTER, said, findings)
    return resolution, steps(resolution)


def kinds(told, about):
    return [step.kind for step in steps_about(about, told)]


@given(cases())
def test_each_mean_follows_from_the_parts_it_names(case):
    resolution, told = all_of(case)
    means = {
        (step.about, step.facts["series"]): again(step.facts["parts"]) for step in told if step.kind == "mean"
    }
    profiles = {f"aspect:{each.aspect}": each for each in resolution.aspects} | {
        "overall": resolution.overall
    }
    figures = {
        (about, series): figure
        for about, each in profiles.items()
        for series, figure in (("own", each.own), ("experts", each.experts))
        if figure is not None
    }
    assert means == figures


def again(parts):
    weights = sum(part["weight"] for part in parts)
    return sum(Fraction(part["value"]) * part["weight"] for part in parts) / weights


@given(cases())
def test_the_parts_of_a_mean_are_the_figures_told_before(case):
    _resolution, told = all_of(case)
    own = {step.about: Fraction(step.facts["value"]) for step in told if step.kind == "own"}
    middles = {step.about: Fraction(step.facts["median"]) for step in told if step.kind == "median"}
    for step in told:
        if step.kind == "mean" and step.facts["of"] == "items":
            parts = {f"item:{part['code']}": Fraction(part["value"]) for part in step.facts["parts"]}
            source = own if step.facts["series"] == "own" else middles
            letter = step.about.removeprefix("aspect:")
            assert parts == {about: each for about, each in source.items() if about[5] == letter}


@given(cases())
def test_each_median_is_the_middle_of_the_scores_it_names(case):
    for step in all_of(case)[1]:
        if step.kind == "median":
            scores = [Fraction(each) for each in step.facts["values"]]
            assert median(scores) == Fraction(step.facts["median"])
            assert scores == sorted(scores)


@given(cases())
def test_the_lowest_figure_is_named_with_its_items(case):
    resolution, told = all_of(case)
    lowest = [step for step in steps_about("overall", told) if step.kind in {"lowest", "lowest_harm"}]
    assert [Fraction(step.facts["figure"]) for step in lowest] == (
        [] if resolution.overall.lowest is None else [resolution.overall.lowest]
    )
    gravest = [each.item.code for each in resolution.items if each.judged == resolution.scale.gravest]
    assert gravest == (lowest[0].facts["items"] if gravest else [])


@given(cases())
def test_the_conclusion_follows_from_the_reasons_it_names(case):
    resolution, told = all_of(case)
    named = set(kinds(told, CONCLUSION))
    outcome = APPROVE_WITH_CHANGES if named & RESERVATIONS else APPROVE
    assert resolution.proposal.outcome == (RETURN if "without_mitigation" in named else outcome)
    assert ("barred" in named) == bool(resolution.proposal.barred)
    assert ("as_it_stands" in named) == resolution.provisional


@given(cases())
def test_steps_outlive_being_written_down(case):
    told = all_of(case)[1]
    assert [Step(**json.loads(json.dumps(step.plain()))) for step in told] == told


@given(cases())
def test_the_order_of_scores_is_not_told(case):
    file, said, findings = case
    backwards = {
        code: Judgement(each.own, each.mitigated, each.ratings[::-1], each.complete)
        for code, each in said.items()
    }
    assert steps(resolve(file, MATTER, said, findings)) == steps(resolve(file, MATTER, backwards, findings))


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        (Judgement(), ["own_empty", "no_figure"]),
        (Judgement("na"), ["own_no_level", "no_figure"]),
        (Judgement("1"), ["own", "red_line_kept"]),
        (Judgement("-1"), ["own", "red_line", "unmitigated"]),
        (Judgement("-2", mitigated=True), ["own", "gravest", "mitigated"]),
        (Judgement("1", ratings=("1", "na")), ["own", "median", "no_level", "red_line_kept"]),
        (Judgement("1", ratings=("na",)), ["own", "no_level", "no_expert_level", "no_figure"]),
        (Judgement("1", ratings=("1", "1")), ["own", "median", "agreed", "red_line_kept"]),
        (Judgement("1", ratings=("1", "0")), ["own", "median", "close", "red_line_kept"]),
        (
            Judgement("2", ratings=("-2", "0", "1")),
            ["own", "median", "apart", "far", "gravest_score", "red_line_kept"],
        ),
    ],
)
def test_what_is_told_of_an_item(judgement, expected):
    file = edition(aspect("A", indicator("A1", red_line=True)))
    assert kinds(steps(resolve(file, MATTER, {"A1": judgement}, {})), "item:A1") == expected


def test_what_is_told_of_the_scope_and_the_groups():
    file = edition(
        aspect(
            "A", indicator("A1"), indicator("A2", answer="text"), indicator("A3", applies={"classes": ["M2"]})
        ),
        special=("POV", "DIS", "MIG"),
    )
    told = steps(resolved(file, findings={"POV": "-1", "DIS": "unknown"}, A1="1", A2=""))
    assert kinds(told, SCOPE) == ["asked", "not_asked", "in_words", "not_complete"]
    assert kinds(told, GROUPS) == ["group", "group_no_level", "group_empty", "worst_off"]


def test_nothing_is_told_of_groups_where_the_edition_has_none():
    told = steps(resolved(edition(aspect("A", indicator("A1"))), A1="1"))
    assert kinds(told, GROUPS) == []
    assert kinds(told, SCOPE) == ["all_asked", "complete"]
