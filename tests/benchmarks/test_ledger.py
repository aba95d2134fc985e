"""A page of the ledger beside the least list, and a large city beside a small one: all are measured, in pairs."""

import pytest

from benchmarks.ledger import measure


@pytest.mark.once
@pytest.mark.django_db
def test_every_pair_gives_a_ratio_and_so_does_the_control():
    figures = measure(pairs=2, few=3, many=12)
    assert [len(ratios.each) for ratios in figures] == [2] * len(figures)
