"""A workbook that came back: rows found by their key and columns by theirs, whatever the sheets are called now."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from assessments.offline.outline import KINDS
from assessments.offline.returned import Found, Returned, Unreadable, refusal
from assessments.offline.spelling import plain
from assessments.offline.stamp import mark_in
from indicators.spreadsheet import package as office
from indicators.spreadsheet.cells import text

ITEM = "item"
SEARCHED_ROWS, MOST_MERGED = 10, 100
_KEY = re.compile(r"(?:answer|group):[A-Z0-9-]{1,20}")
_NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes what its XML may not hold


def read_xlsx(raw: bytes) -> Returned:
    """Raises Unreadable, and nothing else, whatever the bytes."""
    if not office.is_workbook(raw):
        raise Unreadable(refusal(""))
    try:
        pages = office.pages(raw)
    except office.Unreadable as trouble:
        raise Unreadable(refusal(trouble.kind)) from trouble
    returned = Returned()
    for page in pages:
        header = _header(page)
        if header is None:
            _read_facts(page, returned)
        else:
            _read_rows(page, *header, returned)
    return returned


def _header(page: office.Page) -> tuple[int, dict[int, str]] | None:
    """The row of the keys, and which column has which; nothing on a sheet that is no list of ours."""
    for row in page.rows[:SEARCHED_ROWS]:
        keys = {cell.column: _said(cell) for cell in row}
        if ITEM in keys.values() and len({*KINDS} & {*keys.values()}) > 0:
            return row[0].row, {column: key for column, key in keys.items() if key == ITEM or key in KINDS}
    return None


def _read_facts(page: office.Page, returned: Returned) -> None:
    """What stands beside a mark."""
    for row in page.rows:
        for cell, beside in pairwise(row):
            if (found := mark_in(_said(cell))) and not found[0].field:
                returned.stamps.setdefault(found[0].item, _said(beside).strip())


def _read_rows(page: office.Page, top: int, columns: dict[int, str], returned: Returned) -> None:
    lost = {*_merged_away(page)}
    key_column = next(column for column, key in columns.items() if key == ITEM)
    for row in page.rows:
        cells = {cell.column: cell for cell in row if cell.row > top}
        if not cells:
            continue
        number = row[0].row
        key = plain(_said(cells[key_column])) if key_column in cells else ""
        if not _KEY.fullmatch(key):
            said = " · ".join(_said(cell) for cell in cells.values())
            if said.strip():
                returned.extra.append((said, _place(page, number)))
            continue
        for column, name in columns.items():
            if name != ITEM:
                cell = cells.get(column)
                typed = _said(cell) if cell else ""
                problem = _problem(cell, swallowed=(number, column) in lost)
                where = _place(page, number, column)
                returned.found.append(Found(key, name, typed, where, problem))


def _said(cell: office.Cell) -> str:
    return _NUMBERED.sub(lambda found: chr(int(found[1], 16)), text(cell))


def _problem(cell: office.Cell | None, *, swallowed: bool) -> str:
    if swallowed:
        return _("The cell has been merged with another one.")
    match cell.type if cell else "":
        case "f":
            return _("The cell holds a formula; please put its value there.")
        case "e":
            return _("The cell holds an error.")
        case "d":
            return _("The cell holds a date, which is not asked for here.")
    return ""


def _merged_away(page: office.Page) -> Iterator[tuple[int, int]]:
    """Every cell of a merged range but its first, within the bounds of what is read."""
    if len(page.merged) > MOST_MERGED:
        raise Unreadable(refusal("too_much_inside"))
    for (top, left), (bottom, right) in zip(page.merged, page.merged_to, strict=True):
        for row in range(top, min(bottom, office.MAX_ROWS) + 1):
            for column in range(left, min(right, office.MAX_COLUMNS) + 1):
                if (row, column) != (top, left):
                    yield row, column


def _place(page: office.Page, row: int, column: int = 0) -> str:
    if column:
        return _("sheet “%(sheet)s”, cell %(cell)s") % {
            "sheet": page.name,
            "cell": f"{get_column_letter(column)}{row}",
        }
    return _("sheet “%(sheet)s”, row %(row)s") % {"sheet": page.name, "row": row}
