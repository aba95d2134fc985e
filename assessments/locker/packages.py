"""Word and Excel files: a ZIP of parts, measured before anything is unpacked and then read part by part."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from assessments.locker import parts
from ledger.errors import Refused

MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 2_000, 256 * 2**20, 200
LARGE = 16 * 2**20  # below it, a part may be as repetitive as it likes
LISTED = 2 * 2**20  # parts that are read whole: content types and relations
ENDING = b"PK\x05\x06"
LINK, KINDS = 0o120000, 0o170000
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def examine_package(data: bytes, suffix: str, *, inside: bool = False) -> None:
    """`inside`: a workbook under a chart of another file, which may hold no further one."""
    with _opened(data) as archive:
        infos = archive.infolist()
        _measure(infos)
        _walk(data, archive, infos)
        by_name = {info.filename: info for info in infos}
        _is_of_kind(archive, by_name, suffix)
        for info in infos:
            parts.judge_name(info.filename)
        for info in infos:
            _examine_part(archive, info, inside=inside)


def _opened(data: bytes) -> zipfile.ZipFile:
    """Nothing may stand behind the end; no list of parts so long that reading it would be the attack."""
    ending = data[-22:]
    if not ending.startswith(ENDING):
        if ENDING in data[-66_000:]:
            raise Refused(
                _("Something follows the end of the file. Please save it again in its own program.")
            )
        raise Refused(damaged())
    if struct.unpack("<I", ending[12:16])[0] > MOST_PARTS * 400 or data[-42:-38] == b"PK\x06\x07":
        raise Refused(_too_much())
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as failure:
        raise Refused(damaged()) from failure


def _measure(infos: list[zipfile.ZipInfo]) -> None:
    """By what the list says; reading holds each part to it."""
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused(_too_much())
    for info in infos:
        if info.file_size > LARGE and info.file_size > MOST_RATIO * info.compress_size:
            raise Refused(_too_much())
        if info.flag_bits & 0x1:
            raise Refused(_("The file is protected by a password. Please save it without one."))
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(damaged())
        if info.external_attr >> 16 & KINDS == LINK:
            raise Refused(_("A part of the file is a link to somewhere else. Please save it again."))
        _judge_path(info.orig_filename)
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise Refused(_tangled())


def _judge_path(name: str) -> None:
    steps = name.replace("\\", "/").split("/")
    if ".." in steps or not steps[0] or ":" in name or "\\" in name or not name.isprintable():
        raise Refused(_("A part of the file would be unpacked to another place. Please save it again."))


def _walk(data: bytes, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    """The parts lie one behind another from the first byte on, under the names of the list, none within another."""
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        head = data[info.header_offset : info.header_offset + 30]
        if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
            raise Refused(damaged())
        if info.header_offset < end or (not end and info.header_offset):
            raise Refused(_tangled())
        named, more = struct.unpack("<HH", head[26:30])
        start = info.header_offset + 30
        listed = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
        if data[start : start + named] != listed:
            raise Refused(_tangled())
        end = start + named + more + info.compress_size
    if not infos or end > archive.start_dir:
        raise Refused(_tangled())


def _is_of_kind(archive: zipfile.ZipFile, by_name: dict[str, zipfile.ZipInfo], suffix: str) -> None:
    """By its list of content types: exactly one main part, of this kind, and it is there."""
    if "[Content_Types].xml" not in by_name:
        raise Refused(_other_kind(suffix))
    types = [
        (entry.get("PartName", ""), entry.get("ContentType", ""))
        for entry in _listed(archive, by_name["[Content_Types].xml"])
    ]
    if any("macroenabled" in kind.lower() or "vba" in kind.lower() for _part, kind in types):
        raise Refused(parts.macros())
    main = [part.lstrip("/") for part, kind in types if kind.endswith(".main+xml")]
    if (
        len(main) != 1
        or main[0] not in by_name
        or MAIN[suffix] not in {kind for part, kind in types if part.lstrip("/") == main[0]}
    ):
        raise Refused(_other_kind(suffix))


def _examine_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, inside: bool) -> None:
    name = info.filename.lower()
    if name.endswith(".rels"):
        parts.judge_relations(_listed(archive, info))
        return
    if name.endswith((".xml", ".vml")):
        parts.judge_xml(name, info.file_size, _chunks(archive, info))
        return
    head = b""
    for number, chunk in enumerate(_chunks(archive, info)):
        head = head if number else chunk[:8]
    nested = parts.judge_bytes(name, head)
    if nested and inside:
        raise Refused(parts.nested_archive())
    if nested:
        examine_package(archive.read(info), nested, inside=True)


def _listed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[dict[str, str]]:
    """The attributes of each entry of a list."""
    if info.file_size > LISTED:
        raise Refused(_too_much())
    try:
        root = fromstring(b"".join(_chunks(archive, info)), forbid_dtd=True)
    except DefusedXmlException as failure:
        raise Refused(parts.entities()) from failure
    except (ParseError, ValueError, LookupError) as failure:
        raise Refused(damaged()) from failure
    return (dict(entry.attrib) for entry in root)


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes, checked against its length and checksum."""
    try:
        with archive.open(info) as part:
            while chunk := part.read(2**20):
                yield chunk
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as failure:
        raise Refused(damaged()) from failure


def damaged() -> str:
    return _("The file is damaged or incomplete. Please save it again in its own program.")


def _tangled() -> str:
    return _("The parts of the file overlap or go by two names. Please save it again in its own program.")


def _too_much() -> str:
    return _("Unpacked, the file is far too large. Please save a smaller one.")


def _other_kind(suffix: str) -> str:
    return _(
        "The content of the file is not what its name says (.%(suffix)s). Please save it again in that format."
    ) % {"suffix": suffix}
