"""How many children are affected, by age and group: what a row still lacks, and the matrix with its totals. Pure.

Groups overlap, so nothing is added up over groups. Ages do not, so a group's ages are added up, and the total says what
it leaves out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.schema import Coded, SetFile


class Counted(Protocol):
    age: str
    group: str
    number: int | None
    source: str
    year: int | None
    basis: str
    gap: str


@dataclass(frozen=True)
class Total:
    """Of one group over its ages. `at_least`: some ages are not known, so there may be more; `unknown` names them.
    `stated`: the row for children of every age says it, nothing was added up; `below_ages`: that row says less than its
    ages together. `mixed`: numbers by different ways of counting were added up."""

    number: int | None
    unknown: tuple[str, ...] = ()
    stated: bool = False
    below_ages: bool = False
    mixed: bool = False

    @property
    def at_least(self) -> bool:
        return self.number is not None and bool(self.unknown)


@dataclass(frozen=True)
class Matrix:
    """`rows`: an age with a row, or none, for each group. `groups` are those of which anything is said."""

    groups: list[Coded]
    rows: list[tuple[str, list[Counted | None]]]
    totals: list[Total]


def lacking_of_count(count: Counted) -> list[Promise]:
    """A number needs its source and year; without a number the gap needs its name."""
    if count.number is None:
        return [] if count.gap else [_("number, or which data are missing")]
    lacks: list[Promise] = []
    if not count.source:
        lacks.append(_("source"))
    if not count.year:
        lacks.append(_("year of the data"))
    return lacks


def matrix(file: SetFile, ages: Sequence[str], counts: Iterable[Counted]) -> Matrix:
    """`ages`: those that the matter concerns, none for all; an age with a row is shown whether it does or not."""
    rows = {(each.age, each.group): each for each in counts}
    said = {age for age, _group in rows}
    groups: list[Coded] = [each for each in file.groups if each.code in {group for _age, group in rows}]
    shown = [each for each in file.age_groups if each.code in said or not ages or each.code in ages]
    lines = [(str(each.name), [rows.get((each.code, group.code)) for group in groups]) for each in shown]
    if "" in said or not shown:
        lines.append((str(EVERY_AGE), [rows.get(("", group.code)) for group in groups]))
    return Matrix(groups, lines, [_total(group.code, shown, rows) for group in groups])


def _total(group: str, ages: Sequence[Coded], rows: dict[tuple[str, str], Counted]) -> Total:
    cells = [(age, rows.get((age.code, group))) for age in ages]
    known = [cell for _age, cell in cells if cell is not None and cell.number is not None]
    added = sum(cell.number or 0 for cell in known)
    whole = rows.get(("", group))
    if whole is not None and whole.number is not None:
        return Total(whole.number, stated=True, below_ages=whole.number < added)
    unknown = tuple(str(age.name) for age, cell in cells if cell is None or cell.number is None)
    mixed = len({cell.basis for cell in known}) > 1
    return Total(added if known else None, unknown, mixed=mixed)


EVERY_AGE = _("Every age")
