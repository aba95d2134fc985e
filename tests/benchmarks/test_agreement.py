"""Drawing the items anew a thousand times costs a fraction of working a thousand tables out."""

from benchmarks.agreement import COST, SECONDS, measure


def test_prepared_draws_cost_a_fraction_of_tables_worked_out_anew():
    figures = measure(pairs=3)
    assert figures.cost.middle < COST
    assert figures.seconds < SECONDS
    assert [len(figures.cost.each), len(figures.control.each)] == [3, 3]
