"""A Word document as a package of parts: what a template may hold, and the document that is made from it.

Only what a reader needs to see the page is taken over, found by following the package's own relations; the rest - whose
computer it was written on, former versions, data behind the text - stays behind. What a part is, its relation says and
its content must bear out, never its name or the package's own list: relations and list are written anew.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zipfile import ZipFile

from indicators.spreadsheet import package as office
from reports.documents.dangers import ADDRESS, Unfit, harmless
from reports.documents.filling import Fault, Filling, Words
from reports.documents.tree import Element, parsed, written
from reports.documents.zipped import zipped

TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACE = "http://schemas.openxmlformats.org/package/2006"
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class Sort(NamedTuple):
    """How a part of XML begins, and what the package's list calls it."""

    root: str
    media_type: str


# By the last word of a relation's type.
_TEXTS = {
    "officeDocument": Sort("w:document", f"{_WORD}.document.main+xml"),
    "header": Sort("w:hdr", f"{_WORD}.header+xml"),
    "footer": Sort("w:ftr", f"{_WORD}.footer+xml"),
    "footnotes": Sort("w:footnotes", f"{_WORD}.footnotes+xml"),
    "endnotes": Sort("w:endnotes", f"{_WORD}.endnotes+xml"),
}
_XML = _TEXTS | {
    "styles": Sort("w:styles", f"{_WORD}.styles+xml"),
    "settings": Sort("w:settings", f"{_WORD}.settings+xml"),
    "fontTable": Sort("w:fonts", f"{_WORD}.fontTable+xml"),
    "numbering": Sort("w:numbering", f"{_WORD}.numbering+xml"),
    "theme": Sort("a:theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
}
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
}
_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_TAKEN = {*_XML, "image", "font", "hyperlink"}
_LEFT = {
    *("core-properties", "extended-properties", "custom-properties", "thumbnail", "webSettings"),
    *("stylesWithEffects", "customXml", "customXmlProps", "attachedTemplate", "people", "comments"),
    *("commentsExtended", "commentsIds", "commentsExtensible", "glossaryDocument", "printerSettings"),
    *("documenttasks", "mailMergeSource", "mailMergeHeaderSource", "keyMapCustomizations", "recipientData"),
    *("intelligence", "classificationlabels", "origin", "extensibility", "taskpanes"),
}
# Where a part may stand: nowhere that the package keeps for itself.
_PLACE = re.compile(r"(?!docprops/|(?:.*/)?_rels/)[\w.-]+(?:/[\w.-]+)*(?<!\.rels)", re.ASCII | re.IGNORECASE)


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
    reached, filling = _reached(parts), Filling(words)
    made, types = dict[str, bytes](), dict[str, str]()
    for name, kind in reached.items():
        made |= _relations(name, parts)
        made[name], types[name] = _part(name, kind, parts[name], filling)
    if "officeDocument" not in reached.values():
        raise Unfit(Fault("no_document"))
    if filling.faults:
        raise Unfit(*filling.faults)
    if not filling.answered:
        raise Unfit(Fault("nothing"))
    ends = _relations("", parts)
    core = {_CORE: _core_properties(title)}
    return zipped({TYPES: _types(types | {_CORE: _CORE_TYPE})} | ends | dict(sorted(made.items())) | core)


def _reached(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Every part that the document is made of, with the kind of the relations that lead there."""
    waiting, found = [""], dict[str, str]()
    while waiting:
        name = waiting.pop()
        for relation in _kept(name, parts):
            if _kind(relation) == "hyperlink":
                continue
            target = _target(name, relation)
            if target not in parts or not _PLACE.fullmatch(target):
                raise Unfit(Fault("no_document"))
            if target not in found:
                waiting.append(target)
            if found.setdefault(target, _kind(relation)) != _kind(relation):
                raise Unfit(Fault("no_document"))
    return found


def _kept(name: str, parts: Mapping[str, bytes]) -> Iterator[Element]:
    raw = parts.get(_relations_of(name))
    for relation in parsed(raw).elements if raw else ():
        kind = _kind(relation)
        if kind not in _TAKEN | _LEFT:
            raise Unfit(Fault("embedded", kind))
        if kind not in _TAKEN:
            continue
        target = relation.attributes["Target"]
        if kind == "hyperlink":
            outside = not (ADDRESS.match(target) or target.startswith("#"))
        else:
            outside = relation.attributes.get("TargetMode", "Internal") != "Internal"
        if outside:
            raise Unfit(Fault("external", target[:80]))
        yield relation


def _relations(name: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    if _relations_of(name) not in parts:
        return {}
    said = ("Id", "Type", "Target", "TargetMode")
    kept = [
        {key: each.attributes[key] for key in said if key in each.attributes} for each in _kept(name, parts)
    ]
    if not name:
        kept.append(
            {"Id": "rIdCore", "Type": f"{_SPACE}/relationships/metadata/core-properties", "Target": _CORE}
        )
    children = tuple(Element("Relationship", attributes, ()) for attributes in kept)
    return {
        _relations_of(name): written(Element("Relationships", {"xmlns": f"{_SPACE}/relationships"}, children))
    }


def _relations_of(name: str) -> str:
    return join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")


def _kind(relation: Element) -> str:
    return relation.attributes["Type"].rpartition("/")[2]


def _target(name: str, relation: Element) -> str:
    return normpath(join("/", dirname(name), relation.attributes["Target"])).lstrip("/")


def _part(name: str, kind: str, raw: bytes, filling: Filling) -> tuple[bytes, str]:
    """The part as it goes into the document, and what the package's list calls it."""
    if kind in _XML:
        root, sort = harmless(parsed(raw)), _XML[kind]
        if root.name != sort.root:
            raise Unfit(Fault("no_document"))
        return written(filling.filled(root) if kind in _TEXTS else root), sort.media_type
    if kind == "font":
        return raw, _FONT
    for beginning, media_type in _PICTURES.items():
        if raw.startswith(beginning):
            return raw, media_type
    raise Unfit(Fault("picture", name.rpartition("/")[2]))


def _types(types: Mapping[str, str]) -> bytes:
    """The package's list of what each part is."""
    listed = [Element("Default", {"Extension": "rels", "ContentType": _RELATIONS_TYPE}, ())]
    for name, media_type in sorted(types.items()):
        listed.append(Element("Override", {"PartName": f"/{name}", "ContentType": media_type}, ()))
    return written(Element("Types", {"xmlns": f"{_SPACE}/content-types"}, tuple(listed)))


def _core_properties(title: str) -> bytes:
    """What the document says of itself to a computer: its title, and nothing of anybody."""
    spaces = {
        "xmlns:cp": f"{_SPACE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    return written(Element("cp:coreProperties", spaces, (Element("dc:title", {}, (title,)),)))
