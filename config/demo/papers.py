"""Small real files for the demonstration's evidence: pictures and PDFs of text, a Word and an Excel file."""

import io
import zipfile
from xml.sax.saxutils import escape

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

_PAGE, _MARGIN, _LINE, _PER_LINE = (1240, 1754), 110, 58, 34
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
)
_RELATION = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_OFFICE = "application/vnd.openxmlformats-officedocument"


def paper(name: str, title: str, body: str) -> bytes:
    """A file of the kind its name says, with the title and the lines of the body."""
    lines = [title, "", *body.splitlines()]
    match name.rsplit(".", 1)[-1]:
        case "docx":
            return _docx(lines)
        case "xlsx":
            return _xlsx(body.splitlines())
        case "png":
            return _picture(lines, "PNG")
    return _picture(lines, "PDF")


def _picture(lines: list[str], kind: str) -> bytes:
    font = ImageFont.truetype(str(pylopdf_fonts_zh_cn.sans_path()), 30)
    page = Image.new("RGB", _PAGE, "white")
    pen, height = ImageDraw.Draw(page), _MARGIN
    for line in lines:
        for start in range(0, max(len(line), 1), _PER_LINE):
            pen.text((_MARGIN, height), line[start : start + _PER_LINE], font=font, fill="black")
            height += _LINE
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


def _docx(lines: list[str]) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
    override = f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document.main+xml"/>'
    return _package({"word/document.xml": main}, override, "word/document.xml")


def _xlsx(lines: list[str]) -> bytes:
    cells = [
        [f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in line.split(",")] for line in lines
    ]
    rows = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = '<sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{space}" xmlns:r="{relation}">{sheets}</workbook>'
    overrides = (
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OFFICE}.spreadsheetml.worksheet+xml"/>'
    )
    parts = {
        "xl/workbook.xml": book,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/_rels/workbook.xml.rels": _RELATION.format(kind="worksheet", target="worksheets/sheet1.xml"),
    }
    return _package(parts, overrides, "xl/workbook.xml")


def _package(parts: dict[str, str], overrides: str, main: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(overrides=overrides))
        archive.writestr("_rels/.rels", _RELATION.format(kind="officeDocument", target=main))
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
