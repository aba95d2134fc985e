"""What a record withholds: which of its texts may be blacked, and the record as it reads afterwards. Pure.

Only what people wrote in their own words may be withheld; figures, names of offices and the words of an edition are
public. A black box has the same length whatever it covers, and the number under which the record names the ground.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

BOX = "████"
SEPARATOR = "\0"  # that no text holds
_FIELDS = (
    r"/summary/(zh|en)",
    r"/trigger",
    r"/screening/(grounds|questions/\d+/remark)",
    r"/children/\d+/(source|gap)",
    r"/participation/\d+/(method|when|whom|reason_for_none)",
    r"/heard/links/\d+/(reason|sessions/\d+/told_back)",
    r"/heard/themes/\d+/(said|reason|quotes/\d+)",
    r"/notice/notices/\d+/groups/\d+/(said|reason)",
    r"/aspects/\d+/indicators/\d+/(facts|mitigation|reason|reference)",
    r"/groups/\d+/grounds",
    r"/opinions/\d+/(text|reference|reason|clause)",
    r"/decision/(note|deviation)",
    r"/decision/conditions/\d+/(text|owner|proof)",
    r"/decision/dissents/\d+/opinion",
)
FILE = re.compile(r"/aspects/\d+/indicators/\d+/evidence/\d+/name")
TEXT = re.compile("|".join(_FIELDS))
# Of a file that is withheld nothing stays, by which somebody could recognise it.
NOTHING_OF_A_FILE = {"sha256": "", "size": 0, "page": "", "dated": None}
Record = dict[str, Any]


class Mark(Protocol):
    """A passage of a text: from `start` up to `end`, where `original` stands; of a file its whole name."""

    place: str
    start: int
    end: int
    original: str
    ground: str


MarkT = TypeVar("MarkT", bound=Mark)


@dataclass(frozen=True)
class Passage:
    """A text of the record that may be withheld, or a file by its name."""

    place: str
    text: str

    @property
    def is_file(self) -> bool:
        return FILE.fullmatch(self.place) is not None

    def occurrences(self, words: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in it, however they are spaced, wide or high there; in a file's name, all of it."""
        wanted = folded(words)
        if self.is_file:
            if wanted in folded(self.text):
                yield 0, len(self.text)
            return
        places = [index for index, char in enumerate(self.text) for _char in folded(char)]
        whole = folded(self.text)
        start = whole.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            yield places[start], places[end - 1] + 1
            start = whole.find(wanted, end)


def folded(*texts: str) -> str:
    """As a reader recognises words: without blanks and what is not seen, and whatever their width and case."""
    return SEPARATOR.join("".join(_folded(char) for char in text) for text in texts)


def texts(record: Record) -> list[str]:
    """Everything that it says."""
    return [text for _place, text in _texts(record, "")]


def passages(record: Record) -> list[Passage]:
    """In the order in which the record has them, those that say anything."""
    return [
        Passage(place, text)
        for place, text in _texts(record, "")
        if text and (TEXT.fullmatch(place) or FILE.fullmatch(place))
    ]


def stale(record: Record, marks: Iterable[MarkT]) -> list[MarkT]:
    """Those that no longer fit the record, for another text stands there now."""
    texts = {each.place: each.text for each in passages(record)}
    return [each for each in marks if texts.get(each.place, "")[each.start : each.end] != each.original]


def withheld(record: Record, marks: Iterable[Mark]) -> Record:
    """A copy of the record with black boxes, and under `redactions` where they are and on what ground.

    ValueError when a mark does not fit the record: its text has changed since.
    """
    blacked = deepcopy(record)
    by_place: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_place[mark.place].append(mark)
    redactions: list[Record] = []
    for passage in passages(record):
        here = sorted(by_place.pop(passage.place, []), key=lambda mark: mark.start)
        numbered = list(enumerate(here, start=len(redactions) + 1))
        if here:
            _write(blacked, passage.place, _blacked(passage, numbered))
        redactions += [
            {
                "number": number,
                "place": passage.place,
                "kind": "file" if passage.is_file else "text",
                "ground": mark.ground,
            }
            for number, mark in numbered
        ]
    if by_place:
        raise ValueError(f"nothing stands at {sorted(by_place)}")
    return blacked | {"redactions": redactions}


def box(number: int) -> str:
    return f"{BOX}[{number}]"


def _blacked(passage: Passage, numbered: Sequence[tuple[int, Mark]]) -> str:
    text, done = "", 0
    for number, mark in numbered:
        if mark.start < done or passage.text[mark.start : mark.end] != mark.original:
            raise ValueError(f"another text stands at {passage.place}")
        text += passage.text[done : mark.start] + box(number)
        done = mark.end
    return text + passage.text[done:]


def _write(record: Record, place: str, text: str) -> None:
    *path, last = place.removeprefix("/").split("/")
    target: Any = record
    for step in path:
        target = target[int(step)] if isinstance(target, list) else target[step]
    target[int(last) if isinstance(target, list) else last] = text
    if FILE.fullmatch(place):
        target.update(NOTHING_OF_A_FILE)


@cache
def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).casefold()
    return "".join(each for each in plain if not each.isspace() and unicodedata.category(each) != "Cf")


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text of the record with its JSON pointer; the keys that lead to one need no escape."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{place}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}/{number}")
