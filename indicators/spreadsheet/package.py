"""The file itself: opened only when it is a workbook of a bearable size, and then read as plain cells.

openpyxl's read-only mode never follows what a file claims about its size; merged ranges, which that mode does not
see, are looked up in the parts themselves.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_PARTS, MAX_UNPACKED = 200, 16 * 1024 * 1024
MAX_TAGS = 500_000  # what reading takes its time for; a workbook of a thousand indicators has 90,000
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 5000, 100, 50

# Bounded, so that a tag without an end costs no more than any other.
_MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?'
)
_FILLED = re.compile(rb'<(?:\w{1,20}:)?c\s(?:[^<>]{0,200}?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^<>/]{0,200}>')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Unreadable(Exception):
    """Not a workbook that may be opened; `kind` and `facts` say why, as in `messages`."""

    def __init__(self, kind: str, **facts: Any) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts


class Cell(NamedTuple):
    """`type` as openpyxl names it: s text, n number, b truth, d date, f formula, e error."""

    row: int
    column: int
    value: Any
    type: str


@dataclass(frozen=True)
class Page:
    """`merged` and `beyond` are (row, column): where merged ranges begin, and a filled cell outside all bounds;
    `merged_to` says where these ranges end."""

    name: str
    hidden: bool
    rows: list[list[Cell]]
    merged: list[tuple[int, int]]
    beyond: tuple[int, int] | None
    merged_to: list[tuple[int, int]] = field(default_factory=list)


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes claim to be one, of today or of old."""
    return raw.startswith((ZIP, OLD))


def pages(raw: bytes) -> list[Page]:
    """Every sheet in its order. Raises Unreadable, and nothing else, whatever the bytes."""
    if raw.startswith(OLD):
        raise Unreadable("old_workbook")
    try:
        with ZipFile(BytesIO(raw)) as package:
            refuse_dangers(package)
            parts = _parts(package)
        return list(_read(raw, parts))
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken or hostile file makes the libraries stumble over
        raise Unreadable("not_a_workbook") from error


def refuse_dangers(package: ZipFile) -> None:
    """An office file that holds macros, or more than one can hold that people have written."""
    entries = package.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Unreadable("too_much_inside", limit=MAX_UNPACKED // 1024 // 1024)
    names = [entry.filename.lower() for entry in entries]
    if any("vbaproject" in name for name in names):
        raise Unreadable("macros")
    if any(entry.flag_bits & 1 for entry in entries) or len(set(names)) < len(names):
        raise BadZipFile
    if sum(package.read(entry).count(b"<") for entry in entries) > MAX_TAGS:
        raise Unreadable("too_much_inside", limit=MAX_UNPACKED // 1024 // 1024)


def _parts(package: ZipFile) -> dict[str, bytes]:
    """The XML of each sheet under the sheet's name."""
    book = fromstring(package.read("xl/workbook.xml"), forbid_dtd=True)
    related = fromstring(package.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {each.get("Id"): each.get("Target") for each in related}
    found = {}
    for each in book.iter(f"{_MAIN}sheet"):
        target = targets[each.get(_RELATED)]
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        found[each.get("name")] = package.read(path)
    return found


def _read(raw: bytes, parts: dict[str, bytes]) -> Iterator[Page]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl leaves aside: colours, rules, pictures
        book = load_workbook(BytesIO(raw), read_only=True, keep_links=False)
        if len(book.worksheets) > MAX_SHEETS:
            raise Unreadable("too_much_inside", limit=MAX_UNPACKED // 1024 // 1024)
        for sheet in book.worksheets:
            part = parts[sheet.title]
            sheet.reset_dimensions()
            filled = (_place(match) for match in _FILLED.finditer(part))
            yield Page(
                name=sheet.title,
                hidden=sheet.sheet_state != "visible",
                rows=[
                    [
                        Cell(cell.row, cell.column, cell.value, cell.data_type)
                        for cell in row
                        if cell.value is not None
                    ]
                    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
                ],
                merged=[_place(match) for match in _MERGED.finditer(part)],
                merged_to=[_end(match) for match in _MERGED.finditer(part)],
                beyond=next((at for at in filled if at[0] > MAX_ROWS or at[1] > MAX_COLUMNS), None),
            )
        book.close()


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]), column_index_from_string(match[1].decode())


def _end(match: re.Match[bytes]) -> tuple[int, int]:
    """Where a merged range ends, which names its end or else is a single cell."""
    if not match[3]:
        return _place(match)
    return int(match[4]), column_index_from_string(match[3].decode())
