"""What a part of a Word or Excel file may not hold: macros, programs, other archives, entities, and links that load or
run something when the file is opened."""

import html
import re
from collections.abc import Iterable, Iterator

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from django.utils.translation import gettext as _

from ledger.errors import Refused

WHOLE = 32 * 2**20  # the largest part of a text that is read through
MACRO_PART = re.compile(r"(^|/)(vba\w*\.(bin|xml)|(macro|dialog)sheets/.*|activex/.*)", re.IGNORECASE)
EMBEDDED = re.compile(r"/embeddings/[^/]+\.(docx|xlsx)$")
PROGRAMS = (b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"#!")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
GZIP = b"\x1f\x8b"  # pictures of Windows are packed so
LOCAL = re.compile(r"(file:/{0,3})?[a-z]:[/\\]", re.IGNORECASE)
FOLLOWED = {"", "http", "https", "mailto", "tel", "ftp", "file"}
FORMULA = re.compile(
    rb"<(?:\w+:)?(?:f|formula\d?|definedName|calculatedColumnFormula)(?:\s[^>]*)?>(.*?)</", re.DOTALL
)
QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'(?=!)')
LONGEST_FORMULA = 10_000
SPELLED = re.compile(r"QUOTE(\s+\d+)+\s*$")


def judge_name(name: str) -> None:
    if MACRO_PART.search(name):
        raise Refused(macros())
    if "externallinks/" in name.lower():
        raise Refused(_linked())


def judge_bytes(name: str, head: bytes) -> str:
    """The kind of the workbook or text that this part is by itself; nothing for an ordinary one."""
    if head.startswith(PROGRAMS):
        raise Refused(
            _(
                "Another document or program is embedded in the file. Please remove it, or add it here by itself."
            )
        )
    if embedded := EMBEDDED.search(name):
        return embedded[1]
    if head.startswith(ARCHIVES) or (head.startswith(GZIP) and "/media/" not in name):
        raise Refused(nested_archive())
    return ""


def judge_relations(relations: Iterable[dict[str, str]]) -> None:
    """A hyperlink waits for the reader; everything else outside the file is fetched when it is opened."""
    for relation in relations:
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "").strip()
        if kind in {"vbaProject", "control", "activeXControlBinary", "xlMacrosheet"}:
            raise Refused(macros())
        if relation.get("TargetMode", "").lower() != "external":
            continue
        scheme = target.partition(":")[0].lower() if re.match(r"[A-Za-z][\w+.-]+:", target) else ""
        if kind == "hyperlink" and scheme in FOLLOWED:
            continue
        if kind == "attachedTemplate" and LOCAL.match(
            target
        ):  # the writer's own template: Word notes it in every text
            continue
        raise Refused(_linked())


def judge_xml(name: str, size: int, chunks: Iterator[bytes]) -> None:
    """No document type anywhere; in texts no field, in tables no formula that calls another program."""
    text = name.startswith("word/")
    if text and size > WHOLE:
        raise Refused(_("A part of the text is too large to be checked. Please split the file."))
    content = _Content()
    parser = DefusedXMLParser(target=content, forbid_dtd=True)
    rest = b""
    for number, chunk in enumerate(chunks):
        if not number and not text and chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")):
            raise Refused(_("A part of the table is in an unusual encoding. Please save the file again."))
        if text or not content.begun:
            _feed(parser, content, chunk, whole=text)
        if name.startswith("xl/"):
            _judge_formulas(rest + chunk)
            rest = chunk[-LONGEST_FORMULA:]
    _feed(parser, content, None, whole=text)
    for code in content.fields:
        words = code.strip().upper()
        if words.startswith("DDE") or SPELLED.match(words):
            raise Refused(calls())


def _feed(parser: DefusedXMLParser, content: "_Content", chunk: bytes | None, *, whole: bool) -> None:
    """More of the part, or with None its end. Of drawings only the beginning must be readable: Excel writes `<br>`."""
    try:
        if chunk is not None:
            parser.feed(chunk)
        elif whole or not content.begun:
            parser.close()
    except DefusedXmlException as failure:
        raise Refused(entities()) from failure
    except (ParseError, ValueError, LookupError) as failure:
        if whole or not content.begun:
            raise Refused(_unreadable()) from failure


def _judge_formulas(table: bytes) -> None:
    for match in FORMULA.finditer(table):
        formula = html.unescape(match[1].decode(errors="replace")).removeprefix("<![CDATA[")
        if "|" in QUOTED.sub("", formula):
            raise Refused(calls())


class _Content:
    """What a parser met: whether there was any element, and the codes of the fields of a text."""

    def __init__(self) -> None:
        self.begun = False
        self.fields = [""]
        self._in_code = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.begun = True
        local = tag.rpartition("}")[2]
        if local == "instrText":
            self._in_code = True
        elif local in {"fldChar", "fldSimple"}:
            self.fields.append("")
        for name, value in attributes.items():
            if name.rpartition("}")[2] == "instr":
                self.fields.append(value)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "instrText":
            self._in_code = False

    def data(self, text: str) -> None:
        if self._in_code:
            self.fields[-1] += text

    def close(self) -> None:
        """Nothing is built."""


def macros() -> str:
    return _("The file contains macros. Please save it without them, as DOCX or XLSX.")


def entities() -> str:
    return _("The file defines entities of its own, which no office program does. Please save it again.")


def calls() -> str:
    return _("A field or formula of the file calls another program. Please remove it.")


def nested_archive() -> str:
    return _("There is another archive inside the file. Please add its files here one by one.")


def _linked() -> str:
    return _(
        "The file loads something from another file or place when it is opened. Please break its links and save it "
        "again."
    )


def _unreadable() -> str:
    return _("A part of the file cannot be read. Please save it again in its own program.")
