"""The children affected: what a row lacks, and totals that say what they leave out."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.children import Total, lacking_of_count, matrix
from indicators.reading import read
from indicators.schema import SetFile
from tests.set_files import set_file

FILE = SetFile.model_validate(read(set_file(ages=True)).data)


def row(age="LOW", group="ALL", number=None, **said):
    nothing = {"source": "", "year": None, "basis": "", "gap": ""}
    return SimpleNamespace(age=age, group=group, number=number, **(nothing | said))


def totals(*rows, ages=()):
    return matrix(FILE, ages, rows).totals


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({}, ["number, or which data are missing"]),
        ({"gap": "未统计"}, []),
        ({"number": 0}, ["source", "year of the data"]),
        ({"number": 5, "source": "学籍"}, ["year of the data"]),
        ({"number": 5, "year": 2025, "gap": "未分性别"}, ["source"]),
        ({"number": 5, "source": "学籍", "year": 2025}, []),
        ({"source": "学籍", "year": 2025}, ["number, or which data are missing"]),
    ],
)
def test_a_number_needs_its_source_and_year_and_no_number_its_reason(english, said, lacks):
    assert [str(each) for each in lacking_of_count(row(**said))] == lacks


def test_ages_are_added_up_and_a_missing_one_is_named():
    assert totals(row("LOW", number=3), row("HIGH", number=4)) == [Total(7)]
    assert totals(row("LOW", number=3)) == [Total(3, ("6—18岁",))]
    assert totals(row("LOW", number=3), row("HIGH", gap="未知")) == [Total(3, ("6—18岁",))]
    assert totals(row("LOW", gap="未知")) == [Total(None, ("0—6岁", "6—18岁"))]


def test_an_age_that_the_matter_does_not_concern_is_not_missing():
    assert totals(row("LOW", number=3), ages=["LOW"]) == [Total(3)]
    assert [age for age, _cells in matrix(FILE, ["LOW"], [row("HIGH", number=1)]).rows] == ["0—6岁", "6—18岁"]


def test_the_row_for_every_age_is_the_total_and_says_when_it_says_too_little():
    whole = row("", number=5)
    assert totals(whole, row("LOW", number=3)) == [Total(5, stated=True)]
    assert totals(whole, row("LOW", number=3), row("HIGH", number=4)) == [
        Total(5, stated=True, below_ages=True)
    ]
    assert totals(row("", gap="未知"), row("LOW", number=3), row("HIGH", number=4)) == [Total(7)]


def test_what_was_counted_in_different_ways_is_not_added_up_in_silence():
    rows = row("LOW", number=3, basis="resident"), row("HIGH", number=4, basis="registered")
    assert totals(*rows) == [Total(7, mixed=True)]


def test_nothing_is_added_up_over_groups():
    found = matrix(FILE, (), [row(group="ALL", number=9), row(group="RUR", number=4)])
    assert [group.code for group in found.groups] == ["ALL", "RUR"]
    assert [total.number for total in found.totals] == [9, 4]


cells = st.none() | st.tuples(st.none() | st.integers(0, 1000), st.sampled_from(["", "resident"]))


@given(cells, cells)
def test_a_total_without_a_mark_is_the_whole_truth(low, high):
    rows = [
        row(age, number=cell[0], basis=cell[1])
        for age, cell in (("LOW", low), ("HIGH", high))
        if cell is not None
    ]
    for total in totals(*rows):
        known = [each.number for each in rows if each.number is not None]
        assert total.number == (sum(known) if known else None)
        assert bool(total.unknown) == (len(known) < 2)
        assert total.mixed == (len({each.basis for each in rows if each.number is not None}) > 1)
