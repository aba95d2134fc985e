"""What is wrong with a file, place by place."""

from collections.abc import Iterable
from typing import NamedTuple

from ledger.errors import Refused


class Problem(NamedTuple):
    file: str
    line: int
    column: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.what} — {self.mend}"


class InvalidFile(Refused):
    """The file cannot be loaded; `problems` lists all that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
