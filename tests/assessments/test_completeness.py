"""What an answer still lacks, and how far a file has come."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from assessments.completeness import Completeness, completeness, lacking, progress
from tests.panels.test_scoring import SCALE

FIELDS = {"rating": "", "reach": None, "groups": [], "facts": "", "mitigation": "", "reason": ""}
EMPTY, BEGUN, COMPLETE = Completeness.EMPTY, Completeness.BEGUN, Completeness.COMPLETE


def answer(**changes):
    content = FIELDS | changes
    return SimpleNamespace(content=lambda: content, **content)


def lacks(**changes):
    with translation.override("en"):
        return [str(each) for each in lacking(answer(**changes), SCALE)]


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ({}, ["impact"]),
        ({"facts": "数据"}, ["impact"]),
        ({"rating": "na"}, ["why it does not apply"]),
        ({"rating": "na", "reason": "不涉及"}, []),
        ({"rating": "unknown"}, ["which data are missing"]),
        ({"rating": "unknown", "facts": "缺流动儿童数据"}, []),
        ({"rating": "0"}, ["facts and grounds"]),
        ({"rating": "0", "facts": "数据"}, []),
        ({"rating": "1"}, ["groups of children", "facts and grounds"]),
        ({"rating": "2", "groups": ["ALL"], "facts": "数据"}, []),
        ({"rating": "-1", "groups": ["ALL"], "facts": "数据"}, ["mitigation"]),
        ({"rating": "-2"}, ["groups of children", "facts and grounds", "mitigation"]),
        ({"rating": "-2", "groups": ["ALL"], "facts": "数据", "mitigation": "错峰"}, []),
    ],
)
def test_what_is_lacking(content, missing):
    assert lacks(**content) == missing


@pytest.mark.parametrize(
    ("content", "state"),
    [
        ({}, EMPTY),
        ({"facts": "数据"}, BEGUN),
        ({"rating": "1"}, BEGUN),
        ({"rating": "0", "facts": "数据"}, COMPLETE),
        ({"rating": "na", "reason": "不涉及"}, COMPLETE),
    ],
)
def test_where_an_answer_stands(content, state):
    assert completeness(answer(**content), SCALE) == state


@given(st.lists(st.sampled_from(Completeness)))
def test_a_hundred_per_cent_means_that_nothing_is_missing(states):
    counted = progress(states)
    assert counted.total == len(states) == counted.complete + counted.begun + counted.empty
    assert (counted.percent == 100) == counted.finished == (bool(states) and set(states) == {COMPLETE})


def test_progress_rounds_down():
    assert progress([COMPLETE] * 2 + [EMPTY]).percent == 66
    assert progress([COMPLETE] * 199 + [BEGUN]).percent == 99
