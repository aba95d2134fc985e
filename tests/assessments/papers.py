"""Real small files of every kind the locker keeps, and their parts, for tests to bend."""

import io
import struct
import zipfile
import zlib

import openpyxl
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def package(parts, *, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def types(main, kind, more=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="{kind}"/>'
        f"{more}</Types>"
    )


def relations(*rows):
    """Each row: kind, target, and for one outside the file True."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + ' TargetMode="External"' * outside
        + "/>"
        for number, (kind, target, outside) in enumerate(rows, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{space}">{entries}</Relationships>'


def docx_parts(body="<w:p><w:r><w:t>调查数据</w:t></w:r></w:p>", **more):
    """The parts of a text; `more` by names with __ for / and _dot_ for a full stop."""
    parts = {
        "[Content_Types].xml": types("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}'
        "</w:body></w:document>",
    }
    return parts | more


def docx(**changes):
    return package(docx_parts(**changes))


def docx_with(parts):
    return package(docx_parts() | parts)


def xlsx_parts(cells="<row><c><v>1</v></c></row>"):
    space = f'xmlns="{SHEET}" xmlns:r="{RELATIONS}"'
    return {
        "[Content_Types].xml": types("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", False)),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml", False)),
        "xl/workbook.xml": f'<workbook {space}><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>",
    }


def xlsx_with(parts, **changes):
    return package(xlsx_parts(**changes) | parts)


def workbook(rows):
    """A workbook as a real program writes it."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def picture(kind, size=(4, 3), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width, height):
    """The head of a picture of this size, with next to nothing in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def jpeg_of(width, height):
    """A small picture whose head says that it is this large."""
    data = bytearray(picture("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def pdf(*objects, catalog=b"", trailer=b"", head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"):
    """A file of one empty page, with more objects, numbered from 4, and more in its catalog and trailer."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *objects,
    ]
    out, places = bytearray(head), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R" % (len(places) + 1) + trailer + b">>\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(content, entries=b""):
    return b"<</Length %d" % len(content) + entries + b">>\nstream\n" + content + b"\nendstream"


def packed(*bodies):
    """An object stream, as newer programs write them."""
    places, content = [], b""
    for number, body in enumerate(bodies, start=20):
        places.append(b"%d %d" % (number, len(content)))
        content += body + b" "
    head = b" ".join(places) + b" "
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head))
    return stream(zlib.compress(head + content), entries)
