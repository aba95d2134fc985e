"""The register beside the least list, small and large: all are measured, in pairs."""

import pytest

from benchmarks.register import ADDRESSES, measure


@pytest.mark.once
@pytest.mark.django_db
def test_every_page_gives_a_ratio_in_a_small_and_in_a_large_register():
    figures = measure(pairs=2, few=3, many=12, record=100)
    assert [list(found) for found in (figures.few, figures.many)] == [list(ADDRESSES), list(ADDRESSES)]
    assert [len(ratios.each) for ratios in (*figures.few.values(), *figures.many.values())] == [2] * 6
