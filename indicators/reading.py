"""From the bytes of a file to plain data in which every key and value knows its line and column.

Only the YAML that a set needs is let in: one document of mappings, lists, text, whole numbers, true/false and
null. What could grow, run or hide is refused before any data is built: anchors and aliases, tags, directives,
tabs, invisible characters, and whatever is larger than a set can be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from indicators.rules import Place

MAX_BYTES = 2 * 1024 * 1024  # a set of a thousand indicators in two languages has 1.2 MiB
MAX_NODES = 100_000
MAX_DEPTH = 20
MAX_TROUBLES = 1000  # who has more is not helped by reading on

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"[-+]?[0-9]{1,15}")


class Mark(NamedTuple):
    """Where something stands in the file, counted from 1 as editors do; in a workbook its sheet as well."""

    line: int
    column: int
    sheet: str = ""
    sheet_number: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        return self.sheet_number, self.line, self.column


class Trouble(NamedTuple):
    mark: Mark
    kind: str
    facts: dict[str, Any]


@dataclass
class Document:
    """`data` is complete only if `whole`; otherwise the file could not be read to its end as it is meant."""

    data: Any = None
    values: dict[Place, Mark] = field(default_factory=dict)
    keys: dict[Place, Mark] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    whole: bool = False


def read(raw: bytes) -> Document:
    """Never raises, whatever the bytes: what is wrong is in `troubles`."""
    if len(raw) > MAX_BYTES:
        return Document(troubles=[Trouble(Mark(1, 1), "file_too_big", {"limit": MAX_BYTES // 1024})])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "ignore")
        return Document(troubles=[Trouble(_end(before), "not_utf8", {"byte": f"{raw[error.start]:02X}"})])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if troubles := list(islice(_forbidden_characters(text), MAX_TROUBLES)):
        return Document(troubles=troubles)
    return _Builder(text).build()


def _forbidden_characters(text: str) -> Iterator[Trouble]:
    """The first of each sort in each line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("%"):
            yield Trouble(Mark(number, 1), "directive", {})
        if "\t" in line:
            yield Trouble(Mark(number, line.index("\t") + 1), "tab", {})
        if hidden := INVISIBLE.search(line):
            yield Trouble(Mark(number, hidden.start() + 1), "invisible", unicode_name(hidden[0]))


def unicode_name(character: str) -> dict[str, Any]:
    return {"character": f"U+{ord(character):04X}"}


def _end(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


@dataclass
class _Open:
    """A list or mapping being filled; `key` is the key whose value comes next."""

    place: Place
    items: Any
    key: str | None = None


class _Stop(Exception):
    """Reading cannot go on."""


class _Builder:
    """Turns the parser's events into data, without recursion, so that depth is a number and not a crash."""

    def __init__(self, text: str) -> None:
        self.yaml = YAML(typ="safe", pure=True)
        self.text = text
        self.document = Document()
        self.open: list[_Open] = []
        self.nodes = self.documents = 0
        self.complete = True

    def build(self) -> Document:
        try:
            _constructor, parser = self.yaml.get_constructor_parser(self.text)
            while parser.check_event():
                event = parser.get_event()
                self.take(event, Mark(event.start_mark.line + 1, event.start_mark.column + 1))
            if not self.nodes:
                self.stop(Mark(1, 1), "empty_file")
            self.document.whole = self.complete
        except _Stop:
            pass
        except MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            mark = Mark(at.line + 1, at.column + 1) if at else self.here()
            self.trouble(mark, "not_yaml", detail=error.problem or error.context or "")
        except (YAMLError, ValueError, OverflowError):
            self.trouble(self.here(), "bad_escape")
        return self.document

    def here(self) -> Mark:
        return Mark(self.yaml.reader.line + 1, self.yaml.reader.column + 1)

    def trouble(self, mark: Mark, kind: str, **facts: Any) -> None:
        self.document.troubles.append(Trouble(mark, kind, facts))
        if len(self.document.troubles) >= MAX_TROUBLES:
            raise _Stop

    def stop(self, mark: Mark, kind: str, **facts: Any) -> NoReturn:
        self.trouble(mark, kind, **facts)
        raise _Stop

    def take(self, event: Event, mark: Mark) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.stop(mark, "second_document")
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self.open.pop()
        elif isinstance(event, NodeEvent):
            self.take_node(event, mark)

    def take_node(self, event: NodeEvent, mark: Mark) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop(mark, "too_many_nodes", limit=MAX_NODES)
        if event.anchor is not None:
            self.complete = False
            self.trouble(mark, "alias" if isinstance(event, AliasEvent) else "anchor", name=str(event.anchor))
        elif getattr(event, "tag", None) is not None:
            self.stop(mark, "tag")
        above = self.open[-1] if self.open else None
        if above and isinstance(above.items, dict) and above.key is None:
            self.take_key(event, mark, above)
        elif isinstance(event, ScalarEvent):
            if above and above.key and not event.value and event.style is None:
                mark = self.document.keys[(*above.place, above.key)]  # nothing stands there: point to the key
            self.add(self.scalar(event, mark), mark)
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            items: Any = [] if isinstance(event, SequenceStartEvent) else {}
            self.open.append(_Open(self.add(items, mark), items))
            if len(self.open) > MAX_DEPTH:
                self.stop(mark, "too_deep", limit=MAX_DEPTH)
        else:
            self.add(None, mark)

    def take_key(self, event: NodeEvent, mark: Mark, above: _Open) -> None:
        if not isinstance(event, ScalarEvent):
            self.stop(mark, "key_not_text")
        above.key = self.visible(event, mark)
        if above.key in above.items:
            self.trouble(mark, "duplicate_key", key=above.key)
        self.document.keys[(*above.place, above.key)] = mark

    def add(self, value: Any, mark: Mark) -> Place:
        place: Place = ()
        if not self.open:
            self.document.data = value
        elif isinstance(self.open[-1].items, list):
            place = (*self.open[-1].place, len(self.open[-1].items))
            self.open[-1].items.append(value)
        else:
            above, key = self.open[-1], str(self.open[-1].key)
            place = (*above.place, key)
            above.items[key], above.key = value, None
        self.document.values[place] = mark
        return place

    def scalar(self, event: ScalarEvent, mark: Mark) -> Any:
        """The value as YAML 1.2 reads it, dates and decimal fractions staying text: a set has none."""
        text = self.visible(event, mark)
        if event.style is not None:
            return text
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if WHOLE.fullmatch(text) else text

    def visible(self, event: ScalarEvent, mark: Mark) -> str:
        """The text, without what escapes may have smuggled in."""
        if hidden := INVISIBLE.search(event.value):
            self.trouble(mark, "invisible", **unicode_name(hidden[0]))
        return INVISIBLE.sub("?", event.value)
