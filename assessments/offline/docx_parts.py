"""The parts of a Word document that are the same for every questionnaire, and the package around them."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{_MC}" xmlns:r="{_R}" mc:Ignorable="w14"'

INK, QUIET, TEAL, SOFT, LINE = "17252A", "66757A", "0B5351", "E0F0EE", "8FBFBA"
_SONG = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="宋体"/>'
)
_HEI = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="黑体"/>'

_CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
_DOCUMENT_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_R}/header" Target="header1.xml"/>
<Relationship Id="rId3" Type="{_R}/footer" Target="footer1.xml"/>
</Relationships>"""
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1134" w:bottom="1134" w:left="1134" w:header="624" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)

MARK = '<w:color w:val="9AA7AA"/><w:sz w:val="12"/><w:szCs w:val="12"/>'  # how the marks of the rows look
NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _style(name: str, look: str, spacing: str = "") -> str:
    """A paragraph style; headings also tell the navigation their level, and what comes before a field stays with it."""
    level = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name.startswith("Heading") else ""
    keep = "<w:keepNext/><w:keepLines/>" if level or name in {"Question", "Guidance"} else ""
    shown = name.replace("Heading", "heading ")
    basis, default = ("", ' w:default="1"') if name == "Normal" else ('<w:basedOn w:val="Normal"/>', "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{default}><w:name w:val="{shown}"/>{basis}<w:qFormat/>'
        f"<w:pPr>{keep}{spacing}{level}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _look(half_points: int, color: str = INK, font: str = "", *, bold: bool = False) -> str:
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'{font}{"<w:b/>" if bold else ""}<w:color w:val="{color}"/>{size}'


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


_STYLES = (
    f'{_HEAD}<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr>{_SONG}<w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="20" w:after="20" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    + _style("Normal", _look(21))
    + _style("Title", _look(36, TEAL, _HEI, bold=True), f'{_spaced(120, 200)}<w:jc w:val="center"/>')
    + _style("Heading1", _look(28, TEAL, _HEI, bold=True), _spaced(360, 160))
    + _style("Heading2", _look(23, INK, _HEI, bold=True))
    + _style("Question", _look(21))
    + _style("Guidance", _look(18, QUIET))
    + _style("Label", _look(19, INK, _HEI, bold=True))
    + _style("Note", _look(18, QUIET), _spaced(240, 0))
    + _style("Running", _look(17, QUIET), '<w:jc w:val="center"/>')
    + "</w:styles>"
)


def packed(body: str, *, title: str, running: str) -> bytes:
    """The document as a file; `body` is its XML, `running` stands above every page."""
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELS,
        "word/document.xml": f"{_HEAD}<w:document {ROOT}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/styles.xml": _STYLES,
        "word/header1.xml": f"{_HEAD}<w:hdr {ROOT}>{paragraph(running, style='Running')}</w:hdr>",
        "word/footer1.xml": (
            f'{_HEAD}<w:ftr {ROOT}><w:p><w:pPr><w:pStyle w:val="Running"/></w:pPr>{number}</w:p></w:ftr>'
        ),
        "docProps/core.xml": (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
        ),
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = ZipInfo(name)  # without the time of day, so that the same questionnaire is the same file
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, content.encode())
    return target.getvalue()


def run(text: str, look: str = "") -> str:
    """Text with its tabs; line ends are paragraphs of their own."""
    pieces = [
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    ]
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{'<w:tab/>'.join(pieces)}</w:r>"


def paragraph(text: str, *, style: str = "") -> str:
    return wrapped(run(text) if text else "", style=style)


def wrapped(content: str, *, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{content}</w:p>"


def paragraphs(text: str, *, style: str = "") -> str:
    return "".join(paragraph(line, style=style) for line in text.split("\n"))


def checkbox(*, ticked: bool) -> str:
    """A box that a click ticks; on paper and in other programs the sign itself."""
    font = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>'
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2611" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{run('☑' if ticked else '☐', font)}</w:sdtContent></w:sdt>"
    )
