"""What the XML of a Word document may say: nothing that acts on the reader's computer, fetches something from elsewhere
or tells who wrote it.

Names are judged as they are written. That is enough because each namespace that matters here may have but one prefix,
the one that every word processor gives it, in the whole part: `w:ins` is Word's own, and nothing else is.
"""

import re
from collections.abc import Iterator

from reports.documents.filling import Fault
from reports.documents.tree import Element

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/schemaLibrary/2006/main": "sl",
}
ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# What belongs to parts that are left behind, or names people and computers.
_DROPPED = {
    *("w:attachedTemplate", "w:mailMerge", "w:rsids", "w:printerSettings", "w:dataBinding", "w:docVars"),
    *("w:attachedSchema", "w:saveThroughXslt", "sl:schemaLibrary", "w:permStart", "w:permEnd"),
    *("w14:docId", "w15:docId"),
}
_PRIVATE = re.compile(r"w:rsid\w*|w14:paraId|w14:textId")
_TRACKED = {
    *("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:delText", "w:delInstrText"),
}
# By their names alone, whatever brings them along.
_ACTIVE = {"object", "control", "altChunk", "subDoc", "movie", "OLEObject", "webVideoPr"}
_SOURCES = {"src", "href", "althref"}
_ELSEWHERE = re.compile(r":|\\|//")
# Fields that say the same on every computer.
_FIELDS = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ", "TOC"),
    *("HYPERLINK", "EQ", "SYMBOL", "TC", "ADVANCE", "QUOTE"),
}
_SWITCHES = re.compile(r'\\[lot]\s*(?:"[^"]*"?|\S+)|\\[mn]', re.IGNORECASE)


class Unfit(Exception):
    """The template cannot be used; `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.kind for fault in faults))
        self.faults = faults


def harmless(root: Element) -> Element:
    """The part without the marks of who wrote it in which sitting. Raises Unfit where it is more than plain text on a
    page."""
    for element in root.walk():
        _check_prefixes(element)
    tidied = _tidied(root)
    for element in tidied.walk():
        _check(element)
    for instruction in _fields(tidied):
        _check_field(instruction)
    return tidied


def _check_prefixes(element: Element) -> None:
    for key, space in element.attributes.items():
        head, _colon, prefix = key.partition(":")
        ours = space in _PREFIXES or prefix in _PREFIXES.values()
        if head == "xmlns" and ours and _PREFIXES.get(space) != prefix:
            raise Unfit(Fault("no_document"))


def _tidied(element: Element) -> Element:
    attributes = {key: value for key, value in element.attributes.items() if not _PRIVATE.fullmatch(key)}
    children = (each for each in element.children if isinstance(each, str) or each.name not in _DROPPED)
    return Element(
        element.name,
        attributes,
        tuple(each if isinstance(each, str) else _tidied(each) for each in children),
    )


def _check(element: Element) -> None:
    if element.name == "w:commentReference":
        raise Unfit(Fault("comments"))
    if element.name in _TRACKED or "w:author" in element.attributes:
        raise Unfit(Fault("tracked"))
    if (name := _local(element.name)) in _ACTIVE:
        raise Unfit(Fault("embedded", name))
    for key, value in element.attributes.items():
        link = _local(key) == "href" and ADDRESS.match(value)
        if _local(key) in _SOURCES and _ELSEWHERE.search(value) and not link:
            raise Unfit(Fault("external", value[:80]))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _fields(root: Element) -> Iterator[str]:
    """What each field asks for, also those within others, and those of which only a piece is left."""
    open_fields: list[str] = []
    for element in root.walk():
        if element.name == "w:fldSimple":
            yield element.attributes.get("w:instr", "")
        elif element.name == "w:instrText":
            text = "".join(each for each in element.children if isinstance(each, str))
            if open_fields:
                open_fields[-1] += text
            else:
                yield text
        elif element.name == "w:fldChar":
            kind = element.attributes.get("w:fldCharType")
            if kind == "begin":
                open_fields.append("")
            elif kind == "end" and open_fields:
                yield open_fields.pop()
    yield from open_fields


def _check_field(instruction: str) -> None:
    name, _blank, rest = instruction.strip().partition(" ")
    if name.upper() not in _FIELDS:
        raise Unfit(Fault("field", name[:40]))
    address = _SWITCHES.sub("", rest).strip().lstrip('"')
    if name.upper() == "HYPERLINK" and address != "" and not ADDRESS.match(address):
        raise Unfit(Fault("external", address[:80]))
