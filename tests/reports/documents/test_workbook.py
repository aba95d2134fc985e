"""The workbook: every public figure and table as such, and no formula, whatever people have written."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.documents import workbook
from reports.documents.sample import sample_record as made_up_record
from reports.documents.zipped import unzipped
from tests.reports.documents.office import converted
from tests.reports.sample import (
    first_format,
    sample_publication,
    sample_record,
    second_format,
    third_format,
    without_panel,
)

ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org")',
    "\t=1+1",
    "=cmd|'/c calc'!A1",
]


def book(record=None):
    return load_workbook(BytesIO(workbook.render(sample_publication(record))))


def column(page, head):
    """What stands below a head."""
    (place,) = [cell.column for cell in page[1] if cell.value == head]
    return [row[place - 1].value for row in page.iter_rows(min_row=2)]


def test_each_list_of_the_record_has_its_sheet():
    assert book().sheetnames == [
        "概况",
        "方面",
        "指标",
        "受影响儿童",
        "儿童参与",
        "听取情况",
        "儿童意见采纳",
        "听取场次",
        "参与人数",
        "表情评分",
        "公示情况",
        "公示意见",
        "意见",
        "讨论指标",
        "票数",
        "条件",
        "不同意见",
        "推算过程",
        "证据",
        "依据文件",
        "各等级评分数",
        "群体与指标",
    ]


def test_every_indicator_has_its_row_and_figures_are_figures():
    page = book()["指标"]
    record = sample_record()
    codes = [each["code"] for aspect in record["aspects"] for each in aspect["indicators"]]
    assert column(page, "编号") == codes
    numbers = [value for value in column(page, "专家分") if value is not None]
    assert {type(value) for value in numbers} <= {int, float}
    assert len(numbers) > 20


def test_every_score_is_counted_at_its_level():
    page = book(made_up_record())["各等级评分数"]
    rows = [[cell.value for cell in row][2:] for row in page.iter_rows(min_row=2)]
    heads = [cell.value for cell in page[1]]
    assert heads == ["编号", "名称", "−1 负面", "0 无影响", "+1 正面", "不适用", "不确定"]
    assert rows == [[0, 1, 2, 0, 0], [1, 1, 1, 0, 0], [2, 1, 0, 0, 0]]


def test_groups_and_indicators_make_a_matrix_with_small_numbers_withheld():
    record = made_up_record()
    first = record["aspects"][0]["indicators"][0]
    first["numbers"] = [first["numbers"][0] | {"number": None, "few": True}]
    page = book(record)["群体与指标"]
    assert column(page, "农村儿童") == ["不足 5 人", 8200, 8200]


def test_dates_are_dates():
    (first, _second) = column(book(made_up_record())["条件"], "期限")
    assert first.date() == date(2026, 12, 31)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_is_never_a_formula(attack):
    record = made_up_record()
    record["summary"] = {"zh": attack, "en": attack}
    record["title"] = {"zh": attack, "en": attack}
    record["decision"]["conditions"][0] |= {"text": attack, "owner": attack, "proof": attack}
    for indicator in record["aspects"][0]["indicators"]:
        indicator |= {"facts": attack, "mitigation": attack, "reason": attack}
    content = workbook.render(sample_publication(record))
    found = [
        (cell.data_type, cell.number_format)
        for page in load_workbook(BytesIO(content))
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert set(found) == {("s", "@")}
    sheets = [part for name, part in unzipped(content).items() if name.startswith("xl/worksheets/")]
    assert [part for part in sheets if b"<f>" in part or b"<f " in part] == []


def test_nothing_says_when_or_by_whom_it_was_written():
    parts = unzipped(workbook.render(sample_publication()))
    assert (
        b"dcterms" in parts["docProps/core.xml"].split(b">", 1)[1],
        b"openpyxl" in parts["docProps/core.xml"],
    ) == (
        False,
        False,
    )


def test_a_text_that_no_cell_holds_is_cut_and_says_so():
    record = made_up_record()
    record["summary"]["zh"] = "🙂" * 50_000
    cells = [row[1].value for row in book(record)["概况"].iter_rows(min_row=3) if row[0].value == "事项概要"]
    assert len(cells[0].encode("utf-16-le")) // 2 <= 32_767
    assert "50,000" in cells[0]


def test_what_no_cell_may_hold_is_left_out():
    record = made_up_record()
    record["summary"]["zh"] = "甲\x00\x0b乙_x000A_"
    cells = [row[1].value for row in book(record)["概况"].iter_rows(min_row=3) if row[0].value == "事项概要"]
    assert cells == ["甲\n乙_x005F_x000A_"]  # which a workbook shows as _x000A_


@pytest.mark.parametrize("earlier", [first_format, second_format, third_format, without_panel])
def test_a_record_that_says_less_is_still_written(earlier):
    assert "指标" in book(earlier(sample_record())).sheetnames


def test_a_case_without_anything_assessed_is_written():
    nothing = {key: [] for key in ("aspects", "not_asked", "groups", "steps", "opinions", "follow_up")}
    record = made_up_record() | nothing | {"proposal": None, "panel": None, "decision": None}
    record |= {"heard": None, "notice": None}
    found = book(record | {"result": "not_needed", "redactions": []})
    assert found.sheetnames == ["概况", "受影响儿童", "儿童参与", "筛查问题", "依据文件"]


def test_it_speaks_english_where_the_record_does():
    assert book(sample_record(language="en")).sheetnames[:3] == ["Overview", "Aspects", "Indicators"]


def test_a_spreadsheet_program_opens_it(tmp_path):
    assert "QZ-D6" in converted(workbook.render(sample_publication()), "xlsx", tmp_path)
