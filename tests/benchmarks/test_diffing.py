"""What a difference costs beside reading the two files."""

from benchmarks.diffing import COST, measure


def test_a_difference_costs_a_fraction_of_what_reading_both_files_does():
    measured = measure(100, runs=3)
    assert measured.changes > 50
    assert measured.compared <= COST * measured.checked
