"""A small set as a workbook, and ways to change a cell of it."""

from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook

from indicators.checking import check_set
from indicators.errors import InvalidFile
from indicators.spreadsheet.writing import xlsx_bytes
from tests.indicators.test_spreadsheet import content_of, page_of, small

SMALL_BOOK = xlsx_bytes(small())


def workbook():
    return load_workbook(BytesIO(SMALL_BOOK))


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def problems_of(raw):
    with pytest.raises(InvalidFile) as refusal:
        check_set(raw, file="f.xlsx")
    return str(refusal.value).splitlines()


def cell_of(book, sheet, key, row=3):
    """The cell under a key, or beside it on the first sheet."""
    page = page_of(book, sheet)
    if sheet == "about":
        return next(cells[2] for cells in page.iter_rows() if cells[1].value == key)
    return page.cell(row, next(cell.column for cell in page[2] if cell.value == key))


def changed(sheet, key, value, row=3):
    book = workbook()
    cell_of(book, sheet, key, row).value = value
    return saved(book)


def read(raw):
    return content_of(check_set(raw, file="f.xlsx"))


@cache
def titled(key):
    return page_of(workbook(), key).title
