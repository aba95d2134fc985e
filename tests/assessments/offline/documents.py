"""A case with a questionnaire out of the house, and ways to change the document as people and programs do."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from assessments.comparing import changes
from assessments.offline.docx_parts import W
from assessments.offline.docx_reading import read_docx
from assessments.offline.docx_writing import docx_bytes
from assessments.offline.outline import outline
from assessments.offline.proposing import proposed
from assessments.offline.xlsx_reading import read_xlsx
from assessments.offline.xlsx_writing import xlsx_bytes
from assessments.operations import take_out

KINDS = {"docx": (docx_bytes, read_docx), "xlsx": (xlsx_bytes, read_xlsx)}
TAG = f"{{{W}}}"


def sent_out(case, actor, kind="docx"):
    """The copy and its document."""
    found = outline(case.assessment)
    copy = take_out(assessment=case.assessment, content=found.content, actor=actor)
    copy.assessment = case.assessment
    return copy, KINDS[kind][0](copy, found)


def brought(case, raw, copy, kind="docx"):
    """What the returned document proposes."""
    return proposed(KINDS[kind][1](raw), outline(case.assessment), copy)


def changed(case, raw, copy, kind="docx"):
    """What it would change: item, field and state of each."""
    content = brought(case, raw, copy, kind).content
    return [
        (item.key, change.field.name, str(change.state))
        for item in outline(case.assessment).items
        for change in changes(
            item.fields,
            sent=copy.content.get(item.key, {}) if copy else None,
            here=item.row.content(),
            proposed=content.get(item.key, {}),
        )
    ]


def with_part(raw, name, change):
    """The package with one part changed as text."""
    target = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for entry in source.infolist():
            content = source.read(entry)
            package.writestr(entry.filename, change(content.decode()) if entry.filename == name else content)
    return target.getvalue()


def in_document(raw, change):
    """The Word document with its body changed as XML; `change` takes the body's text and returns it."""
    return with_part(raw, "word/document.xml", change)


def body(raw):
    with ZipFile(BytesIO(raw)) as package:
        return package.read("word/document.xml").decode()


def row_of(raw, mark):
    """The XML of the row that bears a mark."""
    text = body(raw)
    place = text.index(f"[{mark}]")
    start = text.rindex("<w:tr>", 0, place)
    return text[start : text.index("</w:tr>", place) + len("</w:tr>")]


def typed(raw, mark, *lines):
    """The document with these lines written into the row's right-hand cell."""
    row = row_of(raw, mark)
    cell = row.rindex("<w:tc>")
    properties = row[row.index("<w:tcPr>", cell) : row.index("</w:tcPr>", cell) + len("</w:tcPr>")]
    paragraphs = "".join(
        line if line.startswith("<w:p>") else f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines
    )
    new = f"{row[:cell]}<w:tc>{properties}{paragraphs}</w:tc></w:tr>"
    return in_document(raw, lambda text: text.replace(row, new))


def text_of(raw):
    """All that a reader of the Word document sees, paragraph by paragraph."""
    document = fromstring(body(raw))
    return [
        "".join(each.text or "" for each in paragraph.iter(f"{TAG}t"))
        for paragraph in document.iter(f"{TAG}p")
    ]


def workbook(raw, change):
    """The workbook after somebody has worked in it."""
    book = load_workbook(BytesIO(raw))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sheet(book, key):
    return next(page for page in book if page.title.endswith(f" {key}"))


def cell_at(page, key, name):
    """The cell of an item's row under a field's key."""
    row = next(cells[0].row for cells in page.iter_rows() if cells[0].value == key)
    return page.cell(row, next(cell.column for cell in page[2] if cell.value == name))
