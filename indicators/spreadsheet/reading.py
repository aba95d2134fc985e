"""From a workbook to plain data in which every value knows its cell: the same `Document` that YAML becomes, so that
one check serves both."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from indicators.reading import MAX_BYTES, Document, Mark, Trouble
from indicators.rules import Place
from indicators.spreadsheet.cells import fault, text, value
from indicators.spreadsheet.headers import Header, header_of, key_of_page
from indicators.spreadsheet.layout import ABOUT, README, Column, Sheet, about, sheets
from indicators.spreadsheet.package import MAX_COLUMNS, MAX_ROWS, Cell, Page, Unreadable, pages

START = Mark(1, 1)


def read_workbook(raw: bytes) -> Document:
    """Never raises, whatever the bytes: what is wrong is in `troubles`."""
    if len(raw) > MAX_BYTES:
        return Document(troubles=[Trouble(START, "file_too_big", {"limit": MAX_BYTES // 1024})])
    try:
        found = pages(raw)
    except Unreadable as error:
        return Document(troubles=[Trouble(START, error.kind, error.facts)])
    return _Builder(found).build()


@dataclass
class _Record:
    """The cells of one item by their column, and where the item begins."""

    mark: Mark
    cells: dict[Column, Cell]
    marks: dict[Column, Mark]


@dataclass
class _Builder:
    found: list[Page]
    document: Document = field(default_factory=lambda: Document(data={}, whole=True))
    pages: dict[str, tuple[int, Page]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    # the places of the items of each list, by code
    places: dict[str, dict[str, Place]] = field(default_factory=dict)

    def build(self) -> Document:
        self.document.values[()] = START
        self.document.keys = self.document.values
        self.sort_pages()
        if ABOUT in self.pages:
            self.fill((), self.record_of_about(*self.pages[ABOUT]), about())
        elif ABOUT not in self.hidden:
            self.stop(START, "sheet_missing", sheet=ABOUT)
        for sheet in sheets():
            if sheet.key in self.pages:
                self.take_list(sheet, *self.pages[sheet.key])
            elif sheet.required and sheet.key not in self.hidden:
                self.stop(START, "sheet_missing", sheet=sheet.title)
        return self.document

    def trouble(self, mark: Mark, kind: str, **facts: Any) -> None:
        self.document.troubles.append(Trouble(mark, kind, facts))

    def stop(self, mark: Mark, kind: str, **facts: Any) -> None:
        """A trouble that leaves unclear what belongs where, so that the rules cannot be asked."""
        self.document.whole = False
        self.trouble(mark, kind, **facts)

    def sort_pages(self) -> None:
        """Which sheet is which; one that hides something, or that nobody would read, is refused."""
        known = {ABOUT, *(sheet.key for sheet in sheets())}
        for number, page in enumerate(self.found, start=1):
            key, mark = key_of_page(page.name), Mark(1, 1, page.name, number)
            if key == README:
                continue
            if page.hidden:
                self.hidden.add(key)
                self.stop(mark, "sheet_hidden")
            elif key not in known:
                if any(page.rows):
                    self.stop(mark, "sheet_unknown", sheet=page.name)
            elif key in self.pages:
                self.stop(mark, "sheet_twice", sheet=page.name)
            else:
                self.pages[key] = number, page
            for row, column in page.merged:
                self.stop(Mark(row, column, page.name, number), "cell_merged")
            if page.beyond:
                far = Mark(*page.beyond, page.name, number)
                self.stop(far, "cell_too_far", rows=MAX_ROWS, columns=MAX_COLUMNS)

    def record_of_about(self, number: int, page: Page) -> _Record:
        """The rows of the first sheet: the key stands in one cell, the value in the next."""
        known = {column.key: column for column in about()}
        record = _Record(Mark(1, 1, page.name, number), {}, {})
        for row in page.rows:
            filled = [cell for cell in row if text(cell)]
            key = next((cell for cell in filled if text(cell) in known), None)
            if key is None:
                if filled:
                    self.stop(_mark(filled[0], number, page), "row_unknown", name=text(filled[0])[:40])
                continue
            column, mark = known[text(key)], _mark(key, number, page)
            if column in record.marks:
                self.stop(mark, "header_twice", key=column.key)
            record.marks[column] = Mark(key.row, key.column + 1, page.name, number)
            for cell in filled:
                if cell.column == key.column + 1:
                    record.cells[column] = cell
                elif cell.column > key.column:
                    self.trouble(_mark(cell, number, page), "cell_outside")
        for missing in [column for column in about() if column.required and column not in record.marks]:
            if not any(column.field == missing.field for column in record.marks):
                self.stop(record.mark, "header_missing", key=missing.key)
        return record

    def take_list(self, sheet: Sheet, number: int, page: Page) -> None:
        header = header_of(page, sheet)
        top = Mark(header.row if header else 1, 1, page.name, number)
        if header is None:
            if sheet.required or any(page.rows):
                self.stop(top, "header_none", example=sheet.columns[0].key)
            return
        for kind, cell, key in header.troubles:
            self.stop(_mark(cell, number, page) if cell else top, kind, key=key)
        if sheet.parent is None:
            self.list_at(sheet.path, top)
        else:
            for place in self.places.get(sheet.parent.key, {}).values():
                if sheet.required:
                    self.list_at((*place, *sheet.path), top)
        for record in self.records(header, number, page):
            self.take_item(sheet, record)

    def records(self, header: Header, number: int, page: Page) -> Iterator[_Record]:
        for row in page.rows:
            filled = [cell for cell in row if cell.row > header.row and text(cell)]
            line = row[0].row if row else 0
            marks = {column: Mark(line, at, page.name, number) for at, column in header.columns.items()}
            cells = {}
            for cell in filled:
                if cell.column in header.columns:
                    cells[header.columns[cell.column]] = cell
                elif cell.column not in header.foreign:
                    self.trouble(_mark(cell, number, page), "cell_outside")
            if cells:
                yield _Record(Mark(line, 1, page.name, number), cells, marks)

    def take_item(self, sheet: Sheet, record: _Record) -> None:
        path: Place = sheet.path
        if sheet.parent:
            column = sheet.all_columns[0]
            mark = record.marks.get(column, record.mark)
            if column not in record.cells:
                self.stop(mark, "parent_missing", section=sheet.parent.key)
                return
            code = value(record.cells[column], column)
            if code not in self.places.get(sheet.parent.key, {}):
                self.stop(mark, "unknown_code", code=code, section=sheet.parent.key)
                return
            path = (*self.places[sheet.parent.key][code], *sheet.path)
        items = self.list_at(path, record.mark)
        place = (*path, len(items))
        items.append({})
        self.document.values[place] = record.mark
        self.fill(place, record, sheet.columns)
        if isinstance(code := items[-1].get("code"), str):
            self.places.setdefault(sheet.key, {}).setdefault(code, place)

    def fill(self, place: Place, record: _Record, columns: tuple[Column, ...]) -> None:
        """The item's values, and the place of each, whether its cell is filled or not."""
        for column in columns:
            mark = record.marks.get(column)
            if mark is None:
                continue
            for length in range(1, len(column.path) + 1):
                self.document.values.setdefault((*place, *column.path[:length]), mark)
            cell = record.cells.get(column)
            if cell is None:
                continue
            if broken := fault(cell):
                self.trouble(mark, broken.kind, **broken.facts)
            above: Place = (*place, *column.path[:-1])
            self.mapping_at(above)[column.path[-1]] = value(cell, column)

    def list_at(self, path: Place, mark: Mark) -> list[Any]:
        *above, last = path
        self.document.values.setdefault(path, mark)
        found: list[Any] = self.mapping_at(tuple(above)).setdefault(last, [])
        return found

    def mapping_at(self, path: Place) -> dict[Any, Any]:
        data = self.document.data
        for step in path:
            data = data[step] if isinstance(step, int) else data.setdefault(step, {})
        found: dict[Any, Any] = data
        return found


def _mark(cell: Cell, number: int, page: Page) -> Mark:
    return Mark(cell.row, cell.column, page.name, number)
