"""Steps in words."""

import pytest
from django.utils import translation
from hypothesis import given

from indicators.resolver.resolution import Judgement, resolve
from indicators.resolver.steps import CONCLUSION, steps, steps_about
from indicators.resolver.wording import names_of, outcome_name, worded
from tests.indicators.resolver.builders import MATTER, aspect, cases, edition, indicator, resolved


def told(file, resolution, about, language="en"):
    with translation.override(language):
        return [worded(step, names_of(file)) for step in steps_about(about, steps(resolution))]


@given(cases())
def test_every_step_has_words(case):
    file, said, findings = case
    with translation.override("en"):
        sentences = [worded(step, names_of(file)) for step in steps(resolve(file, MATTER, said, findings))]
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in sentences)


def test_a_plain_mean_reads_as_one_would_write_it():
    file = edition(aspect("A", indicator("A1"), indicator("A2"), indicator("A3"), indicator("A4")))
    assert told(file, resolved(file, A1="2", A2="2", A3="-2", A4="unknown"), "aspect:A") == [
        "Mean of the self-ratings: +2 ÷ 3 ≈ +0.7, from A1 +2, A2 +2, A3 −2.",
        "1 of 4 indicators has no level; it is left out, not taken for zero.",
        "The lowest figure is −2: A3 Indicator A3. A mean may hide this, so it always stands beside it.",
    ]


def test_weights_are_told_only_where_they_differ():
    double = edition(aspect("A", indicator("A1", weight=2), indicator("A2", weight=2)))
    assert told(double, resolved(double, A1="1", A2="0"), "aspect:A")[0] == (
        "Mean of the self-ratings: +1 ÷ 2 = +0.5, from A1 +1, A2 0."
    )
    mixed = edition(aspect("A", indicator("A1", weight=3), indicator("A2")))
    assert told(mixed, resolved(mixed, A1="1", A2="-1"), "aspect:A")[0] == (
        "Weighted mean of the self-ratings: +2 ÷ weights 4 = +0.5, from A1 +1 × 3, A2 −1 × 1."
    )


def test_the_whole_names_its_aspects():
    file = edition(aspect("A", indicator("A1")), aspect("B", indicator("B1")))
    assert told(file, resolved(file, A1="1", B1="0"), "overall")[0] == (
        "Mean of the self-ratings: +1 ÷ 2 = +0.5, from Aspect A +1, Aspect B 0."
    )


def test_a_lone_gravest_score_is_said():
    file = edition(aspect("A", indicator("A1")))
    resolution = resolve(file, MATTER, {"A1": Judgement("0", ratings=("-2", "0", "0"), complete=True)}, {})
    assert told(file, resolution, "item:A1") == [
        "The department’s rating is 0 (0).",
        "The experts’ scores in order: −2, 0, 0. The middle one is 0; it counts.",
        "From −2 to 0 the scores lie 2 apart; they are discussed from 3 on.",
        "1 expert gave the gravest level, −2, which the middle score does not show.",
    ]


def test_the_conclusion_names_the_rule_that_decides():
    file = edition(aspect("A", indicator("A1")), special=("POV",))
    assert told(file, resolved(file, findings={"POV": "-1"}, A1="-2"), CONCLUSION) == [
        "Red lines touched: A1 Indicator A1.",
        "Of these, without mitigation: A1 Indicator A1.",
        "Negative: A1 Indicator A1.",
        "Special groups worse off: Group POV.",
        "A red line without mitigation sends the file back. Proposed: Return for a new assessment.",
        "While a red line is touched, this cannot be chosen: Approve.",
    ]


@pytest.mark.parametrize("code", ["approve", "approve_with_changes", "return"])
def test_every_outcome_has_a_name(code):
    with translation.override("en"):
        assert outcome_name(code).startswith(("Approve", "Return"))
