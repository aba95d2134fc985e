"""What a page of the ledger costs beside the least list, and how it grows with the city."""

import pytest

from benchmarks.ledger import COST, GROWTH, measure


@pytest.mark.django_db
def test_a_page_costs_at_most_five_times_the_least_list_and_hardly_grows_with_the_city():
    figures = measure(pairs=9)
    assert figures.cost.middle <= COST
    assert figures.growth.middle <= GROWTH or not figures.control.steady
