"""The scale of the small set: −1, 0, +1, and the two answers that are no level."""

from fractions import Fraction

import pytest
from django.utils import translation
from pydantic import ValidationError

from indicators.checking import check_set
from indicators.scale import NOT_APPLICABLE, UNCERTAIN, Scale, figure
from tests.indicators.files import SMALL


@pytest.fixture
def scale():
    return check_set(SMALL.encode(), file="f.yaml").scale


def test_codes_are_in_the_order_shown(scale):
    assert scale.codes == ("-1", "0", "1", "na", "unknown")


def test_levels_have_figures_and_the_others_have_none(scale):
    assert [scale.value(code) for code in scale.codes] == [-1, 0, 1, None, None]


def test_labels_are_in_the_readers_language(scale):
    assert [str(scale.label(code)) for code in scale.codes] == [
        "Bad",
        "Even",
        "Good",
        "Not applicable",
        "Uncertain",
    ]
    with translation.override("zh-hans"):
        assert [str(scale.label(code)) for code in scale.codes] == ["坏", "平", "好", "不适用", "不确定"]


@pytest.mark.parametrize("code", ["-2", "2", "+1", "1.0", "", "NA", "−1"])
def test_a_code_outside_the_scale_is_an_error(scale, code):
    with pytest.raises(KeyError):
        scale.value(code)
    with pytest.raises(KeyError):
        scale.label(code)


def test_ends(scale):
    assert (scale.minimum, scale.maximum) == (-1, 1)


def test_codes_of_answers_that_are_no_level():
    assert (NOT_APPLICABLE, UNCERTAIN) == ("na", "unknown")


def test_levels_out_of_order_make_no_scale(scale):
    content = scale.model_dump(mode="json")
    content["levels"].reverse()
    with pytest.raises(ValidationError) as refusal:
        Scale.model_validate(content)
    assert [error["loc"] for error in refusal.value.errors()] == [
        ("levels", 1, "value"),
        ("levels", 2, "value"),
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "—"),
        (0, "0"),
        (2, "+2"),
        (-2, "−2"),
        (Fraction(1, 2), "+0.5"),
        (Fraction(-4, 3), "−1.3"),
        (Fraction(2, 1), "+2"),
        (Fraction(5, 7), "+0.7"),
    ],
)
def test_figures_have_a_sign_and_at_most_one_decimal(value, written):
    assert figure(value) == written
