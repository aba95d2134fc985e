"""A Word document as a package of parts: what a template may hold, and the document that is made from it.

Only what a reader needs to see the page is taken over, found by following the package's own relations; the rest - whose
computer it was written on, former versions, data behind the text - stays behind. What would act on the reader's
computer or fetch something from elsewhere is refused.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from indicators.spreadsheet import package as office
from reports.documents.filling import Fault, Filling, Words
from reports.documents.tree import Element, parsed, written
from reports.documents.zipped import zipped

TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE = "docProps/core.xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
# By the last word of a relation's type.
_TEXTS = {"officeDocument", "header", "footer", "footnotes", "endnotes"}
_TAKEN = _TEXTS | {"styles", "settings", "fontTable", "theme", "numbering", "image", "hyperlink", "font"}
_LEFT = {
    *("core-properties", "extended-properties", "custom-properties", "thumbnail", "webSettings"),
    *("stylesWithEffects", "customXml", "customXmlProps", "attachedTemplate", "people", "comments"),
    *("commentsExtended", "commentsIds", "commentsExtensible", "glossaryDocument", "printerSettings"),
    *("documenttasks", "mailMergeSource", "mailMergeHeaderSource", "keyMapCustomizations", "recipientData"),
    *("intelligence", "classificationlabels", "origin", "extensibility", "taskpanes"),
}
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# Elements that belong to what is left behind.
_DROPPED = {"w:attachedTemplate", "w:mailMerge", "w:rsids", "w:printerSettings", "w:dataBinding", "w:docVars"}
_PRIVATE = re.compile(r"w:rsid\w*|w14:paraId|w14:textId")
_TRACKED = {"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel"}
_ACTIVE = {"w:object", "w:control", "w:altChunk", "w:subDoc", "w:movie"}
# Fields that say the same on every computer.
_FIELDS = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ", "TOC"),
    *("HYPERLINK", "EQ", "SYMBOL", "TC", "ADVANCE", "QUOTE"),
}


class Unfit(Exception):
    """The template cannot be used; `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.kind for fault in faults))
        self.faults = faults


def filled(template: bytes, words: Words, *, title: str) -> bytes:
    """The document. Raises Unfit, and nothing else, whatever the bytes."""
    if not template.startswith(office.ZIP):
        raise Unfit(Fault("old_workbook" if template.startswith(office.OLD) else "no_document"))
    try:
        with ZipFile(BytesIO(template)) as package:
            office.refuse_dangers(package)
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        return _made(parts, words, title)
    except Unfit:
        raise
    except office.Unreadable as trouble:
        raise Unfit(Fault(trouble.kind)) from trouble
    except Exception as error:  # whatever a broken or hostile file makes the libraries stumble over
        raise Unfit(Fault("no_document")) from error


def _made(parts: Mapping[str, bytes], words: Words, title: str) -> bytes:
    filling, made = Filling(words), dict[str, bytes]()
    for name, kind in _reached(parts):
        made |= _relations(name, parts)
        made[name] = _part(parts[name], kind, filling) if _is_xml(name) else parts[name]
    if not any(name.startswith("word/document") for name in made):
        raise Unfit(Fault("no_document"))
    if filling.faults:
        raise Unfit(*filling.faults)
    ends = _relations("", parts)
    core = {_CORE: _core_properties(title)}
    return zipped({TYPES: _types(parts, {*made, *core})} | ends | dict(sorted(made.items())) | core)


def _reached(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every part that the document is made of, once, with the kind of the relation that leads there."""
    waiting, seen = [("", "")], {""}
    while waiting:
        name, kind = waiting.pop()
        if name:
            yield name, kind
        for relation in _kept(name, parts):
            target = _target(name, relation)
            if relation.attributes.get("TargetMode") != "External" and target not in seen:
                seen.add(target)
                waiting.append((target, _kind(relation)))


def _kept(name: str, parts: Mapping[str, bytes]) -> list[Element]:
    raw = parts.get(_relations_of(name))
    found = []
    for relation in parsed(raw).elements if raw else ():
        kind = _kind(relation)
        if kind not in _TAKEN | _LEFT:
            raise Unfit(Fault("embedded", kind))
        if kind not in _TAKEN:
            continue
        target = relation.attributes["Target"]
        if relation.attributes.get("TargetMode") == "External" and not (
            kind == "hyperlink" and _ADDRESS.match(target)
        ):
            raise Unfit(Fault("external", target[:80]))
        found.append(relation)
    return found


def _relations(name: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    path = _relations_of(name)
    if path not in parts:
        return {}
    kept: list[Element] = _kept(name, parts)
    if not name:
        core = {"Id": "rIdCore", "Type": _CORE_RELATION, "Target": _CORE}
        kept.append(Element("Relationship", core, ()))
    return {path: written(parsed(parts[path]).having(kept))}


def _relations_of(name: str) -> str:
    return join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")


def _kind(relation: Element) -> str:
    return relation.attributes["Type"].rpartition("/")[2]


def _target(name: str, relation: Element) -> str:
    return normpath(join("/", dirname(name), relation.attributes["Target"])).lstrip("/")


def _is_xml(name: str) -> bool:
    return name.endswith(".xml")


def _part(raw: bytes, kind: str, filling: Filling) -> bytes:
    root = _tidied(parsed(raw))
    if kind in _TEXTS:
        _refuse_dangers(root)
        root = filling.filled(root)
    return written(root)


def _tidied(element: Element) -> Element:
    """Without the marks of who wrote it in which sitting, and without what points to parts left behind."""
    attributes = {key: value for key, value in element.attributes.items() if not _PRIVATE.fullmatch(key)}
    children = (each for each in element.children if isinstance(each, str) or each.name not in _DROPPED)
    return Element(
        element.name,
        attributes,
        tuple(each if isinstance(each, str) else _tidied(each) for each in children),
    )


def _refuse_dangers(root: Element) -> None:
    """What is not plain text on a page."""
    for element in root.walk():
        if element.name in _TRACKED:
            raise Unfit(Fault("tracked"))
        if element.name in _ACTIVE:
            raise Unfit(Fault("embedded", element.name.removeprefix("w:")))
        if element.name == "w:commentReference":
            raise Unfit(Fault("comments"))
    for instruction in _fields(root):
        _check_field(instruction)


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
    address = rest.strip().lstrip('"')
    if name.upper() == "HYPERLINK" and not address.startswith("\\l") and not _ADDRESS.match(address):
        raise Unfit(Fault("external", address[:80]))


def _types(parts: Mapping[str, bytes], made: set[str]) -> bytes:
    """The list of what kind each part is, without those left behind."""
    root = parsed(parts[TYPES])
    kept = [
        each
        for each in root.elements
        if each.name == "Default" or each.attributes["PartName"].lstrip("/") in made - {_CORE}
    ]
    if MAIN not in {each.attributes.get("ContentType") for each in kept}:
        raise Unfit(Fault("no_document"))
    kept.append(Element("Override", {"PartName": f"/{_CORE}", "ContentType": _CORE_TYPE}, ()))
    return written(root.having(kept))


def _core_properties(title: str) -> bytes:
    """What the document says of itself to a computer: its title, and nothing of anybody."""
    spaces = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    return written(Element("cp:coreProperties", spaces, (Element("dc:title", {}, (title,)),)))
