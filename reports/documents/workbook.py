"""The report's figures and tables as a workbook: a sheet for each list of the record, a row for each entry. It holds no
formula: a text stays text, whatever it begins with. The same record gives the same bytes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from accounts.localised import english_is_active
from assessments.offline.spelling import normal
from indicators.localised import LOCALES
from reports.documents.fact import Fact
from reports.documents.facts import facts_of
from reports.documents.findings import rating_words
from reports.documents.names import FACTS, Name
from reports.documents.zipped import unzipped, zipped
from reports.models import Publication
from reports.templatetags.affected import children_words
from reports.templatetags.record import local, rated, scale_of

Data = dict[str, Any]
OVERVIEW = Name("overview", "概况", "Overview")
LEVELS = Name("levels", "各等级评分数", "Scores by level")
MATRIX = Name("matrix", "群体与指标", "Groups and indicators")
LONGEST = 30_000  # of the 32 767 characters that a cell holds
LONGEST_TITLE = 31
A4_HOLDS = 180  # of a column's units, before the print becomes too small
CORE = "docProps/core.xml"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what a workbook would read as a character's number
_STAMPED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")

HEAD, FIRST = (PatternFill("solid", fgColor=color) for color in ("E0F0EE", "F4F8F7"))
STRONG, STRONGEST = Font(bold=True, color="063B3A"), Font(bold=True, size=14, color="063B3A")
TEXT = Alignment(wrap_text=True, vertical="top")
FIGURE = Alignment(horizontal="right", vertical="top")
EDGE = Border(*[Side(style="thin", color="8FBFBA")] * 4)
LONG = {
    "facts",
    "mitigation",
    "grounds",
    "question",
    "text",
    "opinion",
    "reply",
    "plan",
    "source",
    "remark",
    "said",
    "quotes",
    "setting",
    "told_back",
}
NARROW = {"number", "weight", "spread", "own_figure", "experts", "lowest", "count", "page", "due", "dated"}


class Column(NamedTuple):
    head: str
    width: int


def render(publication: Publication) -> bytes:
    record = publication.content
    with translation.override(LOCALES[record.get("language", "zh")]):
        facts = facts_of(publication)
        book = Workbook()
        _overview(book.active, facts)
        for name in FACTS.many:
            entries = facts[name.key]
            if isinstance(entries, list) and entries:
                _list(book, name, entries)
        if record["aspects"]:
            _levels(book, record)
            _matrix(book, record)
        book.properties.title = f"{facts['case_number']} {facts['title']}"
        book.properties.creator = ""
        target = BytesIO()
        book.save(target)
    parts = unzipped(target.getvalue())
    parts[CORE] = _STAMPED.sub(b"", parts[CORE])
    return zipped(parts)


def _overview(page: Worksheet, facts: dict[str, Fact]) -> None:
    """Every single fact in a row of its own."""
    page.title = _title(_said(OVERVIEW))
    _put(page.cell(1, 1), facts["title"], STRONGEST)
    page.cell(1, 1).alignment = Alignment(vertical="center")
    row = 3
    for name in FACTS.many:
        fact = facts[name.key]
        if name.many or fact in (None, "") or name.key in {"unit_term", "concluded_term"}:
            continue
        _put(page.cell(row, 1), _said(name), STRONG, HEAD)
        _put(page.cell(row, 2), fact)
        page.cell(row, 2).alignment = TEXT
        page.row_dimensions[row].height = _height([(str(fact), 90)])
        row += 1
    note = _(
        "Figures are rounded to four places here; the public record has them exact. Empty lists have no sheet."
    )
    _put(page.cell(row + 1, 1), note)
    page.cell(row + 1, 1).border = Border()
    page.cell(row + 1, 1).alignment = Alignment(vertical="top")
    _widths(page, [28, 90])
    _printed(page, landscape=False)


def _list(book: Workbook, name: Name, entries: Sequence[dict[str, Fact]]) -> None:
    fields = [each for each in name.many if not each.many]
    columns = [Column(_said(each), _width(each.key)) for each in fields]
    _sheet(book, _said(name), columns, [[entry[each.key] for each in fields] for entry in entries])


def _levels(book: Workbook, record: Data) -> None:
    """How many experts chose each level of each indicator; with a panel only."""
    if not record["panel"]:
        return
    scale = scale_of(record)
    codes = list(scale.codes)
    codes += sorted({code for each in _rated(record) for code in each["ratings"]} - set(codes))
    columns = _of_indicators()
    columns += [Column(rating_words(code, scale), 14) for code in codes]
    rows: list[list[Fact]] = []
    for each in _rated(record):
        counts = Counter[str](each["ratings"])
        rows.append([each["code"], local(each["name"]), *(counts.get(code, 0) for code in codes)])
    _sheet(book, _said(LEVELS), columns, rows)


def _matrix(book: Workbook, record: Data) -> None:
    """Which groups of children each indicator reaches: how many, or that it reaches them."""
    groups = list({local(group): None for each in _rated(record) for group in each["groups"]})
    if not groups:
        return
    columns = _of_indicators()
    rows: list[list[Fact]] = []
    for each in _rated(record):
        counted = {local(count["group"]): count for count in each.get("numbers", [])}
        reached = {local(group) for group in each["groups"]}
        rows.append(
            [each["code"], local(each["name"]), *(_cell(group, reached, counted) for group in groups)]
        )
    _sheet(book, _said(MATRIX), [*columns, *(Column(group, 14) for group in groups)], rows)


def _cell(group: str, reached: set[str], counted: dict[str, Data]) -> Fact:
    if group not in reached:
        return ""
    count = counted.get(group)
    if count is None:
        return "●"
    if count["number"] is not None:
        return int(count["number"])
    return children_words(count) if count["few"] or count.get("hidden") else "●"


def _of_indicators() -> list[Column]:
    """What stands before the figures of each."""
    names = FACTS.by_spelling["indicators"].by_spelling
    return [Column(_said(names["number"]), 12), Column(_said(names["name"]), 34)]


def _rated(record: Data) -> list[Data]:
    return [each for aspect in record["aspects"] for each in rated(aspect)]


def _sheet(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Fact]]) -> None:
    page = book.create_sheet(_title(title))
    for place, column in enumerate(columns, start=1):
        _put(page.cell(1, place), column.head, STRONG, HEAD)
    number = 1
    for number, row in enumerate(rows, start=2):
        for place, fact in enumerate(row, start=1):
            _put(page.cell(number, place), fact, fill=FIRST if place == 1 else None)
        pairs = zip(row, columns, strict=True)
        page.row_dimensions[number].height = _height([(str(fact), each.width) for fact, each in pairs])
    widths = [column.width for column in columns]
    _widths(page, widths)
    page.freeze_panes = page.cell(2, 2)
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{number}"
    page.print_title_rows = "1:1"
    _printed(page, landscape=True, large=sum(widths) > A4_HOLDS)


def _put(cell: Cell, fact: Fact, font: Font | None = None, fill: PatternFill | None = None) -> None:
    """Figures as figures, dates as dates; a text as text, also when it is typed over later."""
    cell.alignment, cell.border = TEXT, EDGE
    match fact:
        case None | "":
            pass
        case date():
            cell.value, cell.number_format = fact, "yyyy-mm-dd"
            cell.alignment = FIGURE
        case Fraction():
            cell.value = _rounded(fact)
            cell.number_format = "0" if fact.denominator == 1 else "0.00"
            cell.alignment = FIGURE
        case int():
            cell.value, cell.number_format = fact, "#,##0"
            cell.alignment = FIGURE
        case _:
            cell.value = _ESCAPE.sub("_x005F_", _shortened(normal(str(fact))))
            cell.data_type, cell.number_format = "s", "@"
    if font:
        cell.font = font
    if fill:
        cell.fill = fill


def _rounded(figure: Fraction) -> Decimal:
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return exact.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN).normalize()


def _shortened(text: str) -> str:
    """As much as a cell holds, counted as workbooks count, and how much there is in all."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    kept = units[: 2 * LONGEST].decode("utf-16-le", errors="ignore")
    said = _("[The rest is left out here; the public page has the whole text of %(length)s characters.]")
    return f"{kept} {said % {'length': f'{len(text):,}'}}"


def _said(name: Name) -> str:
    return name.said("en" if english_is_active() else "zh")


def _title(words: str) -> str:
    return _NOT_IN_TITLES.sub(" ", words)[:LONGEST_TITLE]


def _width(key: str) -> int:
    return 48 if key in LONG else 12 if key in NARROW else 22


def _widths(page: Worksheet, widths: Iterable[int]) -> None:
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """How high a row must be for these texts in columns of these widths, up to what a workbook allows."""
    most = 1
    for text, width in texts:
        lines = text[:4000].split("\n")
        room = sum(1 + int(sum(1 + (ord(char) > 0x2E7F) for char in line) / (width - 1)) for line in lines)
        most = max(most, room)
    return min(409.0, 15.0 * most + 3)


def _printed(page: Worksheet, *, landscape: bool, large: bool = False) -> None:
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A3 if large else page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter.center.text = "— &P —"
