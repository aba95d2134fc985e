"""Saving one answer beside the least that a Django view does: both are measured, in pairs."""

import pytest

from benchmarks.autosave import measure


@pytest.mark.once
@pytest.mark.django_db
def test_every_pair_gives_a_ratio_and_so_does_the_control():
    figures = measure(pairs=2)
    assert [len(ratios.each) for ratios in figures] == [2] * len(figures)
