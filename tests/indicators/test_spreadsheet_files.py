"""Files that call themselves workbooks: refused with a sentence, never a crash, never more work than a workbook."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from indicators.checking import check_set
from indicators.errors import InvalidFile
from indicators.reading import MAX_BYTES
from indicators.spreadsheet.package import MAX_TAGS, MAX_UNPACKED
from tests.indicators.test_spreadsheet import page_of, small
from tests.indicators.test_spreadsheet_reading import MERGED
from tests.indicators.workbooks import (
    SMALL_BOOK,
    problems_of,
    read,
    saved,
    workbook,
)


def with_parts(**parts):
    """A workbook whose parts are added to or replaced."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(SMALL_BOOK)) as source, zipfile.ZipFile(target, "w") as made:
        for entry in source.infolist():
            if entry.filename not in parts:
                made.writestr(entry.filename, source.read(entry.filename))
        for name, content in parts.items():
            made.writestr(name, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
MERGE_ALL = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'


def huge_merge():
    with zipfile.ZipFile(BytesIO(SMALL_BOOK)) as source:
        part = source.read("xl/worksheets/sheet2.xml").replace(b"</worksheet>", MERGE_ALL)
    return with_parts(**{"xl/worksheets/sheet2.xml": part})


def with_a_comment(words):
    with zipfile.ZipFile(BytesIO(SMALL_BOOK)) as source:
        part = source.read("xl/worksheets/sheet2.xml").replace(
            b"<sheetData>", b"<!--" + words + b"--><sheetData>"
        )
    return with_parts(**{"xl/worksheets/sheet2.xml": part})


def other_zip():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("word/document.xml", "<a/>")
    return target.getvalue()


NO_WORKBOOK = "this is not a workbook that can be opened"
FILES = {
    "a bomb": (lambda: with_parts(**{"xl/media/a.bin": bytes(MAX_UNPACKED)}), "unpacked, the workbook is larger than"),
    "more tags than a set has": (
        lambda: with_parts(**{"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * (MAX_TAGS + 1) + b"</sst>"}),
        "unpacked, the workbook is larger than",
    ),
    "many parts": (
        lambda: with_parts(**{f"xl/media/{number}": b"" for number in range(300)}),
        "unpacked, the workbook is larger than",
    ),
    "macros": (lambda: with_parts(**{"xl/vbaProject.bin": b"x"}), "the workbook contains macros"),
    "entities": (lambda: with_parts(**{"xl/worksheets/sheet1.xml": ENTITIES}), NO_WORKBOOK),
    "a workbook of the old kind": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this is a workbook of the old kind"
    ),
    "a large file": (lambda: b"PK\x03\x04" + bytes(MAX_BYTES), "the file is larger than"),
    "another archive": (other_zip, NO_WORKBOOK),
    "a broken archive": (lambda: SMALL_BOOK[:-400], NO_WORKBOOK),
    "an archive’s beginning": (lambda: b"PK\x03\x04", NO_WORKBOOK),
    "broken XML": (lambda: with_parts(**{"xl/worksheets/sheet1.xml": b"<worksheet><row"}), NO_WORKBOOK),
    "a merge of everything": (huge_merge, MERGED),
    "an empty workbook": (lambda: saved(Workbook()), "there is no sheet “about”"),
}  # fmt: skip


@pytest.mark.parametrize("words", [b"<c ", b"<mergeCell ", b'<c r="A1"', b'<c\n r="A1"/'])
def test_tags_without_an_end_take_no_more_time_than_others(words):
    assert read(with_a_comment(words * 100_000)) == small()


@pytest.mark.parametrize("case", FILES)
def test_files_that_are_no_set_are_refused(case):
    make, said = FILES[case]
    assert any(said in problem for problem in problems_of(make()))


@settings(max_examples=30, deadline=None)
@given(at=st.integers(0, len(SMALL_BOOK) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_damaged_bytes_never_crash(at, byte, cut):
    """A set that can still be read is the same set."""
    raw = SMALL_BOOK[:at] if cut else SMALL_BOOK[:at] + bytes([byte]) + SMALL_BOOK[at + 1 :]
    try:
        assert read(raw) == small()
    except InvalidFile as refusal:
        assert refusal.problems  # noqa: PT017  both ends are right


ODD_VALUES = (
    "=1+1", "#N/A", "name.zh", "code", "A1", "A", "2/3", "\N{FULLWIDTH DIGIT ONE}", "是", "x" * 3000, '="',
    "committee", "\u202e",
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(
    sheet=st.sampled_from(["about", "levels", "groups", "matter_classes", "stages", "aspects", "indicators"]),
    row=st.integers(1, 8),
    column=st.integers(1, 20),
    value=st.one_of(
        st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.floats(), st.dates(), st.sampled_from(ODD_VALUES)
    ),
)  # fmt: skip
def test_whatever_stands_in_a_cell_never_crashes(sheet, row, column, value):
    book = workbook()
    page_of(book, sheet).cell(row, column).value = value
    try:
        check_set(saved(book), file="f.xlsx")
    except InvalidFile as refusal:
        assert refusal.problems  # noqa: PT017  both ends are right
