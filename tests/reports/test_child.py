"""What children are told: ready sentences from the record, in its language, and no more than two sheets hold."""

import pytest
from django.utils import translation

from reports.child import PARTS, draft, reading, roomy
from reports.redaction import box
from reports.templatetags.child import title_size
from tests.reports.sample import sample_record

NOBODY = {"links": [], "themes": []}  # heard in a session: as in cases of before there were any


def english(**changes):
    return sample_record(language="en", **changes)


def test_a_draft_tells_what_was_decided_said_and_changed():
    said = draft(english(heard=NOBODY))
    assert "It said yes, but some things must be made better." in said["decided"]
    assert "We asked: 三所小学各六名学生." in said["said"]
    assert "“课间想到操场上去，不想待在教室里”" in said["said"]
    assert "2 ideas were good, and are taken up." in said["changes"]
    assert "规划期由上级文件规定，不能由本市改变。" in said["stays"]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("approve", "It said yes."),
        ("reject", "It said no. The plan is not carried out."),
        ("return", "It wants the plan to be written anew."),
        ("signed", "The head of the unit read everything, and said yes."),
        ("not_needed", "it changes little for children"),
    ],
)
def test_every_way_to_end_has_its_sentence(result, words):
    nothing = {"decision": None, "opinions": [], "participation": []}
    said = draft(english(result=result, **(nothing if result in ("signed", "not_needed") else {})))
    assert words in said["decided"]
    assert all(said[part] for part in PARTS)


def test_a_draft_says_when_no_child_was_asked_and_why():
    none = [{"link": "needs", "whom": "", "reason_for_none": "时间太紧。", "method": "", "when": ""}]
    said = draft(english(participation=none, opinions=[], heard=NOBODY))["said"]
    assert said.splitlines() == ["This time no children were asked.", "The reason: 时间太紧。"]


def test_a_draft_keeps_black_what_is_black():
    record = english(heard=NOBODY)
    record["opinions"][1]["text"] = box(1)
    assert box(1) in draft(record)["said"]
    assert "课间" not in draft(record)["said"]


def test_the_reader_s_language_changes_nothing():
    with translation.override("zh-hans"):
        chinese = draft(english())
    with translation.override("en"):
        assert draft(english()) == chinese


def test_all_parts_are_read_together():
    said = dict.fromkeys(PARTS, "") | {"stays": "统筹协调联动机制" * 9}
    assert (reading(said, "zh").too_long, reading(dict.fromkeys(PARTS, ""), "zh").passes) == (True, True)


@pytest.mark.parametrize(
    ("characters", "size"), [(100, "huge"), (250, "large"), (400, "medium"), (900, "small"), (1000, None)]
)
def test_type_is_as_large_as_two_sheets_allow(characters, size):
    assert roomy(dict.fromkeys(PARTS, "") | {"decided": "好" * characters}) == size
    assert roomy(dict.fromkeys(PARTS, "") | {"changes": "好" * characters}) == size


def test_letters_take_half_the_room_and_every_line_one():
    assert roomy(dict.fromkeys(PARTS, "") | {"said": "a" * 460}) == "huge"
    assert roomy(dict.fromkeys(PARTS, "") | {"said": "好\n" * 25}) is None


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("字" * 45, ""),
        ("letters " * 11, ""),
        ("字" * 46, "is-long"),
        ("字" * 200, "is-longer"),
        ("w" * 200, "is-long"),
    ],
)
def test_a_title_of_any_length_stands_in_its_band(title, size):
    assert title_size(title) == size
