"""Place-holders in the XML of a Word document, and what they stand for.

`{{title}}` is a fact. A table's row with `{{conditions.due}}` is repeated for each condition, and so is everything
between two paragraphs (or rows) that hold nothing but `{{#conditions}}` and `{{/conditions}}`. What stands between
`{{?note}}` and `{{/note}}` is there only where there is a note. Nothing else can be said: a template holds no
instructions, so that one that was uploaded can ask for nothing but what a report says anyway.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from reports.documents.names import FACTS, Name, folded
from reports.documents.tree import Element, Node

_HOLDER = re.compile(r"\{\{\s*([#?/]?)\s*([^{}]{1,80}?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
# As a Chinese keyboard types them: the same signs in full width, and its full stop.
_WIDE = str.maketrans({ord(sign) + 0xFEE0: sign for sign in "{}#?/."} | dict.fromkeys(map(ord, "·。"), "."))
MOST_ELEMENTS = 1_500_000
SHOWN = 60
# What holds paragraphs, and must hold one at its end.
_ENDING_IN_TEXT = {"w:tc", "w:txbxContent", "w:hdr", "w:ftr"}
_ANCHORS = {"w:bookmarkStart", "w:bookmarkEnd"}


Words = dict[str, "str | list[Words]"]  # a report's facts, put into words that XML can hold


class Fault(NamedTuple):
    """Why a template cannot be filled. `where`: the text around it; `near`: what may have been meant."""

    kind: str
    name: str = ""
    where: str = ""
    near: str = ""


class Holder(NamedTuple):
    """`sign`: # for each entry, ? where there is any, / for the end of either."""

    sign: str
    name: str
    start: int
    end: int


class Frame(NamedTuple):
    """An open list's entry, or at the bottom the report itself, with the names it knows."""

    name: Name
    facts: Words


class Unknown(Exception):
    def __init__(self, kind: str, near: str = "") -> None:
        self.kind, self.near = kind, near


Scope = tuple[Frame, ...]


@dataclass
class Filling:
    """One document in the making. What is wrong is gathered, so that whoever made the template hears it all; and
    whether anything was asked for that there is."""

    facts: Words
    answered: bool = False
    faults: list[Fault] = field(default_factory=list)
    made: int = 0

    def filled(self, root: Element) -> Element:
        return self._element(root, (Frame(FACTS, self.facts),))

    def _element(self, element: Element, scope: Scope) -> Element:
        """Whatever it is, with everything below it filled."""
        children = list(self._siblings(element.children, scope))
        if element.name == "w:tbl" and not any(_is(each, "w:tr") for each in children):
            children = []
        if element.name in _ENDING_IN_TEXT and not (children and _is(children[-1], "w:p")):
            children.append(Element("w:p", {}, ()))
        return element.having(children)

    def _siblings(self, nodes: Sequence[Node], scope: Scope) -> Iterator[Node]:
        place = 0
        while place < len(nodes):
            node = nodes[place]
            place += 1
            if isinstance(node, str):
                yield node
                continue
            marker = _marker(node)
            if marker is None:
                yield from self._block(node, scope)
                continue
            end = None if marker.sign == "/" else _end_of(marker, nodes, place)
            if end is None:
                self._fault("not_opened" if marker.sign == "/" else "not_closed", marker.name, node)
                continue
            yield from self._section(marker, nodes[place:end], scope, node)
            place = end + 1

    def _section(self, marker: Holder, within: Sequence[Node], scope: Scope, node: Element) -> Iterator[Node]:
        try:
            name, fact = self._found(marker.name, scope)
        except Unknown as unknown:
            self._fault(unknown.kind, marker.name, node, unknown.near)
            return
        if marker.sign == "?":
            if fact:
                yield from self._siblings(within, scope)
        elif isinstance(fact, str):
            self._fault("no_list", marker.name, node)
        else:
            yield from self._each(name, fact, within, scope)

    def _each(self, name: Name, entries: list[Words], nodes: Sequence[Node], scope: Scope) -> Iterator[Node]:
        for number, entry in enumerate(entries):
            copied = _unanchored(nodes) if number else nodes
            yield from self._siblings(copied, (*scope, Frame(name, entry)))

    def _block(self, element: Element, scope: Scope) -> Iterator[Element]:
        self.made += 1
        if self.made > MOST_ELEMENTS:
            if self.made == MOST_ELEMENTS + 1:
                self.faults.append(Fault("too_large"))
            return
        if element.name == "w:p":
            yield from self._paragraph(element, scope)
        elif element.name == "w:tr":
            yield from self._row(element, scope)
        elif element.name != "w:tbl":
            yield self._element(element, scope)
        elif (table := self._element(element, scope)).children:
            yield table

    def _row(self, row: Element, scope: Scope) -> Iterator[Element]:
        """Repeated where it asks for the entries of a list that is not open."""
        lists = self._lists_asked_for(row, scope)
        if len(lists) > 1:
            self._fault("two_lists", ", ".join(each.zh for each in lists), row)
        elif lists:
            ((name, entries),) = lists.items()
            for number, entry in enumerate(entries):
                copied = row.having(_unanchored(row.children)) if number else row
                yield self._element(copied, (*scope, Frame(name, entry)))
        else:
            yield self._element(row, scope)

    def _lists_asked_for(self, row: Element, scope: Scope) -> dict[Name, list[Words]]:
        lists: dict[Name, list[Words]] = {}
        for holder in _holders(_text(row)):
            head, dot, _rest = _parted(holder.name)
            if not dot or holder.sign or _open_frame(head, scope):
                continue
            try:
                name, fact = self._found(head, scope)
            except Unknown:
                continue
            if not isinstance(fact, str):
                lists[name] = fact
        return lists

    def _paragraph(self, paragraph: Element, scope: Scope) -> Iterator[Element]:
        """A text of several lines that stands alone becomes several paragraphs."""
        texts = list(_texts(paragraph))
        whole = "".join(texts).translate(_WIDE)
        holders = list(_holders(whole))
        if len(_BRACES.findall(whole)) != 2 * len(holders):
            self._fault("broken", "", paragraph)
        values = [(each, self._value(each, scope, paragraph)) for each in holders]
        alone = len(holders) == 1 and whole.strip() == whole[holders[0].start : holders[0].end]
        if not alone or "\n" not in values[0][1]:
            yield self._told(paragraph, _replaced(texts, values), scope)
            return
        lines = [line for line in values[0][1].split("\n") if line.strip()]
        for number, line in enumerate(lines):
            told = self._told(paragraph, _replaced(texts, [(holders[0], line)]), scope)
            yield told if number == len(lines) - 1 else _within_section(told)

    def _value(self, holder: Holder, scope: Scope, paragraph: Element) -> str:
        if holder.sign:
            self._fault("not_alone", f"{holder.sign}{holder.name}", paragraph)
            return ""
        try:
            _name, fact = self._found(holder.name, scope)
        except Unknown as unknown:
            self._fault(unknown.kind, holder.name, paragraph, unknown.near)
            return ""
        if not isinstance(fact, str):
            self._fault("is_list", holder.name, paragraph)
            return ""
        return fact

    def _found(self, spelling: str, scope: Scope) -> tuple[Name, str | list[Words]]:
        """The name that is meant and its fact: in the innermost entry that knows it, or in the list that is named."""
        head, dot, rest = _parted(spelling)
        if dot:
            frame = _open_frame(head, scope)
            if frame is None:
                raise Unknown("outside" if _known(head, scope) else "unknown", _near(head, scope))
            scope, head = (frame,), rest
        for frame in reversed(scope):
            name = frame.name.by_spelling.get(folded(head))
            if name is not None:
                self.answered = True
                return name, frame.facts[name.key]
        raise Unknown("unknown", _near(head, scope))

    def _told(self, paragraph: Element, texts: list[str], scope: Scope) -> Element:
        """The paragraph with these texts in place of its own, and boxes within it filled."""
        rest = iter(texts)

        def told(element: Element) -> Iterator[Node]:
            for child in element.children:
                if isinstance(child, str):
                    yield child
                elif child.name == "w:t":
                    yield from _lines(child, next(rest))
                elif child.name == "w:txbxContent":
                    yield self._element(child, scope)
                else:
                    yield child.having(told(child))

        return paragraph.having(told(paragraph))

    def _fault(self, kind: str, name: str, element: Element, near: str = "") -> None:
        fault = Fault(kind, name, " ".join(_text(element).split())[:SHOWN], near)
        if fault not in self.faults:
            self.faults.append(fault)


def _parted(spelling: str) -> tuple[str, str, str]:
    return spelling.partition(".")


def _open_frame(spelling: str, scope: Scope) -> Frame | None:
    wanted = folded(spelling)
    for frame in reversed(scope[1:]):
        if wanted in {folded(each) for each in (frame.name.key, frame.name.zh, frame.name.en)}:
            return frame
    return None


def _known(spelling: str, scope: Scope) -> bool:
    return any(folded(spelling) in frame.name.by_spelling for frame in scope)


def _near(spelling: str, scope: Scope) -> str:
    names = {key: name for frame in scope for key, name in frame.name.by_spelling.items()}
    close = get_close_matches(folded(spelling), names, n=1, cutoff=0.55)
    return names[close[0]].zh if close else ""


def _holders(text: str) -> Iterator[Holder]:
    for found in _HOLDER.finditer(text.translate(_WIDE)):
        yield Holder(found[1], found[2], found.start(), found.end())


def _marker(element: Element) -> Holder | None:
    """The mark of a section's beginning or end, where a paragraph or a row holds nothing else."""
    if element.name not in {"w:p", "w:tr"}:
        return None
    text = _text(element).strip()
    if not text or len(text) > 100:
        return None
    holders = list(_holders(text))
    alone = len(holders) == 1 and (holders[0].start, holders[0].end) == (0, len(text))
    return holders[0] if alone and holders[0].sign else None


def _end_of(marker: Holder, nodes: Sequence[Node], start: int) -> int | None:
    """Where the section ends: at the mark of the same name, past those of sections of that name within it."""
    depth, wanted = 0, folded(marker.name)
    for place in range(start, len(nodes)):
        node = nodes[place]
        found = _marker(node) if isinstance(node, Element) else None
        if found is None or folded(found.name) != wanted:
            continue
        if found.sign != "/":
            depth += 1
        elif depth == 0:
            return place
        else:
            depth -= 1
    return None


def _texts(paragraph: Element) -> Iterator[str]:
    """The pieces in which a paragraph's own text is stored, without that of boxes within it."""
    for child in paragraph.elements:
        if child.name == "w:t":
            yield "".join(each for each in child.children if isinstance(each, str))
        elif child.name != "w:txbxContent":
            yield from _texts(child)


def _text(element: Element) -> str:
    return "".join(_texts(element))


def _replaced(texts: list[str], values: Iterable[tuple[Holder, str]]) -> list[str]:
    """The pieces with each place-holder's value where it begins; Word cuts a place-holder over pieces as it likes."""
    found = list(texts)
    for holder, value in reversed(list(values)):
        start = 0
        for number, text in enumerate(texts):
            first, last = max(holder.start, start), min(holder.end, start + len(text))
            if first < last:
                kept = found[number]
                told = value if start <= holder.start else ""
                found[number] = kept[: first - start] + told + kept[last - start :]
            start += len(text)
    return found


def _lines(text: Element, words: str) -> Iterator[Element]:
    """The text's element, and for each further line a break and another."""
    attributes = text.attributes | {"xml:space": "preserve"}
    for number, line in enumerate(words.split("\n")):
        if number:
            yield Element("w:br", {}, ())
        yield Element("w:t", attributes, (line,) if line else ())


def _within_section(paragraph: Element) -> Element:
    """Without the end of a section that its last line alone may hold."""
    look = paragraph.child("w:pPr")
    if look is None or look.child("w:sectPr") is None:
        return paragraph
    plain = look.having(each for each in look.elements if each.name != "w:sectPr")
    return paragraph.having(plain if each is look else each for each in paragraph.children)


def _unanchored(nodes: Sequence[Node]) -> list[Node]:
    """Repeated pieces without the bookmarks of their first copy, which must be there once."""
    kept = [each for each in nodes if isinstance(each, str) or each.name not in _ANCHORS]
    return [each if isinstance(each, str) else each.having(_unanchored(each.children)) for each in kept]


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Element) and node.name == name
