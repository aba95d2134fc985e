"""The ledger as a workbook that opens clean: text stays text, dates are dates, nothing that was typed is a formula."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from workflows.queries.ledger import LedgerRow

HEAD, STRONG = PatternFill("solid", fgColor="E0F0EE"), Font(bold=True, color="063B3A")
WRAPPED = Alignment(wrap_text=True, vertical="top")
ISO = "yyyy-mm-dd"
# What spreadsheets take for the beginning of a formula, once what cannot be seen is passed over.
STARTS = ("=", "+", "-", "@", "\N{MINUS SIGN}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")

Value = str | int | date | None
COLUMNS: list[tuple[Promise, int, Callable[[LedgerRow], Value]]] = [
    (_("Case number"), 16, lambda row: row.summary.code),
    (_("Title"), 44, lambda row: str(row.summary.local.title)),
    (_("Drafting unit"), 22, lambda row: str(row.summary.unit)),
    (_("Stage"), 18, lambda row: row.summary.stage_label),
    (_("Waits for"), 18, lambda row: row.waits_for),
    (_("Handled by"), 14, lambda row: str(row.summary.handler or "")),
    (_("In this stage since"), 13, lambda row: timezone.localdate(row.summary.stage_since)),
    (_("Deadline"), 13, lambda row: _day(row.summary.due_at)),
    (_("Time left"), 18, lambda row: str(row.left)),
    (_("Light"), 12, lambda row: "" if row.summary.ended else str(row.left.light.label)),
    (_("Answers complete"), 10, lambda row: row.summary.answers_complete),
    (_("Answers in all"), 10, lambda row: row.summary.answers_total),
    (_("Negative"), 10, lambda row: row.summary.negatives),
    (_("Uncertain"), 10, lambda row: row.summary.unknowns),
    (_("Times sent back"), 10, lambda row: row.summary.returns),
    (_("Round"), 8, lambda row: row.summary.round),
    (_("Depth"), 12, lambda row: row.depth),
    (_("Intake"), 14, lambda row: row.intake),
    (_("Year"), 8, lambda row: row.summary.year),
]


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def plain(text: str) -> str:
    """One line that no spreadsheet takes for a formula, neither here nor when it is saved as CSV: an apostrophe before
    whatever would begin one, also in full width or behind blanks."""
    line = UNPRINTABLE.sub("", BREAKS.sub(" ", text))
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKC", line)
        if unicodedata.category(character) != "Cf"
    )
    begins = bare.lstrip().startswith(STARTS) or text[:1] in {"\t", "\r", "\n"}
    return f"'{line}" if begins else line


def workbook(rows: Iterable[LedgerRow], about: list[tuple[str, str]]) -> IO[bytes]:
    """A temporary file, at its beginning. Rows are written as they come; none is kept."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(_("Case ledger")))
    sheet.freeze_panes = "C2"
    for number, (_label, width, _value) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, str(label), head=True) for label, _width, _value in COLUMNS])
    for row in rows:
        sheet.append(list(_cells(sheet, row)))
    notes = book.create_sheet(str(_("About this file")))
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 24, 80
    for label, value in about:
        notes.append([_cell(notes, label, head=True), _cell(notes, value)])
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(target)
    target.seek(0)
    return target


def _cells(sheet: Any, row: LedgerRow) -> Iterator[WriteOnlyCell]:
    return (_cell(sheet, value(row)) for _label, _width, value in COLUMNS)


def _cell(sheet: Any, value: Value, *, head: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, plain(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, date):
        cell.number_format = ISO
    if head:
        cell.font, cell.fill, cell.alignment = STRONG, HEAD, WRAPPED
    return cell
