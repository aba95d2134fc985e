"""What is wrong with a file, place by place."""

from collections.abc import Iterable
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from ledger.errors import Refused


class Problem(NamedTuple):
    """At a line and column of a text, or in a cell of a workbook's sheet."""

    file: str
    line: int
    column: int
    what: str
    mend: str
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.place} {self.what} — {self.mend}"

    @property
    def place(self) -> str:
        """As an editor or a spreadsheet program writes it: `12:7`, or `指标!C7`."""
        if self.sheet:
            return f"{self.sheet}!{get_column_letter(self.column)}{self.line}"
        return f"{self.line}:{self.column}"


class InvalidFile(Refused):
    """The file cannot be loaded; `problems` lists all that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
