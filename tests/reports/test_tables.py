"""The tables of the printed report, worked out of a record."""

from fractions import Fraction

from reports import tables
from tests.reports.sample import brief_record, sample_record, without_panel


def group(name):
    return {"zh": name, "en": name}


def indicator(code, groups, **facts):
    nothing = {"median": None, "own": "", "ratings": [], "spread": 0, "evidence": []}
    return nothing | {"code": code, "name": group(code), "groups": [group(each) for each in groups]} | facts


def record_of(*indicators):
    return {"aspects": [{"indicators": list(indicators)}]}


def test_a_cell_has_the_experts_figure_where_the_group_is_concerned():
    record = record_of(
        indicator("A1", ["流动"], aggregate="-3/2", median="0", own="1"), indicator("A2", ["留守"], own="-1")
    )
    (heat,) = tables.heat_map(record)
    assert [each["zh"] for each in heat.groups] == ["流动", "留守"]
    assert [(row.code, row.cells) for row in heat.rows] == [
        (
            "A1",
            [tables.Cell(concerned=True, figure=Fraction(-3, 2), level="-2"), tables.Cell(concerned=False)],
        ),
        ("A2", [tables.Cell(concerned=False), tables.Cell(concerned=True, figure=Fraction(-1), level="-1")]),
    ]


def test_half_way_counts_as_the_worse():
    halves = ["-5/2", "-3/2", "-1/2", "1/2", "3/2", "5/2", "9"]
    record = record_of(*[indicator(half, ["全体"], median=half) for half in halves])
    levels = [row.cells[0].level for row in tables.heat_map(record)[0].rows]
    assert levels == ["-2", "-2", "-1", "0", "1", "2", "2"]


def test_what_has_no_figure_is_shown_as_a_question():
    record = record_of(*[indicator(own or "none", ["全体"], own=own) for own in ("", "na", "unknown")])
    assert [row.cells[0] for row in tables.heat_map(record)[0].rows] == [tables.Cell(concerned=True)] * 3


def test_many_groups_stand_in_tables_of_equal_width_and_rows_without_any_are_left_out():
    names = [f"群体{number}" for number in range(20)]
    record = record_of(indicator("A1", names, own="1"), indicator("A2", names[:1], own="1"))
    heats = tables.heat_map(record)
    assert [len(heat.groups) for heat in heats] == [7, 7, 6]
    assert [[row.code for row in heat.rows] for heat in heats] == [["A1", "A2"], ["A1"], ["A1"]]
    assert tables.heat_map(record_of(indicator("A1", []))) == []


def test_a_file_is_listed_once_with_every_place_that_cites_it():
    piece = {
        "name": "统计.xlsx",
        "sha256": "ab",
        "size": 5,
        "page": "p. 3",
        "dated": "2026-05-01",
        "on_request": True,
    }
    record = record_of(
        indicator("A1", [], evidence=[piece]), indicator("A2", [], evidence=[piece | {"page": ""}])
    )
    (row,) = tables.evidence_rows(record)
    assert (row.name, row.sha256, row.on_request) == ("统计.xlsx", "ab", True)
    assert (row.cited, row.dated.isoformat()) == (["A1 p. 3", "A2"], "2026-05-01")


def test_withheld_files_are_not_taken_for_one_another():
    black = {"name": "████[1]", "sha256": "", "size": 0, "page": "", "dated": None, "on_request": False}
    record = record_of(indicator("A1", [], evidence=[black, black]), indicator("A2", [], evidence=[black]))
    assert [row.cited for row in tables.evidence_rows(record)] == [["A1"], ["A1"], ["A2"]]


def test_ratings_are_counted_by_answer():
    codes = ["-2", "-1", "0", "1", "2", "na", "unknown"]
    aspect = {
        "indicators": [
            indicator("A1", [], ratings=["-1", "2", "2", "na"], aggregate="3/2"),
            indicator("A2", [], answer="text"),
        ]
    }
    (row,) = tables.rating_rows(aspect, codes)
    assert (row.counts, row.experts) == ([0, 1, 0, 0, 2, 1, 0], Fraction(3, 2))


def test_the_sample_s_figures_are_the_record_s():
    record = sample_record()
    concerned = [
        (row.code, sum(cell.concerned for cell in row.cells))
        for heat in tables.heat_map(record)
        for row in heat.rows
    ]
    named = {
        each["code"]: len(each["groups"]) for aspect in record["aspects"] for each in aspect["indicators"]
    }
    told = dict.fromkeys(named, 0)
    for code, number in concerned:
        told[code] += number
    assert told == named


def test_without_experts_the_self_rating_stands_in_the_cell():
    (heat,) = tables.heat_map(without_panel(brief_record(own="-2")))
    assert {cell.figure for cell in heat.rows[0].cells if cell.concerned} == {Fraction(-2)}
