"""What saving one answer costs beside the least that a Django view does."""

import pytest

from benchmarks.autosave import COST, measure


@pytest.mark.django_db
def test_saving_an_answer_costs_at_most_three_times_the_least_view():
    figures = measure(pairs=9)
    assert figures.cost.middle <= COST
