"""Two ways side by side."""

from benchmarks.pairs import Ratios, compare


def test_every_pair_begins_with_the_way_that_the_one_before_ended_with():
    done = []
    found = compare(
        lambda: done.append("A") or sum(range(9_999)), lambda: done.append("B") or sum(range(9_999)), pairs=4
    )
    assert ("".join(done), len(found.each)) == ("AB" + "ABBA" * 2, 4)


def test_the_middle_counts_and_restlessness_is_seen():
    assert Ratios((0.9, 3.0, 1.1)).middle == 1.1
    assert [Ratios(each).steady for each in ((0.8, 1.25), (0.79, 1.0), (1.0, 1.26))] == [True, False, False]
