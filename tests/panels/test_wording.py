"""Figures in plain words: what they mean, and how little a small panel's say."""

import pytest

from panels.agreement.scopes import agreement
from panels.robustness import robustness
from panels.wording import agreement_in_words, coefficient, robustness_in_words, severity_in_words
from tests.panels.scored import scored

CODES = ("A1", "A2", "A3", "B1", "B2", "B3")
LEVELS = ("-2", "-1", "0", "1", "2", "1")


def file_of(*experts):
    """The ratings of each expert, item by item, as a small edition's."""
    return dict(zip(CODES, zip(*experts, strict=True), strict=False))


def words(*experts):
    return agreement_in_words(agreement(*scored(file_of(*experts)))["scopes"][0])


@pytest.fixture(autouse=True)
def in_english(english):
    pass


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("2/3", "0.67"), ("-1/8", "−0.12"), ("1", "1.00"), ("-1/1000", "0.00"), (None, "—"), ("-3/2", "−1.50")],
)
def test_a_coefficient_has_two_decimals_and_a_true_minus(exact, shown):
    assert coefficient(exact) == shown


def test_few_experts_are_said_to_say_little():
    assert words(LEVELS, LEVELS, LEVELS) == [
        "The experts agree well (alpha = 1.00).",
        "3 experts: this number says little.",
    ]


def test_few_indicators_are_said_to_say_little():
    assert words(*[("1", "0", "-1")] * 4)[-1] == "3 indicators: this number says little."


def test_many_experts_need_no_such_word():
    other = ("-2", "-1", "1", "1", "2", "1")
    assert words(LEVELS, LEVELS, LEVELS, other) == [
        "The experts agree well (alpha = 0.97).",
        "Had other indicators been asked, alpha might have come out anywhere from 0.63 to 1.00.",
    ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (("-2", "-1", "1", "1", "2", "1"), "The experts agree well (alpha = 0.94)."),
        (
            ("-1", "-2", "0", "2", "1", "-1"),
            "The experts agree well enough for cautious conclusions (alpha = 0.67).",
        ),
        (
            ("-2", "1", "-1", "0", "2", "0"),
            "The experts agree little (alpha = 0.64): look at the single indicators, not at the mean.",
        ),
        (
            ("2", "1", "0", "-1", "-2", "-1"),
            "The experts agree no more than chance would have it (alpha = −0.83).",
        ),
    ],
)
def test_how_strong_agreement_is_is_told_by_its_bounds(other, said):
    assert words(LEVELS, other)[0] == said


def test_scores_that_do_not_differ_are_told_as_agreement_without_a_coefficient():
    said = words(*[("1",) * 6] * 4)
    assert said == [
        (
            "Wherever several experts gave a level it was the same one: they agree, and alpha, which compares "
            "differences, has no value."
        )
    ]


def test_one_expert_agrees_with_nobody():
    assert words(LEVELS)[0] == "Fewer than two experts gave levels, so there is no agreement to measure."


def test_an_expert_who_cannot_judge_anything_is_no_rater():
    scope = agreement(*scored(file_of(LEVELS, LEVELS, ("cannot",) * 6)))["scopes"][0]
    assert (scope["raters"], scope["items"]) == (2, 6)


def test_scores_near_each_other_are_not_blamed_for_a_low_alpha():
    near = ("1",) * 5
    found = words((*near, "0"), (*near, "1"), ("0", *near), (*near, "1"))
    assert found[0].startswith("The experts agree no more than chance")
    assert found[2].startswith("Most scores lie close together, which makes alpha fall")


def firm(ratings, **options):
    return robustness_in_words(robustness(*scored(ratings, **options)).plain())


def test_a_firm_conclusion_says_what_was_tried():
    conclusion, tried, weights, experts = firm({"A1": ("1", "1", "1"), "B1": ("1", "2", "1")})
    assert (
        conclusion == "The proposed conclusion, “Approve”, stands under every other reading that was tried."
    )
    assert tried == (
        "Tried: the other ways of bringing scores together, each weight of an indicator or aspect a fifth less and a "
        "fifth more (8 readings), and the panel without each one of its experts (3 readings)."
    )
    assert weights == (
        "The rule that proposes looks at single indicators, so no weight changes the conclusion; the experts’ mean of "
        "+1 hardly moves with the weights."
    )
    assert experts == "Without one or another expert that mean lies between +1 and +1.2."


def test_a_fragile_one_says_which_reading_leads_where():
    assert firm({"A1": ("0", "0", "-1")})[:4] == [
        "The proposed conclusion, “Approve”, is fragile: another reading of the same scores changes it.",
        "By the mean of the scores: “Approve with changes”.",
        "Without expert 1: “Approve with changes”.",
        "Without expert 2: “Approve with changes”.",
    ]


def test_experts_are_counted_where_their_marks_are_not_for_the_reader():
    plain = robustness(*scored({"A1": ("0", "0", "-1")})).plain()
    flips = [flip | {"what": ""} if flip["kind"] == "expert" else flip for flip in plain["flips"]]
    assert robustness_in_words(plain | {"flips": flips})[2] == (
        "Without any one of 2 of the experts: “Approve with changes”."
    )


@pytest.mark.parametrize(
    ("mean", "said"),
    [("-1/2", "stricter by 0.50"), ("1/3", "milder by 0.33"), ("0", "as the others on average")],
)
def test_severity_is_told_beside_the_others(mean, said):
    assert severity_in_words({"mean": mean, "items": 3}) == said
    assert severity_in_words({"mean": None, "items": 0}) == "no item judged together with others"
