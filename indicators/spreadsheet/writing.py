"""A set's content as a workbook that people fill in: headers in both languages, texts wrapped, choices to pick."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from indicators.editor.wording import CHOICES
from indicators.spreadsheet.layout import ABOUT, LANGUAGES, README, Column, Sheet, about, label, sheets, title

TRUTHS = {"zh": ("是", "否"), "en": ("yes", "no")}
WIDTHS = {
    "text": 44,
    "codes": 22,
    "wholes": 14,
    "code": 14,
    "choice": 18,
    "share": 14,
    "whole": 14,
    "truth": 20,
}
SPARE_ROWS = 200
LONGEST_LIST = 255  # what a list of choices may hold in a cell's rule

HEAD = PatternFill("solid", fgColor="E0F0EE")
STRONG, SMALL = Font(bold=True, color="063B3A"), Font(size=9, italic=True, color="66757A")
WRAPPED = Alignment(wrap_text=True, vertical="top")

ADVICE: tuple[Promise, ...] = (
    gettext_lazy("This workbook holds one indicator set. Each sheet is a part of it; each row is one item."),
    gettext_lazy("The small grey names (such as name.zh) identify the columns: leave them as they are."),
    gettext_lazy(
        "Rows may be added, removed and moved; blank rows do not matter. An empty cell is no value."
    ),
    gettext_lazy("In a list within one cell put commas between the codes."),
    gettext_lazy("No formulas, no merged cells, no hidden sheets, no macros. Dates are not needed anywhere."),
    gettext_lazy(
        "A published edition never changes: give what you have changed a new edition on the sheet “about”."
    ),
    gettext_lazy("Words that a cell may hold:"),
)


def xlsx_bytes(content: dict[str, Any]) -> bytes:
    """Takes plain data in the shape of a set file, in the making or checked."""
    book = Workbook()
    _write_about(book.active, content)
    for sheet in sheets():
        _write_list(book.create_sheet(sheet.title), sheet, content)
    _write_readme(book.create_sheet(title(pgettext_lazy("sheet", "Read me"), README)))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _write_about(page: Worksheet, content: dict[str, Any]) -> None:
    page.title = title(pgettext_lazy("sheet", "Overview"), ABOUT)
    for number, column in enumerate(about(), start=1):
        _put(page.cell(number, 1), label(column), STRONG, HEAD)
        _put(page.cell(number, 2), column.key, SMALL)
        _put(page.cell(number, 3), _value(content, column, content))
        _offer(page, column, f"C{number}", content)
    for letter, width in {"A": 34, "B": 26, "C": 90}.items():
        page.column_dimensions[letter].width = width
    page.freeze_panes = "C1"


def _write_list(page: Worksheet, sheet: Sheet, content: dict[str, Any]) -> None:
    for number, column in enumerate(sheet.all_columns, start=1):
        letter = get_column_letter(number)
        _put(page.cell(1, number), label(column), STRONG, HEAD)
        _put(page.cell(2, number), column.key, SMALL, HEAD)
        page.column_dimensions[letter].width = WIDTHS[column.kind]
        _offer(page, column, f"{letter}3:{letter}{SPARE_ROWS}", content)
    row = 3
    for parent, each in _rows(sheet, content):
        values = [_value(each, column, content) for column in sheet.columns]
        for number, value in enumerate([parent, *values] if sheet.parent else values, start=1):
            _put(page.cell(row, number), value)
        row += 1
    page.freeze_panes = "C3" if sheet.parent else "B3"


def _rows(sheet: Sheet, content: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """The items of the list with the code of the item that each stands under."""
    above = [(None, content)]
    if sheet.parent:
        above = [(_at(each, ("code",)), each) for _code, each in _rows(sheet.parent, content)]
    for code, each in above:
        found = _at(each, sheet.path)
        yield from ((code, within) for within in (found if isinstance(found, list) else []))


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _value(data: Any, column: Column, content: dict[str, Any]) -> Any:
    value = _at(data, column.path)
    if isinstance(value, bool):
        return _truths(content)[not value]
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if value is None or isinstance(value, int) else str(value)


def _truths(content: dict[str, Any]) -> tuple[str, str]:
    return TRUTHS["en" if content.get("language") == "en" else "zh"]


def _put(cell: Cell, value: Any, font: Font | None = None, fill: PatternFill | None = None) -> None:
    """A text stays text, whatever it begins with, also when it is typed over later."""
    cell.value = value
    cell.alignment = WRAPPED
    if not isinstance(value, int):
        cell.number_format = "@"
    if isinstance(value, str):
        cell.data_type = "s"
    if font:
        cell.font = font
    if fill:
        cell.fill = fill


def _offer(page: Worksheet, column: Column, cells: str, content: dict[str, Any]) -> None:
    """A list to choose from, for columns with a few possible values."""
    values = _truths(content) if column.kind == "truth" else column.choices
    listed = ",".join(values)
    if values and len(listed) <= LONGEST_LIST:
        rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.add(cells)
        page.add_data_validation(rule)


def _write_readme(page: Worksheet) -> None:
    lines: list[tuple[Any, ...]] = [(advice,) for language in LANGUAGES for advice in _in(language, ADVICE)]
    everywhere = [("", column) for column in about()]
    everywhere += [(sheet.key, column) for sheet in sheets() for column in sheet.columns]
    for where, column in everywhere:
        for choice in column.choices:
            named: Promise | str = (
                CHOICES.get((column.path[-1], choice)) or CHOICES.get(("stage", choice)) or choice
            )
            lines.append((f"{where} {column.key}".strip(), choice, *_in_each(named)))
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            _put(page.cell(number, place), str(text))
            if len(line) == 1:
                page.cell(number, place).alignment = Alignment(vertical="top")
    for letter, width in {"A": 30, "B": 22, "C": 34, "D": 44}.items():
        page.column_dimensions[letter].width = width


def _in(language: str, texts: tuple[Promise, ...]) -> list[str]:
    with translation.override(language):
        return [str(text) for text in texts]


def _in_each(text: Promise | str) -> list[str]:
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(text))
    return said
