"""PNG and JPEG: whole from the first byte to the last, and no larger than a screen can bear."""

import struct
import zlib

from django.utils.translation import gettext as _

from ledger.errors import Refused

MOST_PIXELS, LONGEST_SIDE = 100_000_000, 20_000  # an A3 sheet scanned at 600 dpi has 70 million
STANDALONE = {0x01, *range(0xD0, 0xD8)}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, 0xD9


def examine_png(data: bytes) -> None:
    at = 8
    names: list[bytes] = []
    while not names or names[-1] != b"IEND":
        if at + 12 > len(data):
            raise Refused(_damaged())
        length, name = struct.unpack(">I4s", data[at : at + 8])
        content, end = data[at + 8 : at + 8 + length], at + 12 + length
        if end > len(data) or zlib.crc32(name + content) != int.from_bytes(data[end - 4 : end]):
            raise Refused(_damaged())
        if not names:
            if name != b"IHDR" or length != 13:
                raise Refused(_damaged())
            _measure(*struct.unpack(">II", content[:8]))
        names.append(name)
        at = end
    if b"IDAT" not in names:
        raise Refused(_damaged())
    if data[at:].strip(b"\0\r\n"):
        raise Refused(_followed())


def examine_jpeg(data: bytes) -> None:
    """Phones put several pictures behind one another; each is walked through."""
    at = 0
    while True:
        at = _end_of_jpeg(data, at)
        while at < len(data) and not data[at]:
            at += 1
        if at >= len(data):
            return
        if not data.startswith(b"\xff\xd8\xff", at):
            raise Refused(_followed())


def _end_of_jpeg(data: bytes, at: int) -> int:
    at += 2
    framed = scanned = False
    while True:
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or at + 1 >= len(data):
            raise Refused(_damaged())
        kind, at = data[at + 1], at + 2
        if kind == END:
            if framed and scanned:
                return at
            raise Refused(_damaged())
        if kind in STANDALONE:
            continue
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            raise Refused(_damaged())
        if kind in FRAMES:
            if length < 8:
                raise Refused(_damaged())
            height, width = struct.unpack(">HH", data[at + 3 : at + 7])
            _measure(width, height)
            framed = True
        at += length
        if kind == SCAN:
            scanned = True
            at = _after_scan(data, at)


def _after_scan(data: bytes, at: int) -> int:
    """To the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Refused(_damaged())
        if data[at + 1] not in {0, *STANDALONE}:
            return at
        at += 2


def _measure(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(_damaged())
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused(
            _("The picture has %(width)s × %(height)s pixels, which is too many. Please save a smaller one.")
            % {"width": width, "height": height}
        )


def _damaged() -> str:
    return _("The picture is damaged or incomplete. Please save it again.")


def _followed() -> str:
    return _("Something follows the end of the picture. Please open it and save it again.")
