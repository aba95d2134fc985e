"""When a judgement needs a reason, and how far a sheet has come."""

import pytest

from indicators.scale import Scale
from panels.judging import Line, is_complete, needs_reason, tally

NAME = {"zh": "某", "en": "Some"}
SCALE = Scale.model_validate(
    {
        "levels": [{"value": value, "name": NAME} for value in (-2, -1, 0, 1, 2)],
        "not_applicable": NAME,
        "uncertain": NAME,
    }
)


@pytest.mark.parametrize(
    ("own", "rating", "needed"),
    [
        ("1", "", False),
        ("1", "1", False),
        ("1", "2", False),
        ("1", "0", False),
        ("1", "-1", True),
        ("-2", "2", True),
        ("1", "na", True),
        ("1", "unknown", True),
        ("na", "1", True),
        ("unknown", "0", True),
        ("na", "unknown", False),
        ("unknown", "unknown", False),
        ("1", "cannot", True),
        ("na", "cannot", True),
        ("", "1", True),
        ("", "na", False),
    ],
)
def test_a_reason_is_needed_far_from_the_self_rating(own, rating, needed):
    assert needs_reason(SCALE, own, rating) is needed


def content(rating="1", reason="", confidence="", suggestion=""):
    return {
        "rating": rating,
        "confidence": confidence,
        "reason": reason,
        "suggestion": suggestion,
        "reference": "",
    }


@pytest.mark.parametrize(
    ("told", "complete"),
    [
        (content(""), False),
        (content("", "有话要说。"), False),
        (content("1"), True),
        (content("-1"), False),
        (content("-1", "理由。"), True),
        (content("cannot"), False),
        (content("cannot", "不在本人专业内。"), True),
    ],
)
def test_complete_is_with_a_rating_and_the_reason_that_it_needs(told, complete):
    assert is_complete(SCALE, "1", told) is complete


SHEET = [
    Line("A", "A1", "1", content("1", confidence="low")),
    Line("A", "A2", "1", content("-2", "理由。", suggestion="改。")),
    Line("A", "A3", "1", content("cannot", "理由。")),
    Line("B", "B1", "1", content("")),
    Line("B", "B2", "1", content("-2")),
]


def test_a_tally_counts_what_will_be_sealed():
    found = tally(SCALE, SHEET)
    assert (found.total, found.complete, found.finished) == (5, 3, False)
    assert (found.far, found.cannot, found.unsure, found.suggestions) == (2, 1, 1, 1)
    assert (found.of_aspect("A"), found.of_aspect("B")) == ((3, 3), (0, 2))


@pytest.mark.parametrize(
    ("after", "code"), [("", "B1"), ("A3", "B1"), ("B1", "B2"), ("B2", "B1"), ("X", "B1")]
)
def test_the_next_open_line_is_behind_the_one_just_written_or_the_first(after, code):
    assert tally(SCALE, SHEET).next_open(after).code == code


def test_nothing_is_next_when_nothing_is_open():
    found = tally(SCALE, SHEET[:3])
    assert (found.next_open("A1"), found.finished) == (None, True)
