"""What an answer still lacks, and how far a file has come."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.completeness import (
    Completeness,
    completeness,
    lacking,
    lacking_of_group,
    progress,
    weakest_grade,
)
from indicators.scale import Scale
from tests.indicators.resolver.builders import answer, aspect, edition, indicator

EMPTY, BEGUN, COMPLETE = Completeness.EMPTY, Completeness.BEGUN, Completeness.COMPLETE


def lacks(wanted=None, answered_in="impact", beside=(), *, cited=False, **changes):
    file = edition(aspect("A", indicator("A1", answer=answered_in)), reference=wanted)
    with translation.override("en"):
        found = lacking(answer(**changes), file, file.indicators["A1"], asks=beside, cited=cited)
        return [str(each) for each in found]


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
    ("kind", "required", "rating", "missing"),
    [
        ("clause", True, "0", ["the clause it is about"]),
        ("clause", True, "na", []),
        ("clause", True, "unknown", []),
        ("clause", False, "0", []),
        ("drawing", True, "0", ["the drawing or page"]),
    ],
)
def test_a_level_names_its_place_where_the_edition_wants_it(kind, required, rating, missing):
    reference = {"kind": kind, "required": required}
    written = {"rating": rating, "facts": "数据", "reason": "不涉及"}
    assert lacks(reference, **written) == missing
    assert lacks(reference, **written, reference="第三条") == []


def test_an_answer_in_words_needs_words_alone():
    required = {"kind": "clause", "required": True}
    assert lacks(required, "text") == ["the answer in words"]
    assert lacks(required, "text", facts="新增三处。") == []


SAID = {"groups": ["ALL"], "facts": "数据", "mitigation": "错峰"}
EFFECT = {"directness": "direct", "term": "long", "reversibility": "not", "residual": "0"}
FOR_GOOD = "evidence of grade C or better for a good impact"
FOR_ENDS = "evidence of grade B or better for so strong an impact"
SHOWN = "a file that shows evidence of grade A or B"
GRADE = "the strength of the evidence"


@pytest.mark.parametrize(
    ("rating", "missing"),
    [
        ("0", []),
        ("na", ["why it does not apply"]),
        ("unknown", []),
        ("1", ["direct or indirect", "term", "whether it can be reversed"]),
        ("-1", ["direct or indirect", "term", "whether it can be reversed", "the effect that remains"]),
    ],
)
def test_an_effect_is_described_where_the_path_asks_for_it(rating, missing):
    assert lacks(beside=["effect"], rating=rating, **SAID) == missing
    assert lacks(beside=["effect"], rating=rating, reason="不涉及", **SAID, **EFFECT) == []


@pytest.mark.parametrize(
    ("rating", "grade", "missing"),
    [
        ("1", "", [GRADE]),
        ("1", "D", [FOR_GOOD]),
        ("1", "C", []),
        ("1", "B", [SHOWN]),
        ("2", "", [GRADE]),
        ("2", "C", [FOR_ENDS]),
        ("2", "B", [SHOWN]),
        ("-2", "D", [FOR_ENDS]),
        ("-2", "A", [SHOWN]),
        ("-1", "", []),
        ("-1", "D", []),
        ("-1", "A", [SHOWN]),
        ("0", "", []),
        ("0", "A", [SHOWN]),
        ("unknown", "A", []),
        ("na", "", []),
    ],
)
def test_evidence_is_as_strong_as_the_impact_claims(rating, grade, missing):
    written = SAID | {"rating": rating, "grade": grade, "reason": "不涉及"}
    assert lacks(beside=["evidence"], **written) == missing
    assert lacks(beside=["evidence"], cited=True, **written) == [each for each in missing if each != SHOWN]
    assert lacks(**written) == []


def test_a_scale_of_one_level_a_side_has_no_ends():
    levels = [{"value": value, "name": {"zh": "级", "en": "Level"}} for value in (-1, 0, 1)]
    scale = Scale.model_validate(
        {"levels": levels, "not_applicable": {"zh": "不", "en": "No"}, "uncertain": {"zh": "疑", "en": "?"}}
    )
    assert [weakest_grade(value, scale) for value in (-1, 0, 1)] == ["", "", "C"]


@pytest.mark.parametrize(
    ("rating", "grounds", "missing"),
    [
        ("", "", ["impact", "grounds"]),
        ("0", "", ["grounds"]),
        ("", "无影响", ["impact"]),
        ("na", "", ["grounds"]),
        ("0", "无影响", []),
    ],
)
def test_a_special_group_needs_impact_and_grounds(rating, grounds, missing):
    with translation.override("en"):
        found = lacking_of_group(SimpleNamespace(rating=rating, grounds=grounds))
        assert [str(each) for each in found] == missing


@pytest.mark.parametrize(
    ("content", "missing", "state"),
    [
        ({}, ["impact"], EMPTY),
        ({"facts": "数据"}, ["impact"], BEGUN),
        ({"rating": "0", "facts": "数据"}, [], COMPLETE),
    ],
)
def test_where_an_answer_stands(content, missing, state):
    assert completeness(answer(**content), missing) == state


@given(st.lists(st.sampled_from(Completeness)))
def test_finished_means_that_nothing_is_missing(states):
    counted = progress(states)
    assert counted.total == len(states) == counted.complete + counted.begun + counted.empty
    assert counted.finished == (bool(states) and set(states) == {COMPLETE})
