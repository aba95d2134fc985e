"""Which counts of children may be published, so that no small one can be read or worked out. Pure and exact.

A count of one to four is withheld. Zero is shown: it counts no child, and a table whose empty rows were withheld as
well could not be read. Whoever knows the rule therefore knows that a withheld number is at least one; what is asked
below grants this. Then further numbers are withheld until each withheld one might as well be five or more, and might
have values that lie four apart, for somebody who knows every number that is shown and that children are whole numbers.
This is never guessed: for each withheld number other distributions of the children are found that give all the numbers
shown."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from privacy.otherwise import SUPPRESSED, Shown, TooLarge, Withholding

__all__ = ["SUPPRESSED", "TooLarge", "suppressed_linked"]

Cell = TypeVar("Cell", bound=Hashable)


def suppressed_linked(
    counts: Mapping[Cell, int], published: Mapping[Hashable, Collection[Cell]], patience: int | None = None
) -> dict[Hashable, Shown]:
    """Of any tables that count the same children. `counts`: how many children are in each of the smallest cells, which
    need not be published themselves; zero where there might have been some. `published`: each number that is published
    anywhere, by a name of the caller's, with the cells that it adds up. Numbers that readers can work out from outside
    (all minus those listed) belong in it as well, or they are not protected. Many linked tables may take minutes:
    `TooLarge` where it would be more steps than `patience`, which depends on the tables alone."""
    return Withholding(counts, published, patience).shown()
