"""Out and back: what was not touched comes back as nothing, what was touched as what was meant."""

import pytest

from tests import factories
from tests.assessments.offline.documents import (
    brought,
    cell_at,
    changed,
    in_document,
    row_of,
    sent_out,
    sheet,
    typed,
    workbook,
)


@pytest.fixture
def written(city):
    """Two indicators and a special group answered, one indicator empty."""
    case = factories.make_case(city, factories.make_set(special=("RUR",)))
    factories.answer(case, "A1", city.drafter, rating="1", facts="第一段。\n第二段\t有制表符。")
    factories.answer(case, "A2", city.drafter, rating="-2", mitigation="错峰施工。", groups=["RUR", "ALL"])
    factories.consider(case, city.drafter)
    return case


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_nobody_touched_changes_nothing(written, city, kind):
    copy, raw = sent_out(written, city.drafter, kind)
    assert brought(written, raw, copy, kind).remarks == []
    assert changed(written, raw, copy, kind) == []


def test_a_row_is_found_wherever_it_has_moved(written, city):
    copy, raw = sent_out(written, city.drafter)
    raw = typed(raw, "answer:B1:facts", "新写的事实。")
    row = row_of(raw, "answer:B1:facts")
    moved = in_document(raw, lambda text: text.replace(row, ""))
    first = moved_into_first_table(moved, row)
    assert brought(written, first, copy).content["answer:B1"]["facts"] == "新写的事实。"


def moved_into_first_table(raw, row):
    return in_document(raw, lambda text: text.replace("</w:tbl>", f"{row}</w:tbl>", 1))


def test_a_missing_row_changes_nothing_and_missing_parts_are_named(written, city):
    copy, raw = sent_out(written, city.drafter)
    for name in ("rating", "reach", "groups", "facts", "mitigation", "reason"):
        row = row_of(raw, f"answer:A1:{name}")
        raw = in_document(raw, lambda text, row=row: text.replace(row, ""))
    result = brought(written, raw, copy)
    assert "answer:A1" not in result.content
    assert [each["reason"] for each in result.remarks] == ["Not in the document, and left as they are: A1."]


def test_a_row_that_is_there_twice_is_refused_with_both_places(written, city):
    copy, raw = sent_out(written, city.drafter)
    raw = typed(raw, "answer:A1:facts", "一份。")
    raw = in_document(raw, lambda text: text.replace(row := row_of(raw, "answer:A1:facts"), row + row))
    result = brought(written, raw, copy)
    assert "answer:A1" not in result.content
    assert [(each["item"], each["field"], each["reason"]) for each in result.remarks] == [
        ("answer:A1", "Facts and grounds", "This row is there twice: table 2, row 6, table 2, row 7.")
    ]


def test_rows_of_nobody_and_of_unknown_codes_are_listed(written, city):
    copy, raw = sent_out(written, city.drafter)
    own = "<w:tr><w:tc><w:p><w:r><w:t>备注</w:t></w:r></w:p></w:tc></w:tr>"
    foreign = row_of(raw, "answer:A1:facts").replace("answer:A1", "answer:Z9")
    raw = in_document(raw, lambda text: text.replace("</w:tbl>", f"{own}{foreign}</w:tbl>", 1))
    reasons = [(each["reason"], each["where"]) for each in brought(written, raw, copy).remarks]
    assert reasons == [
        ("Z9 is not asked in this case.", "table 1, row 8"),
        ("This row belongs to no question.", "table 1, row 7"),
    ]


def test_a_workbook_is_read_after_rows_have_moved_and_columns_have_gone(written, city):
    copy, raw = sent_out(written, city.drafter, "xlsx")

    def shuffle(book):
        page = sheet(book, "answer")
        cell_at(page, "answer:B1", "facts").value = "表格里写的。"
        page.move_range(f"A5:{page.cell(5, page.max_column).coordinate}", rows=20)
        page.delete_cols(next(cell.column for cell in page[2] if cell.value == "mitigation"))
        page.title = "随便"

    result = brought(written, workbook(raw, shuffle), copy, "xlsx")
    assert result.content["answer:B1"]["facts"] == "表格里写的。"
    assert result.content.keys() == {"answer:B1"}
    assert result.remarks == []
