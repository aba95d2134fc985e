"""A Word document that came back, as a reader sees it: with what was put in by tracked changes and without what was
struck out, wherever its rows have moved."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from assessments.offline.docx_parts import W
from assessments.offline.returned import Found, Returned, Unreadable, refusal
from assessments.offline.stamp import Mark, mark_in
from indicators.spreadsheet import package as office

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Struck out, moved away, of no text, or the same text once more.
_PASSED = {
    *(
        f"{_W}{name}"
        for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr", "pPr")
    ),
    f"{_MC}Fallback",
}
_BLOCKS = {f"{_W}tbl", f"{_W}p"}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Ticks and boxes that Word inserts as symbols of its own fonts.
_SYMBOLS = {
    "F0FE": "☑",
    "F0FD": "☒",
    "F0FC": "✓",
    "F052": "☑",
    "F0A8": "☐",
    "F06F": "☐",
    "F071": "☐",
    "F0A3": "☐",
}
_DEEPEST, _DEEPEST_TABLE = 60, 4


def read_docx(raw: bytes) -> Returned:
    """Raises Unreadable, and nothing else, whatever the bytes."""
    if raw.startswith(office.OLD):
        raise Unreadable(refusal("old_workbook"))
    if not raw.startswith(office.ZIP):
        raise Unreadable(refusal(""))
    try:
        with ZipFile(BytesIO(raw)) as package:
            office.refuse_dangers(package)
            document = fromstring(package.read("word/document.xml"), forbid_dtd=True)
            return _returned(document)
    except Unreadable:
        raise
    except office.Unreadable as trouble:
        raise Unreadable(refusal(trouble.kind)) from trouble
    except Exception as error:  # whatever a broken or hostile file makes the libraries stumble over
        raise Unreadable(refusal("")) from error


def _returned(document: Element) -> Returned:
    returned = Returned()
    pasted: set[Element] = set()  # tables within an answer are part of what it says
    for table, (element, rows) in enumerate(_tables(document), start=1):
        for number, row in enumerate(rows, start=1):
            where = _("table %(table)s, row %(row)s") % {"table": table, "row": number}
            marks, typed, problem = _read_row(row)
            within = {*row.iter(f"{_W}tbl")}
            if not marks and typed.strip() and not within and element not in pasted:
                returned.extra.append((typed, where))
            for mark in marks:
                pasted |= within
                if mark.field:
                    returned.found.append(Found(mark.item, mark.field, typed, where, problem))
                elif mark.item.startswith("file:"):
                    returned.stamps.setdefault(mark.item, typed.strip())
                elif typed.strip():
                    returned.extra.append((typed, where))
    return returned


def _tables(document: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Every table with its own rows, also those within others, without what tracked changes have struck out."""
    for table in document.iter(f"{_W}tbl"):
        yield table, [row for row in _own(table, f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is None]


def _own(parent: Element, wanted: str, depth: int = 0) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through whatever is wrapped around them."""
    if depth > _DEEPEST:
        raise Unreadable(refusal("too_much_inside"))
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in _PASSED and child.tag not in _BLOCKS:
            yield from _own(child, wanted, depth + 1)


def _read_row(row: Element) -> tuple[list[Mark], str, str]:
    """A row's mark, what was typed behind it and in the cells that follow, and what stands in the way of reading it.
    More than one mark where rows have been merged, none in a row that somebody has put in."""
    marks: list[Mark] = []
    typed: list[str] = []
    problem = ""
    for cell in _own(row, f"{_W}tc"):
        text, seen = _text(cell), bool(marks)
        while not seen and (found := mark_in(text)):
            marks.append(found[0])
            text, typed = text[found[1] :], [] if len(marks) == 1 else typed
        if seen and _is_swallowed(cell):
            problem = _("The cell has been merged with the one above it.")
        if text.strip():
            typed.append(text.strip("\n"))
    if len(marks) > 1 and any(mark.field for mark in marks):
        problem = _("Rows have been merged, so that it cannot be told what belongs to which.")
    return marks, "\n".join(typed), problem


def _is_swallowed(cell: Element) -> bool:
    """Whether the cell is the lower part of a merged one, and therefore empty."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _text(cell: Element) -> str:
    return "\n".join(_lines(cell, 0))


def _lines(parent: Element, depth: int, tables: int = 0) -> Iterator[str]:
    """A line for each paragraph; the rows of a table within a cell as lines with tabs."""
    if depth > _DEEPEST or tables > _DEEPEST_TABLE:
        raise Unreadable(refusal("too_much_inside"))
    for child in parent:
        if child.tag == f"{_W}p":
            yield "".join(_pieces(child, depth))
        elif child.tag == f"{_W}tbl":
            for row in _own(child, f"{_W}tr"):
                cells = _own(row, f"{_W}tc")
                yield "\t".join("\n".join(_lines(cell, depth + 1, tables + 1)) for cell in cells)
        elif child.tag not in _PASSED:
            yield from _lines(child, depth + 1, tables)


def _pieces(parent: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise Unreadable(refusal("too_much_inside"))
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}sym":
            yield _SYMBOLS.get(child.get(f"{_W}char", "").upper(), "")
        elif child.tag not in _PASSED:
            yield from _pieces(child, depth + 1)
