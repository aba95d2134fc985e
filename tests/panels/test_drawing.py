"""The draw by lot: the same seed gives the same people, every rule is met, and what cannot be met is said."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.drawing import (
    Candidate,
    Impossible,
    Lack,
    Rules,
    districts,
    draw,
    in_order,
    lacks,
    plain,
    read_candidate,
    read_rules,
)

POOL = [
    Candidate("E-001", ("law",), "东区"),
    Candidate("E-002", ("health",), "东区"),
    Candidate("E-003", ("health", "law"), "西区"),
    Candidate("E-004", ("education",), ""),
    Candidate("E-005", ("education",), "南区"),
    Candidate("E-006", ("planning",), "西区", left_out="利益冲突"),
]


def test_the_order_is_that_of_the_hashes_of_seed_and_mark():
    hashes = {each.mark: hashlib.sha256(f"seed:{each.mark}".encode()).hexdigest() for each in POOL}
    assert [each.mark for each in in_order("seed", POOL)] == sorted(hashes, key=hashes.get)


def test_a_draw_of_known_seed_stays_as_it_is():
    """A later version that drew otherwise could not replay what was drawn."""
    assert draw("0" * 64, Rules(3, ("law",), 2), POOL) == ("E-003", "E-002", "E-001")


def test_the_order_of_the_candidates_does_not_matter():
    assert draw("seed", Rules(4), POOL) == draw("seed", Rules(4), POOL[::-1])


def test_whoever_is_left_out_is_never_drawn():
    assert "E-006" not in draw("seed", Rules(5), POOL)


def test_required_fields_come_first_and_those_seated_already_count():
    seated = Candidate("E-001", ("law",), "东区", seated=True)
    drawn = draw("seed", Rules(2, ("law", "education")), [seated, *POOL[1:]])
    assert len(drawn) == 1
    assert set(drawn) <= {"E-004", "E-005"}


def test_rules_may_make_a_panel_larger_than_its_fewest_experts():
    assert len(draw("seed", Rules(1, ("law", "education")), POOL)) == 2


def test_a_draw_for_a_panel_that_is_complete_is_empty():
    seated = [Candidate("E-001", ("law",), "东区", seated=True)]
    assert draw("seed", Rules(1, ("law",)), [*seated, *POOL[1:]]) == ()


@pytest.mark.parametrize(
    ("rules", "lack"),
    [
        (Rules(6), Lack("experts", 5, 6)),
        (Rules(1, ("law", "planning")), Lack("fields", 1, 2, ("planning",))),
        (Rules(1, (), 4), Lack("districts", 3, 4)),
    ],
)
def test_what_cannot_be_met_is_said(rules, lack):
    with pytest.raises(Impossible) as caught:
        draw("seed", rules, POOL)
    assert caught.value.lacks == (lack,)


def test_nobody_comes_from_an_unknown_district():
    assert districts([Candidate("E-004"), Candidate("E-005")]) == set()


def test_rules_and_candidates_are_read_back_as_they_were_stored():
    rules = Rules(3, ("law", "health"), 2)
    assert read_rules(plain(rules)) == rules
    assert [read_candidate(plain(each)) for each in POOL] == POOL


candidates = st.lists(
    st.builds(
        Candidate,
        mark=st.integers(1, 999).map(lambda number: f"E-{number:03d}"),
        fields=st.lists(st.sampled_from(["law", "health", "safety"]), unique=True).map(tuple),
        district=st.sampled_from(["", "东区", "西区", "南区"]),
        seated=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.mark,
)
rules = st.builds(
    Rules,
    experts=st.integers(1, 6),
    fields=st.lists(st.sampled_from(["law", "health", "safety"]), unique=True).map(tuple),
    districts=st.integers(0, 3),
)


@given(seed=st.text(), rules=rules, pool=candidates)
def test_a_draw_meets_every_rule_or_is_impossible(seed, rules, pool):
    if lacks(rules, pool):
        with pytest.raises(Impossible):
            draw(seed, rules, pool)
        return
    drawn = draw(seed, rules, pool)
    panel = [each for each in pool if each.seated or each.mark in drawn]
    assert lacks(rules, panel) == []
    assert len(set(drawn)) == len(drawn)
    assert not {each.mark for each in pool if each.seated} & set(drawn)
