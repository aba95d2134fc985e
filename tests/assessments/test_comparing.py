"""What would change, and how it is marked."""

import pytest

from assessments.comparing import Change, State, changes
from assessments.offline.outline import Field

FACTS, GROUPS = (
    Field("facts", "Facts", "text", 100),
    Field("groups", "Groups", "choices", 0, {"A": "甲", "B": "乙"}),
)


@pytest.mark.parametrize(
    ("sent", "here", "proposed", "state"),
    [
        ("", "", "新", State.NEW),
        ("旧", "旧", "新", State.CHANGED),
        ("旧", "旧", "", State.EMPTIED),
        ("旧", "这里", "那里", State.BOTH),
        ("旧", "这里", "", State.BOTH),
        ("旧", "这里", "旧", None),
        ("旧", "同", "同", None),
        ("旧", "旧", "旧 \r\n", None),
        (None, "", "新", State.NEW),
        (None, "旧", "新", State.CHANGED),
        (None, "旧", "", None),
    ],
)
def test_three_texts_decide_what_becomes_of_a_field(sent, here, proposed, state):
    before = None if sent is None else {"facts": sent}
    found = list(changes((FACTS,), sent=before, here={"facts": here}, proposed={"facts": proposed}))
    assert [change.state for change in found] == ([state] if state else [])


def test_what_the_proposal_does_not_hold_stays_as_it_is():
    assert list(changes((FACTS,), sent={"facts": "旧"}, here={"facts": "旧"}, proposed={})) == []


@pytest.mark.parametrize(
    ("field", "old", "new", "marks"),
    [
        (FACTS, "学校旁边", "学校后边", [("same", "学校"), ("removed", "旁边"), ("added", "后边")]),
        (GROUPS, "甲", "甲、乙", [("same", "甲"), ("same", "、"), ("added", "乙")]),
        (FACTS, "的" * 2000, "的，" * 1000, [("removed", "的" * 2000), ("added", "的，" * 1000)]),
    ],
)
def test_changes_are_marked_as_suits_the_field_and_in_bounded_time(field, old, new, marks):
    change = Change(field, State.CHANGED, None, old, new)
    assert [tuple(mark) for mark in change.marks] == marks
