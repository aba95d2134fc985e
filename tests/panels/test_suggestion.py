"""Who completes a panel best: fields, then districts, then load, then the number in the pool."""

from panels.drawing import Candidate, Rules
from panels.suggestion import suggest

LAW, BOTH = Candidate("E-001", ("law",), "东区"), Candidate("E-002", ("law", "health"), "东区")
BUSY, FREE = Candidate("E-003", ("safety",), "西区"), Candidate("E-004", ("safety",), "西区")
LOAD = {"E-001": 0, "E-002": 2, "E-003": 1, "E-004": 0}


def marks(rules, candidates):
    return [each.candidate.mark for each in suggest(rules, candidates, LOAD)]


def test_whoever_brings_more_required_fields_comes_first_however_busy():
    assert marks(Rules(1, ("law", "health")), [LAW, BOTH]) == ["E-002"]


def test_a_new_district_comes_before_fewer_panels():
    first, second = suggest(Rules(2, ("health",), 2), [LAW, BOTH, BUSY], LOAD)
    assert (first.candidate, first.brings, first.new_district) == (BOTH, ("health",), True)
    assert (second.candidate, second.brings, second.new_district, second.open_seats) == (BUSY, (), True, 1)


def test_among_equals_the_fewest_panels_then_the_lowest_number():
    assert marks(Rules(3), [BUSY, FREE, BOTH, LAW]) == ["E-001", "E-004", "E-003"]


def test_those_seated_count_and_those_left_out_are_not_suggested():
    seated = Candidate("E-001", ("law",), "东区", seated=True)
    out = Candidate("E-002", ("law", "health"), "东区", left_out="任期已满")
    assert marks(Rules(2, ("law",)), [seated, out, FREE]) == ["E-004"]


def test_a_complete_panel_needs_nobody():
    assert marks(Rules(1), [Candidate("E-001", seated=True), FREE]) == []


def test_what_nobody_can_bring_ends_the_suggestion():
    assert marks(Rules(1, ("education",)), [LAW, FREE]) == ["E-001"]
