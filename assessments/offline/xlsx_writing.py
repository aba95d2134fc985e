"""The questionnaire as a workbook: a first sheet that says what it is, a row for each indicator, a row for each special
group, and the answers to pick from."""

import re
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessments.enums import Part
from assessments.models import OfflineCopy
from assessments.offline.outline import Field, Item, Outline
from assessments.offline.spelling import normal
from assessments.offline.stamp import ADVICE, IN_XLSX, facts_of, written_mark
from assessments.offline.words import in_words

SHEETS = {
    Part.ANSWER: pgettext_lazy("sheet", "Indicators"),
    Part.GROUP: pgettext_lazy("sheet", "Special groups"),
}
CHOICES, ABOUT = pgettext_lazy("sheet", "Choices"), pgettext_lazy("sheet", "About")
LONGEST_TITLE = 31
FIRST_ROW = 3
# What stands before the fields: key of the column, its head, its width.
FIXED: tuple[tuple[str, object, int], ...] = (
    ("item", gettext_lazy("Row"), 17),
    ("name", gettext_lazy("Indicator or group"), 20),
    ("question", gettext_lazy("Question and guidance"), 44),
)
WIDTHS = {"choice": 18, "choices": 26, "whole": 13, "numbers": 24, "line": 22, "text": 52}

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what a workbook would read as a character's number

HEAD, READ, FREE = (PatternFill("solid", fgColor=color) for color in ("E0F0EE", "F4F8F7", "FFFFFF"))
STRONG, SMALL, QUIET = Font(bold=True, color="063B3A"), Font(size=8, color="9AA7AA"), Font(color="3F4F55")
WRAPPED = Alignment(wrap_text=True, vertical="top")
EDGE = Border(*[Side(style="thin", color="8FBFBA")] * 4)


def xlsx_bytes(copy: OfflineCopy, found: Outline) -> bytes:
    """`found` is what the copy holds."""
    book = Workbook()
    _about(book.active, copy)
    pages = {}
    for part, name in SHEETS.items():
        items = [each for each in found.items if each.part == part]
        if items:
            pages[part] = book.create_sheet(_title(name, part)), items
    choices = _Choices(book.create_sheet(_title(CHOICES, "choices")))
    for page, items in pages.values():
        _rows(page, items, choices)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _title(name: object, key: str) -> str:
    """A sheet's name for people, as long as a workbook allows, and its key."""
    return f"{str(name)[: LONGEST_TITLE - len(key) - 1]} {key}"


def _about(page: Worksheet, copy: OfflineCopy) -> None:
    page.title = _title(ABOUT, "about")
    number = 1
    for number, (label, mark, words) in enumerate(facts_of(copy), start=1):
        _put(page.cell(number, 1), label, STRONG, HEAD)
        _put(page.cell(number, 2), written_mark(mark), SMALL, READ)
        _put(page.cell(number, 3), words)
    statement = str(copy.assessment.indicator_set.file.provenance.statement)
    for row, advice in enumerate((IN_XLSX, *ADVICE, statement), number + 2):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        _put(page.cell(row, 1), str(advice), QUIET)
        page.row_dimensions[row].height = _height({106: str(advice)})
    for letter, width in {"A": 22, "B": 14, "C": 70}.items():
        page.column_dimensions[letter].width = width
    page.protection.sheet = True
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _height(texts: dict[int, str]) -> float:
    """How high a row must be for these texts in columns of these widths, up to what a workbook allows."""
    lines = (
        sum(
            1 + int(sum(1 + (ord(char) > 0x2E7F) for char in line) / (width - 1)) for line in text.split("\n")
        )
        for width, text in texts.items()
    )
    return min(409.0, 15.0 * max(lines, default=1) + 3)


def _rows(page: Worksheet, items: list[Item], choices: "_Choices") -> None:
    fields = list({field.name: field for item in items for field in item.fields}.values())
    heads: list[tuple[str, str, int]] = [(key, str(head), width) for key, head, width in FIXED]
    heads += [(field.name, field.label, WIDTHS[field.kind]) for field in fields]
    for column, (key, head, width) in enumerate(heads, start=1):
        _put(page.cell(1, column), head, STRONG, HEAD)
        _put(page.cell(2, column), key, SMALL, HEAD)
        page.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(items, start=FIRST_ROW):
        asked = "\n".join(each for each in (item.question, item.guidance) if each)
        for column, words in enumerate((item.key, f"{item.shown_code} {item.name}", asked), start=1):
            _put(page.cell(row, column), words, SMALL if column == 1 else None, READ)
        content = item.row.content()
        texts = {heads[2][2]: asked}
        for column, field in enumerate(fields, start=len(FIXED) + 1):
            cell = page.cell(row, column)
            if field not in item.fields:
                _put(cell, "", fill=HEAD)
                continue
            _put(cell, _value(field, content[field.name]), fill=FREE)
            cell.protection = Protection(locked=False)
            width, words = WIDTHS[field.kind], in_words(field, content[field.name])
            texts[width] = max(texts.get(width, ""), words, key=len)
        page.row_dimensions[row].height = _height(texts)
    last = FIRST_ROW + len(items) - 1
    for column, field in enumerate(fields, start=len(FIXED) + 1):
        letter = get_column_letter(column)
        choices.offer(page, field, f"{letter}{FIRST_ROW}:{letter}{last}")
    page.freeze_panes = page.cell(FIRST_ROW, len(FIXED))
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A3
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


class _Choices:
    """The sheet of answers to pick from, a column for each list, which the rules of the cells refer to."""

    def __init__(self, page: Worksheet) -> None:
        self.page, self.ranges = page, dict[tuple[str, ...], str]()
        page.protection.sheet = True

    def offer(self, page: Worksheet, field: Field, cells: str) -> None:
        """A list to pick from; where several may be chosen, one of them to begin with."""
        words = tuple(normal(each) for each in field.choices.values())
        if field.kind not in {"choice", "choices"}:
            return
        several = field.kind == "choices"
        rule = DataValidation("list", formula1=self._range(field.label, words), allow_blank=True)
        rule.showErrorMessage = not several
        if several:
            rule.prompt = _("Pick one, or write several with 、 between them.")
            rule.showInputMessage = True
        rule.add(cells)
        page.add_data_validation(rule)

    def _range(self, label: str, words: tuple[str, ...]) -> str:
        if words not in self.ranges:
            column = len(self.ranges) + 1
            letter = get_column_letter(column)
            _put(self.page.cell(1, column), label, STRONG, HEAD)
            for row, word in enumerate(words, start=2):
                _put(self.page.cell(row, column), word, fill=READ)
            self.page.column_dimensions[letter].width = 30
            self.ranges[words] = f"='{self.page.title}'!${letter}$2:${letter}${len(words) + 1}"
        return self.ranges[words]


def _value(field: Field, value: object) -> object:
    return value if field.kind == "whole" else in_words(field, value)


def _put(cell: Cell, value: object, font: Font | None = None, fill: PatternFill | None = None) -> None:
    """A text stays text, whatever it begins with, also when it is typed over later."""
    if isinstance(value, str):
        cell.value = _ESCAPE.sub("_x005F_", normal(value)) or None
        cell.data_type, cell.number_format = "s", "@"
    else:
        cell.value = value
    cell.alignment, cell.border = WRAPPED, EDGE
    if font:
        cell.font = font
    if fill:
        cell.fill = fill
