"""Workbooks as people hand them in: understood, or refused with the cell and a mend; never a crash, never a row."""

import datetime as dt

import pytest

from tests.indicators.test_spreadsheet import page_of, small
from tests.indicators.workbooks import (
    cell_of,
    changed,
    problems_of,
    read,
    saved,
    titled,
    workbook,
)

FORMULA = "the cell holds a formula — copy it and paste its value in its place"
MERGED = "cells are merged here — split them and write the value into each"
DATE = "the cell holds a date or a time — format the cell as text and type it again"
OUTSIDE = "there is a value outside the columns — move it into a column with a name, or remove it"


UNDERSTOOD = {
    "digits of full width": ("stages", "days", "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT FIVE}"),
    "a fraction that is whole": ("stages", "days", 15.0),
    "a number as text": ("stages", "days", " 15 "),
    "a true minus": ("levels", "value", "−1"),
    "a dash for a minus": ("levels", "value", "–1"),
    "a code of full width": (
        "indicators",
        "code",
        "\N{FULLWIDTH LATIN CAPITAL LETTER A}\N{FULLWIDTH DIGIT ONE}",
    ),
    "a list in Chinese commas": ("indicators", "crc", "6，\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT EIGHT}"),
    "a list in enumeration commas": ("indicators", "crc", "6、18"),
    "a list on two lines": ("indicators", "crc", "6\n18"),
    "one choice in capitals": ("stages", "kind", "Self_Assessment "),
    "blanks around a text": ("indicators", "name.zh", "  托育\r\n"),
    "a word for no": ("indicators", "red_line", "否"),
    "a box for no": ("indicators", "red_line", False),
    "a number for no": ("indicators", "red_line", 0),
    "an edition as a number": ("about", "edition", 1),
    "an edition as a fraction": ("about", "edition", 1.0),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_understood(case):
    assert read(changed(*UNDERSTOOD[case])) == small()


@pytest.mark.parametrize("word", ["是", "yes", "TRUE", "√", "\N{FULLWIDTH DIGIT ONE}", True, 1])
def test_words_for_yes(word):
    content = read(changed("indicators", "red_line", word))
    assert content["aspects"][0]["indicators"][0]["red_line"] is True


REFUSED = {
    "a formula": ("indicators", "question.zh", "=A1&B1", FORMULA),
    "a formula for a number": ("stages", "days", "=10+5", FORMULA),
    "a date for an edition": ("about", "edition", dt.date(2026, 11, 1), DATE),
    "a time": ("indicators", "name.zh", dt.time(12, 30), DATE),
    "an error": (
        "indicators", "name.zh", "#REF!", "the cell holds the error #REF! — write the value itself"
    ),
    "a word for a number": (
        "stages", "days", "fifteen", "a whole number is expected here — write it in digits, without quotes"
    ),
    "half a day": (
        "stages", "days", 1.5, "a whole number is expected here — write it in digits, without quotes"
    ),
    "neither yes nor no": (
        "indicators", "red_line", "maybe", "true or false is expected here — write true or false, without quotes"
    ),
    "an empty name": ("indicators", "name.zh", None, None),
    "a number out of bounds": ("stages", "days", 0, "0 is too small — write 1 or more"),
    "an unknown group": (
        "indicators", "groups", "ALL, NEW",
        "“NEW” is not in the list “groups” — add it there, or correct the spelling",
    ),
    "a share that is none": (
        "stages", "days", "2/3", "a whole number is expected here — write it in digits, without quotes"
    ),
    "a choice that is none": ("about", "provenance.status", "ours", None),
    "an article that is none": ("indicators", "crc", "6, 99", "99 is too large — write 54 or less"),
    "a child of nobody": (
        "indicators", "aspects", "Z",
        "“Z” is not in the list “aspects” — add it there, or correct the spelling",
    ),
    "no parent": (
        "indicators", "aspects", None,
        "the row does not say to which of the “aspects” it belongs — write the code here, in every row",
    ),
    "the code of another": (
        "indicators", "code", "A2", None,
    ),
    "a hidden character": (
        "indicators", "name.zh", "托\u202e育",
        "there is the invisible character U+202E — delete it and type the text again"
    ),
    "an option of another kind": ("stages", "experts", 3, None),
    "a kind that is none": ("stages", "kind", "magic", None),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_cell(case):
    sheet, key, value, said = REFUSED[case]
    place = cell_of(workbook(), sheet, key).coordinate
    problems = problems_of(changed(sheet, key, value))
    here = [problem for problem in problems if problem.startswith(f"f.xlsx:{titled(sheet)}!{place} ")]
    if case == "the code of another":  # is said of the second
        here = [problem for problem in problems if "stands here for the second time" in problem]
    assert here, problems
    assert said is None or here == [f"f.xlsx:{titled(sheet)}!{place} {said}"]


def test_problems_come_in_the_order_of_the_workbook():
    book = workbook()
    cell_of(book, "indicators", "crc", 4).value = "0"
    cell_of(book, "indicators", "crc").value = "55"
    cell_of(book, "about", "language").value = "fr"
    cell_of(book, "levels", "value").value = 5
    places = [problem.split(" — ")[0].split("!")[1].split()[0] for problem in problems_of(saved(book))]
    assert places == ["C5", "A4", "N3", "N4"]


def test_merged_cells_are_refused_where_they_begin():
    book = workbook()
    page_of(book, "indicators").merge_cells("A3:A4")
    assert f"f.xlsx:{titled('indicators')}!A3 {MERGED}" in problems_of(saved(book))


def test_a_missing_sheet_is_named():
    book = workbook()
    del book[titled("stages")]
    assert problems_of(saved(book)) == [
        (
            f"f.xlsx:1:1 there is no sheet “{titled('stages')}” — download the set once more and copy this sheet into "
            "the workbook"
        )
    ]


def test_sheets_of_what_may_be_left_out_may_be_missing():
    book = workbook()
    for key in ("tiers", "gates", "screening", "age_groups", "participation", "readme"):
        del book[titled(key)]
    assert read(saved(book)) == small()


def test_a_sheet_of_ones_own_is_refused_unless_it_is_empty():
    book = workbook()
    book.create_sheet("Sheet1")
    assert read(saved(book)) == small()
    book["Sheet1"]["B7"] = "notes"
    assert problems_of(saved(book)) == [
        (
            "f.xlsx:Sheet1!A1 the sheet “Sheet1” is no part of a set — "
            "let its name end with the name of the part, such as “indicators”, or remove the sheet"
        )
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused(state):
    book = workbook()
    page_of(book, "groups").sheet_state = state
    assert problems_of(saved(book))[0] == (
        f"f.xlsx:{titled('groups')}!A1 the sheet is hidden — show it, or remove it"
    )


def test_sheets_may_be_called_by_their_keys_alone_and_stand_in_any_order():
    book = workbook()
    for page in book.worksheets:
        page.title = page.title.split()[-1].upper()
    book.move_sheet(book.worksheets[0], 5)
    assert read(saved(book)) == small()


def test_two_sheets_of_one_part():
    book = workbook()
    copy = book.copy_worksheet(page_of(book, "groups"))
    copy.title = "copy groups"
    assert problems_of(saved(book)) == [
        "f.xlsx:copy groups!A1 the sheet “copy groups” is here for the second time — keep one of the two"
    ]


def test_columns_may_be_moved_and_what_may_be_left_out_left_out():
    book = workbook()
    page = page_of(book, "indicators")
    for key in ("weight", "applies.ages", "guidance.zh", "guidance.en"):
        page.delete_cols(next(cell.column for cell in page[2] if cell.value == key))
    page.move_range("A1:A9", cols=40)
    assert read(saved(book)) == small()


def test_rows_above_and_blank_rows_between_do_not_matter():
    book = workbook()
    page = page_of(book, "indicators")
    page.insert_rows(4, 3)
    page.cell(5, 2).value = "   "
    page.insert_rows(1, 2)
    page["A1"] = "衢州市指标"
    assert read(saved(book)) == small()


def test_without_the_small_names_the_large_ones_are_read():
    book = workbook()
    for key in ("indicators", "groups", "stages"):
        page_of(book, key).delete_rows(2)
    assert read(saved(book)) == small()


def test_a_missing_column_is_named_once():
    book = workbook()
    page = page_of(book, "indicators")
    page.delete_cols(5, 2)
    assert problems_of(saved(book)) == [
        f"f.xlsx:{titled('indicators')}!A2 there is no column or row “question.en” — add it with this name"
    ]


def test_a_foreign_column_is_refused_at_its_head():
    book = workbook()
    page = page_of(book, "indicators")
    page.cell(2, 30).value = "colour"
    page.cell(3, 30).value = "red"
    assert problems_of(saved(book)) == [
        f"f.xlsx:{titled('indicators')}!AD2 no column is called “colour” — correct the name, or remove the column"
    ]


def test_a_column_twice():
    book = workbook()
    page_of(book, "groups").cell(2, 9).value = "code"
    assert problems_of(saved(book)) == [
        f"f.xlsx:{titled('groups')}!I2 “code” stands here for the second time — keep one of the two"
    ]


def test_no_header_at_all():
    book = workbook()
    page_of(book, "groups").delete_rows(1, 2)
    assert problems_of(saved(book))[0] == (
        f"f.xlsx:{titled('groups')}!A1 no row with the names of the columns is found — "
        "put the names above the columns, beginning with “code”"
    )


def test_a_value_outside_the_columns():
    book = workbook()
    page_of(book, "groups")["K7"] = "see mail"
    cell_of(book, "about", "code").offset(0, 2).value = "?"
    code = cell_of(book, "about", "code").offset(0, 2).coordinate
    assert problems_of(saved(book)) == [
        f"f.xlsx:{titled('about')}!{code} {OUTSIDE}",
        f"f.xlsx:{titled('groups')}!K7 {OUTSIDE}",
    ]


def test_a_foreign_row_and_a_row_twice_on_the_first_sheet():
    book = workbook()
    page = page_of(book, "about")
    page["B30"], page["C30"] = "colour", "red"
    page["B31"], page["C31"] = "code", "small"
    assert problems_of(saved(book)) == [
        (
            f"f.xlsx:{titled('about')}!B30 no row of this sheet is called “colour” — "
            "put back the small grey name in this row, or remove the row"
        ),
        f"f.xlsx:{titled('about')}!B31 “code” stands here for the second time — keep one of the two",
    ]


def test_a_value_far_away_is_not_overlooked():
    book = workbook()
    page_of(book, "groups")["XFD1048576"] = "x"
    assert (
        f"f.xlsx:{titled('groups')}!XFD1048576 there is a value beyond row 5000 or column 100 — "
        in (problems_of(saved(book))[0])
    )
