"""PDF: what its objects call for, read without opening it.

Readers find objects by tables, by searching, or inside compressed streams. So every place that begins like an object is
read up to its stream or its end, also one that hides within something else, and compressed objects are unpacked. Only
the names count: an action, a script or an attachment cannot do without them.
"""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ledger.errors import Refused

UNPACKED, CHUNK = 32 * 2**20, 2**14
HEAD = re.compile(rb"%PDF-[12]\.\d")
TAIL = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z")
BEGINNING = re.compile(rb"(?:[\d\s\0]obj(?=[\s\0<\[(/%\d])|trailer)")
TOKEN = re.compile(
    rb"[\0\t\n\f\r ]+|%[^\r\n]*|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)|(?P<text>\()|<<|>>|<[^<>]*>|[\[\]{}<>)]"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)"
)
BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
ENDS = {b"endobj", b"stream", b"startxref", b"xref"}
SCRIPTS = {b"JavaScript", b"JS", b"Launch", b"SubmitForm", b"ImportData", b"Rendition", b"RichMedia", b"XFA"}
ATTACHED = {b"EmbeddedFile", b"EmbeddedFiles", b"GoToE"}
FLATE = {b"FlateDecode", b"Fl"}
UNREADABLE = {
    *(b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85", b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL"),
    *(b"Crypt", b"Predictor", b"F", b"CCITTFaxDecode", b"DCTDecode", b"JBIG2Decode", b"JPXDecode"),
}


def examine_pdf(data: bytes) -> None:
    if not HEAD.match(data):
        raise Refused(_damaged())
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(_damaged())
    if data[end + 5 :].strip(b"\0\t\n\f\r "):
        raise Refused(_("Something follows the end of the PDF. Please save it again."))
    if not TAIL.search(data[-1100:]):
        raise Refused(_damaged())
    budget = 4 * len(data) + 2**20
    for start in BEGINNING.finditer(data):
        names, end = _names(data, start.end())
        budget -= end - start.end()
        if budget < 0:
            raise Refused(_tangled())
        _judge(names)
        if b"ObjStm" in names and data.startswith(b"stream", end - 6):
            inside = _unpacked(data, end, names)
            budget -= len(inside)
            _judge(list(_all_names(inside)))


def _names(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The names of one object, and where it ends or its stream begins. A value in place of `Filter`'s name is kept as
    an empty one."""
    names: list[bytes] = []
    while match := TOKEN.match(data, at):
        at = match.end()
        if match["name"] is not None:
            names.append(_plain(match["name"]))
        elif match["text"] is not None:
            at = _after_text(data, at)
        elif match["word"] is not None:
            if match["word"] in ENDS or match["word"].startswith((b"endobj", b"stream")):
                at = match.start("word") + min(6, len(match["word"]))
                break
            if names and names[-1] == b"Filter":
                names.append(b"")
    return names, at


def _all_names(data: bytes) -> Iterator[bytes]:
    at = 0
    while match := TOKEN.match(data, at):
        at = _after_text(data, match.end()) if match["text"] is not None else match.end()
        if match["name"] is not None:
            yield _plain(match["name"])


def _plain(name: bytes) -> bytes:
    """Without the slash, and with each #xx as the byte it stands for."""
    return ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), name[1:])


def _after_text(data: bytes, at: int) -> int:
    depth = 1
    while depth:
        match = BRACKET.search(data, at)
        if match is None:
            return len(data)
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        at = match.end()
    return at


def _unpacked(data: bytes, at: int, names: list[bytes]) -> bytes:
    """The objects of a compressed stream; refused where they are packed in a way that this does not unpack."""
    filters = [name for name in names if name in FLATE]
    unclear = UNREADABLE.intersection(names) or b"" in names or names.count(b"Filter") > 1 or len(filters) > 1
    if unclear or (b"Filter" in names) != bool(filters):
        raise Refused(_tangled())
    start = at + {b"\r\n": 2}.get(data[at : at + 2], 1)
    if not filters:
        end = data.find(b"endstream", start)
        return data[start : end if end >= 0 else len(data)]
    inflater, inside = zlib.decompressobj(), bytearray()
    try:
        while not inflater.eof and start < len(data) and len(inside) <= UNPACKED:
            inside += inflater.decompress(data[start : start + CHUNK])
            start += CHUNK
    except zlib.error as failure:
        raise Refused(_damaged()) from failure
    if not inflater.eof:
        raise Refused(_tangled())
    return bytes(inside)


def _judge(names: list[bytes]) -> None:
    found = set(names)
    if b"Encrypt" in found:
        raise Refused(
            _("The PDF is protected by a password or by rights. Please save it without protection.")
        )
    if found & SCRIPTS:
        raise Refused(
            _(
                "The PDF contains a script, a form that sends itself or a command. Please print it into a new PDF."
            )
        )
    if found & ATTACHED:
        raise Refused(_("Other files are attached inside the PDF. Please add them here one by one."))


def _damaged() -> str:
    return _("The PDF is damaged or incomplete. Please save it again.")


def _tangled() -> str:
    return _("The PDF is packed in a way that cannot be checked. Please print it into a new PDF.")
