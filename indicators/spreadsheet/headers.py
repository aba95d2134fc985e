"""Finding out which sheet and which column is which: by the small grey keys, or where these are gone by the names
that people read."""

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from indicators.spreadsheet.cells import text
from indicators.spreadsheet.layout import Column, Sheet, label
from indicators.spreadsheet.package import Cell, Page

SEARCHED_ROWS = 10


class HeaderTrouble(NamedTuple):
    kind: str
    cell: Cell | None
    key: str


@dataclass
class Header:
    """The last row of the header, its columns by their number, and those that are of no known name."""

    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    foreign: set[int] = field(default_factory=set)
    troubles: list[HeaderTrouble] = field(default_factory=list)


def key_of_page(name: str) -> str:
    """A sheet is called by any name and its key, or by its key alone."""
    return unicodedata.normalize("NFKC", name).split()[-1].casefold() if name.strip() else ""


def header_of(page: Page, sheet: Sheet) -> Header | None:
    """The row among the first that holds most of the sheet's keys, or failing that of its names."""
    rows = [row for row in page.rows[:SEARCHED_ROWS] if row]
    for names in ({column.key: column for column in sheet.all_columns}, _names(sheet)):
        counts = [sum(text(cell) in names for cell in row) for row in rows]
        if any(counts):
            return _read(rows[counts.index(max(counts))], names, sheet)
    return None


@cache
def _names(sheet: Sheet) -> dict[str, Column]:
    """What people read above the columns, in either language and in both."""
    found: dict[str, Column] = {}
    for column in sheet.all_columns:
        said = label(column)
        for name in (said, *said.split("\n")):
            found.setdefault(name, column)
    return found


def _read(row: list[Cell], names: dict[str, Column], sheet: Sheet) -> Header:
    header = Header(row[0].row)
    for cell in row:
        name = text(cell)
        column = names.get(name)
        if column is None:
            if name:
                header.foreign.add(cell.column)
                header.troubles.append(HeaderTrouble("header_unknown", cell, name[:40]))
        elif column in header.columns.values():
            header.troubles.append(HeaderTrouble("header_twice", cell, name))
        else:
            header.columns[cell.column] = column
    there = {column.field for column in header.columns.values()}
    lacking = {
        column.field: column for column in sheet.all_columns if column.required and column.field not in there
    }
    header.troubles += [HeaderTrouble("header_missing", None, column.key) for column in lacking.values()]
    return header
