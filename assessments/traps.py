"""What makes a file worthless without anything missing in it: pure, from what its rows say. A trap warns and leads to
its row; one that `stops` keeps the file from being handed in."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.scale import NOT_APPLICABLE, Scale
from privacy.detector import OFFICERS, Personal, found_in

# Ours, after what practice complains of; no city's rule is public.
SAME_IN = 3  # rows with one and the same text
SAME_FROM = 10  # characters from which it is worth mentioning
ALIKE_FROM = 5  # rated rows that all have one level
GROUNDS_FROM = 12  # characters, where something is said not to apply to a special group
STALE_AFTER = 3  # years
_STOCK = re.compile(
    r"^(?:无|没有|不涉及|不适用|无关|无影响|none|n/?a|not applicable|not relevant)[。.！!]*$", re.IGNORECASE
)


class Kind(StrEnum):
    PERSONAL = "personal"
    SAME_TEXT = "same_text"
    ALL_ALIKE = "all_alike"
    UNGROUNDED = "ungrounded"
    STALE = "stale"
    NUMBERS = "numbers"
    SIGNER = "signer"


@dataclass(frozen=True)
class Trap:
    """`code`: the indicator or group to look at, nothing where it is the file as a whole."""

    kind: Kind
    code: str
    said: str
    stops: bool = False


@dataclass(frozen=True)
class Row:
    """One answer or one finding on a special group. `texts`: what was written freely, the one that carries it first;
    `special`: whether it is about a group for which the department answers in every case; `dated`: of when the data of
    its evidence are."""

    code: str
    rating: str
    texts: tuple[str, ...]
    grounds: str = ""
    special: bool = False
    reach: int | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    dated: tuple[date, ...] = ()


def traps(rows: Sequence[Row], scale: Scale, *, today: date) -> list[Trap]:
    """Of a whole file: what stops first, then by row, then what only many rows together show."""
    own = [trap for row in rows for trap in row_traps(row, today=today)]
    found = [*own, *_same_text(rows), *_all_alike(rows, scale)]
    return sorted(found, key=lambda trap: not trap.stops)


def row_traps(row: Row, *, today: date) -> Iterator[Trap]:
    """What can be seen in one row."""
    yield from _personal(row)
    if row.rating == NOT_APPLICABLE and row.special and not _sufficient(row.grounds):
        yield Trap(
            Kind.UNGROUNDED,
            row.code,
            _("It concerns a special group of children; “not applicable” needs grounds that show why."),
        )
    for day in sorted({day for day in row.dated if _stale(day, today)}):
        said = _("Its evidence is of %(year)s, more than three years old.") % {"year": day.year}
        yield Trap(Kind.STALE, row.code, said)
    yield from _numbers(row)


def stopping(texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The rows, by code, whose texts keep a file from being handed in."""
    return [
        code
        for code, written in texts.items()
        if any(found.kind in OFFICERS for text in written for found in found_in(text))
    ]


def _personal(row: Row) -> Iterator[Trap]:
    found = {hit.kind: hit for text in row.texts for hit in reversed(found_in(text))}
    for kind, told in _TOLD.items():
        if kind in found:
            said = told() % {"excerpt": found[kind].excerpt}
            yield Trap(Kind.PERSONAL, row.code, said, stops=kind in OFFICERS)


_TOLD: dict[Personal, Callable[[], str]] = {
    Personal.ID_NUMBER: lambda: _(
        "An identity card number stands in the text (%(excerpt)s); the file cannot be handed in with it."
    ),
    Personal.MOBILE: lambda: _(
        "A mobile phone number stands in the text (%(excerpt)s); the file cannot be handed in with it."
    ),
    Personal.NAME: lambda: _(
        "A person seems to be named (“%(excerpt)s”). Nobody needs to be; please write without it."
    ),
    Personal.SCHOOL_CLASS: lambda: _(
        "School and class together show who is meant (“%(excerpt)s”). Please write without the class."
    ),
}


def _numbers(row: Row) -> Iterator[Trap]:
    if row.reach is None or not row.numbers:
        return
    if max(row.numbers.values()) > row.reach:
        said = _("One group has more children than are reached in all.")
        yield Trap(Kind.NUMBERS, row.code, said)
    elif sum(row.numbers.values()) < row.reach:
        said = _("The groups together have fewer children than are reached.")
        yield Trap(Kind.NUMBERS, row.code, said)


def _same_text(rows: Sequence[Row]) -> Iterator[Trap]:
    alike = defaultdict(list)
    for row in rows:
        plain = re.sub(r"\W+", "", row.texts[0]) if row.texts else ""
        if len(plain) >= SAME_FROM:
            alike[plain].append(row.code)
    for codes in alike.values():
        if len(codes) >= SAME_IN:
            said = _("The same text stands in %(codes)s. What is different about each of them?")
            yield Trap(Kind.SAME_TEXT, codes[0], said % {"codes": _(", ").join(codes)})


def _all_alike(rows: Sequence[Row], scale: Scale) -> Iterator[Trap]:
    levels = [row.rating for row in rows if row.rating and scale.value(row.rating) is not None]
    if (
        len(levels) >= ALIKE_FROM
        and len({*levels}) == 1
        and len(levels) == sum(bool(row.rating) for row in rows)
    ):
        said = ngettext("The answer is “%(level)s”.", "All %(count)s answers are “%(level)s”.", len(levels))
        yield Trap(
            Kind.ALL_ALIKE,
            "",
            said % {"count": len(levels), "level": scale.label(levels[0])}
            + " "
            + _("Is nothing different anywhere?"),
        )


def _sufficient(grounds: str) -> bool:
    return len(re.sub(r"\W+", "", grounds)) >= GROUNDS_FROM and not _STOCK.match(grounds.strip())


def _stale(day: date, today: date) -> bool:
    return (day.year + STALE_AFTER, day.month, day.day) < (today.year, today.month, today.day)
