"""XML as a Word document has it, read and written without losing a prefix: Word takes a file for damaged whose prefixes
were renamed, as the standard library's own trees do."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DEEPEST = 120


class NotPlain(Exception):
    """XML with a document type, or nested deeper than any document that people have written."""


class Element(NamedTuple):
    """`name` as written, prefix and all."""

    name: str
    attributes: dict[str, str]
    children: tuple["Node", ...]

    def having(self, children: Iterable["Node"]) -> "Element":
        return self._replace(children=tuple(children))

    @property
    def elements(self) -> Iterator["Element"]:
        return (child for child in self.children if isinstance(child, Element))

    def child(self, name: str) -> "Element | None":
        return next((each for each in self.elements if each.name == name), None)

    def walk(self) -> Iterator["Element"]:
        """The element itself and all below it, in the order of the document."""
        yield self
        for each in self.elements:
            yield from each.walk()


Node = Element | str


def parsed(xml: bytes) -> Element:
    """Raises NotPlain, or expat's own error."""
    parser = ParserCreate()
    parser.buffer_text = True
    open_elements: list[tuple[str, dict[str, str], list[Node]]] = [("", {}, [])]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > DEEPEST:
            raise NotPlain
        open_elements.append((name, attributes, []))

    def end(_name: str) -> None:
        name, attributes, children = open_elements.pop()
        open_elements[-1][2].append(Element(name, attributes, tuple(children)))

    def character(text: str) -> None:
        open_elements[-1][2].append(text)

    def refuse(*_facts: object) -> None:
        raise NotPlain

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = character
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(xml, True)
    root = open_elements[0][2][0]
    assert isinstance(root, Element)
    return root


def written(root: Element) -> bytes:
    parts = [HEAD]
    _write(root, parts)
    return "".join(parts).encode()


def _write(node: Node, parts: list[str]) -> None:
    if isinstance(node, str):
        parts.append(escape(node))
        return
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in node.attributes.items())
    if not node.children:
        parts.append(f"<{node.name}{attributes}/>")
        return
    parts.append(f"<{node.name}{attributes}>")
    for child in node.children:
        _write(child, parts)
    parts.append(f"</{node.name}>")
