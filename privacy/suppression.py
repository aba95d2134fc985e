"""Which counts of children may be published, so that no small one can be read or worked out. Pure and exact.

A count of one to four is withheld. Zero is shown: it counts no child, and a table whose empty rows were withheld as
well could not be read. Whoever knows the rule therefore knows that a withheld number is at least one; what is asked
below grants this. Then further numbers are withheld until each withheld one might as well be five or more, and might
have values that lie four apart, for somebody who knows every number that is shown and that children are whole numbers.
This is never guessed: for each withheld number other distributions of the children are found that give all the numbers
shown."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from privacy.otherwise import SUPPRESSED, Shown, TooLarge, Withholding

__all__ = [
    "SUPPRESSED",
    "Shown",
    "Table",
    "TooLarge",
    "suppressed_linked",
    "suppressed_list",
    "suppressed_table",
]

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True)
class Table:
    """What may be shown of a table with totals, in its own order."""

    cells: list[list[Shown]]
    rows: list[Shown]
    columns: list[Shown]
    total: Shown


def suppressed_list(counts: Sequence[int], *, total: bool = True) -> tuple[list[Shown], Shown | None]:
    """The list as it may be shown, and its total where one is published."""
    published: dict[Hashable, Collection[int]] = {each: (each,) for each in range(len(counts))}
    if total:
        published["total"] = range(len(counts))
    shown = suppressed_linked(dict(enumerate(counts)), published)
    return [shown[each] for each in range(len(counts))], shown.get("total")


def suppressed_table(cells: Sequence[Sequence[int]]) -> Table:
    """A table of rows of cells, published with the total of each row, of each column and of all."""
    across = range(len(cells[0]) if cells else 0)
    down = range(len(cells))
    counts = {(row, column): cells[row][column] for row in down for column in across}
    published: dict[Hashable, Collection[tuple[int, int]]] = {key: (key,) for key in counts}
    published |= {("row", row): [(row, column) for column in across] for row in down}
    published |= {("column", column): [(row, column) for row in down] for column in across}
    published["total"] = list(counts)
    shown = suppressed_linked(counts, published)
    return Table(
        cells=[[shown[row, column] for column in across] for row in down],
        rows=[shown["row", row] for row in down],
        columns=[shown["column", column] for column in across],
        total=shown["total"],
    )


def suppressed_linked(
    counts: Mapping[Cell, int], published: Mapping[Hashable, Collection[Cell]], patience: int | None = None
) -> dict[Hashable, Shown]:
    """Of any tables that count the same children. `counts`: how many children are in each of the smallest cells, which
    need not be published themselves; zero where there might have been some. `published`: each number that is published
    anywhere, by a name of the caller's, with the cells that it adds up. Numbers that readers can work out from outside
    (all minus those listed) belong in it as well, or they are not protected. Many linked tables may take minutes:
    `TooLarge` where it would be more steps than `patience`, which depends on the tables alone."""
    return Withholding(counts, published, patience).shown()
