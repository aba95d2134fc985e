"""What the engine proposes, and what it bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.groups import group_results
from indicators.resolver.proposal import propose
from tests.indicators.resolver.builders import SCALE, result

CASES = {
    "all is well": ([result("1", "1", "2")], "approve", ()),
    "nothing to judge": ([result("na", "na")], "approve", ()),
    "negative": ([result("1", "-1", "-1")], "approve_with_changes", ()),
    "negative without a panel": ([result("-1")], "approve_with_changes", ()),
    "uncertain": ([result("unknown", "unknown", "na")], "approve_with_changes", ()),
    "uncertain, but the panel knows": ([result("unknown", "1", "1")], "approve", ()),
    "far from the self-rating": ([result("2", "0", "0")], "approve_with_changes", ()),
    "experts apart": ([result("1", "2", "-1", "1")], "approve_with_changes", ()),
    "one expert sees the gravest harm": ([result("0", "-2", "0", "0")], "approve_with_changes", ()),
    "red line, mitigated": (
        [result("1", "-1", red_line=True, mitigated=True)],
        "approve_with_changes",
        ("approve",),
    ),
    "red line, not mitigated": ([result("1", "-1", red_line=True)], "return", ("approve",)),
    "gravest harm anywhere": ([result("1"), result("-2")], "return", ("approve",)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_proposed(name):
    results, outcome, barred = CASES[name]
    proposal = propose(results)
    assert (proposal.outcome, proposal.barred) == (outcome, barred)


def test_each_reason_names_its_items():
    results = [
        result("-1", code="A1"),
        result("unknown", code="A2"),
        result("1", "2", "-1", code="A3"),
        result("-2", code="A4", mitigated=True),
        result("-1", code="A5", red_line=True),
    ]
    proposal = propose(results)
    assert proposal.negative == ("A1", "A4", "A5")
    assert (proposal.uncertain, proposal.disputed) == (("A2",), ("A3",))
    assert (proposal.red_lines, proposal.unmitigated) == (("A4", "A5"), ("A5",))


ROWS = st.tuples(st.sampled_from(SCALE.codes), st.booleans(), st.booleans())


@given(st.lists(ROWS, max_size=8))
def test_approval_as_it_stands_is_never_proposed_over_a_harm(rows):
    results = [result(own, red_line=red, mitigated=mended) for own, red, mended in rows]
    proposal = propose(results)
    harmed = any(own.startswith("-") for own, _red, _mended in rows)
    assert not (harmed and proposal.outcome == "approve")
    assert proposal.outcome not in proposal.barred


@pytest.mark.parametrize(
    ("ratings", "outcome", "barred"),
    [
        ({"POV": "0", "DIS": "na"}, "approve", ()),
        ({"POV": "-1", "DIS": "1"}, "approve_with_changes", ()),
        ({"POV": "unknown"}, "approve_with_changes", ()),
        ({"POV": "-2"}, "approve_with_changes", ("approve",)),
    ],
)
def test_a_special_group_asks_for_changes_like_an_item(ratings, outcome, barred):
    proposal = propose([result("1")], group_results(("POV", "DIS"), ratings, SCALE))
    assert (proposal.outcome, proposal.barred) == (outcome, barred)


def test_each_reason_names_its_groups():
    ratings = {"POV": "-2", "DIS": "-1", "MIG": "unknown"}
    proposal = propose([], group_results(tuple(ratings), ratings, SCALE))
    assert proposal.harmed_groups == ("POV", "DIS")
    assert (proposal.gravely_harmed_groups, proposal.uncertain_groups) == (("POV",), ("MIG",))


@given(st.lists(st.sampled_from(["-2", "-1", "0", "1", "2", "na", "unknown"]), min_size=1, max_size=7))
def test_no_median_hides_that_an_expert_saw_the_gravest_harm(ratings):
    proposal = propose([result("1", *ratings)])
    assert proposal.outcome != "approve" or "-2" not in ratings
