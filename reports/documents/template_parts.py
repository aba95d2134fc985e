"""The parts of our own Word template that are the same whatever it says: page, styles, page numbers, tables."""

from collections.abc import Iterable, Sequence

from assessments.offline.docx_parts import ROOT, paragraph, run, wrapped
from reports.documents.zipped import zipped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = {
    "styles": ("styles", "styles.xml"),
    "settings": ("settings", "settings.xml"),
    "odd": ("footer", "footer1.xml"),
    "even": ("footer", "footer2.xml"),
    "cover": ("footer", "footer3.xml"),
}

BOLD = "<w:b/>"
INK, QUIET, EDGE, SOFT = "000000", "595959", "7F7F7F", "F2F2F2"
# GB/T 9704: 37 mm above, 28 mm at the binding, 156 × 225 mm for 22 lines of 28 characters.
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1361" w:gutter="0"/>'
)
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
_FOOTERS = (
    '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
    '<w:footerReference w:type="first" r:id="cover"/>'
)
_END = f'{_FOOTERS}{_PAGE}<w:pgNumType w:start="1"/>{_GRID}'
NEW_SECTION = f"<w:p><w:pPr><w:sectPr>{_FOOTERS}{_PAGE}<w:titlePg/>{_GRID}</w:sectPr></w:pPr></w:p>"

_FACES = {
    "song": ("Times New Roman", "宋体"),
    "fang": ("Times New Roman", "仿宋"),
    "hei": ("Arial", "黑体"),
    "kai": ("Times New Roman", "楷体"),
    "title": ("Times New Roman", "方正小标宋简体"),
}
_CENTRED = '<w:jc w:val="center"/>'
_INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_EXACTLY = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"
_FREE = '<w:snapToGrid w:val="0"/>'


def _style(name: str, face: str, size: int, look: str = "", *, bold: bool = False, level: int = 0) -> str:
    """`size` in half points. The order of a style's parts is the format's."""
    latin, chinese = _FACES[face]
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"/>'
    heading = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    basis, default = ("", ' w:default="1"') if name == "Normal" else ('<w:basedOn w:val="Normal"/>', "")
    following = '<w:next w:val="Normal"/>' if level else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{default}>'
        f'<w:name w:val="{name.replace("Heading", "heading ")}"/>{basis}{following}<w:qFormat/>'
        f"<w:pPr>{_KEPT if level else ''}{look}{heading}</w:pPr>"
        f'<w:rPr>{fonts}{BOLD if bold else ""}<w:color w:val="{INK}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        "</w:style>"
    )


def _spaced(before: int, after: int, line: int = 340) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="atLeast"/>'


_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_STYLES = (
    f"{_HEAD}<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    + _style("Normal", "fang", 32, f'<w:widowControl/>{_EXACTLY}{_INDENTED}<w:jc w:val="both"/>')
    + _style("Folio", "fang", 32, f'{_EXACTLY}{_FLUSH}<w:jc w:val="left"/>')
    + _style("Title", "title", 44, f"{_FREE}{_spaced(1700, 240, 760)}{_FLUSH}{_CENTRED}")
    + _style("Kind", "title", 36, f"{_FREE}{_spaced(0, 240, 620)}{_FLUSH}{_CENTRED}")
    + _style("Second", "song", 24, f"{_FREE}{_spaced(0, 1400, 380)}{_FLUSH}{_CENTRED}")
    + _style("Heading1", "hei", 32, f'{_spaced(290, 145, 579)}{_FLUSH}<w:jc w:val="left"/>', level=1)
    + _style("Heading2", "kai", 32, f'{_spaced(145, 0, 579)}{_FLUSH}<w:jc w:val="left"/>', level=2)
    + _style(
        "Heading3", "fang", 28, f'{_spaced(200, 60, 440)}{_FLUSH}<w:jc w:val="left"/>', bold=True, level=3
    )
    + _style("Verdict", "title", 40, f"{_spaced(145, 145, 700)}{_FLUSH}{_CENTRED}")
    + _style("Question", "kai", 24, f'{_KEPT}{_FREE}{_spaced(0, 80)}{_FLUSH}<w:jc w:val="left"/>')
    + _style("Small", "fang", 24, f'{_FREE}{_spaced(0, 60)}{_FLUSH}<w:jc w:val="left"/>')
    + _style("Note", "kai", 24, f'{_FREE}{_spaced(200, 0)}{_FLUSH}<w:jc w:val="left"/>')
    + _style("Head", "hei", 21, f'{_FREE}{_spaced(30, 30, 300)}{_FLUSH}<w:jc w:val="left"/>')
    + _style("Cell", "fang", 22, f'{_FREE}{_spaced(30, 30, 310)}{_FLUSH}<w:jc w:val="left"/>')
    + _style("Odd", "song", 28, _FLUSH.replace("/>", ' w:right="280"/>') + '<w:jc w:val="right"/>')
    + _style("Even", "song", 28, _FLUSH.replace("/>", ' w:left="280"/>') + '<w:jc w:val="left"/>')
    + "</w:styles>"
)


def packed(body: str, *, language: str) -> bytes:
    """The template as a file; `body` is its XML."""
    related = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in _RELATED.items()
    )
    overrides = "".join(
        f'<Override PartName="/word/{target}" ContentType="{_TYPE}.{kind}+xml"/>'
        for kind, target in [*_RELATED.values(), ("document.main", "document.xml")]
    )
    types = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    written = f"{_HEAD}<w:document {ROOT}><w:body>{body}<w:sectPr>{_END}</w:sectPr></w:body></w:document>"
    document = f'<Relationship Id="document" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    tongue = "en-US" if language.startswith("en") else "zh-CN"
    settings = (
        f'{_HEAD}<w:settings {ROOT}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tongue}" w:eastAsia="zh-CN"/></w:settings>'
    )
    texts = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{document}</Relationships>',
        "word/document.xml": written,
        "word/_rels/document.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        ),
        "word/styles.xml": _STYLES,
        "word/settings.xml": settings,
        "word/footer1.xml": _footer("Odd"),
        "word/footer2.xml": _footer("Even"),
        "word/footer3.xml": f"{_HEAD}<w:ftr {ROOT}><w:p/></w:ftr>",
    }
    return zipped({name: text.encode() for name, text in texts.items()})


def _footer(side: str) -> str:
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f"{_HEAD}<w:ftr {ROOT}>{wrapped(run('— ') + number + run(' —'), style=side)}</w:ftr>"


def table(
    rows: Iterable[Sequence[str]], widths: Sequence[int], *, heads: Sequence[str] = (), plain: bool = False
) -> str:
    """Fixed in its widths. `heads` stand above, on every page anew; without them the first column is one of heads;
    `plain` has no lines."""
    made = [row(heads, widths, repeated=True)] if heads else []
    made += [row(each, widths, headed=not heads) for each in rows]
    return _table(made, widths, plain=plain)


def table_of(rows: Iterable[str], widths: Sequence[int] = (2200, 6644)) -> str:
    return _table(rows, widths)


def section(beginning: str, within: Iterable[str], end: str, *, columns: int) -> str:
    """Rows that are there only sometimes, between rows of marks."""
    marks = [
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/><w:gridSpan w:val="{columns}"/></w:tcPr>'
        f"{paragraph(mark, style='Cell')}</w:tc></w:tr>"
        for mark in (beginning, end)
    ]
    return "".join((marks[0], *within, marks[1]))


def row(cells: Sequence[str], widths: Sequence[int], *, repeated: bool = False, headed: bool = True) -> str:
    """`repeated`: heads that stand on every page; `headed`: the first cell is a head."""
    shown = [
        _cell(text, width, head=repeated or (headed and place == 0), shaded=repeated)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    ]
    look = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if repeated else ""
    return f"<w:tr>{look}{''.join(shown)}</w:tr>"


def _cell(text: str, width: int, *, head: bool, shaded: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/>' if shaded else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{paragraph(text, style='Head' if head else 'Cell')}</w:tc>"
    )


def _table(rows: Iterable[str], widths: Sequence[int], *, plain: bool = False) -> str:
    edges = (
        ""
        if plain
        else "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{EDGE}"/>'
            for side, size in (("top", 8), ("bottom", 8), ("insideH", 4))
        )
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
