"""A face whose glyphs are called by their place. A PDF made of it writes places; readers that look up names among the
characters of Adobe's collections, as the standard asks of such faces (ISO 32000-1, 9.7.4.2), would show others."""

from io import BytesIO

from fontTools.ttLib import TTFont


def by_place(face: bytes) -> bytes:
    """The same face with its list of characters, where it has one, put as 1, 2, 3 …; all else as it was."""
    with TTFont(BytesIO(face), lazy=True) as font:
        if "CFF " not in font:
            return face
        top = font["CFF "].cff.topDictIndex[0]
        if not hasattr(top, "ROS") or top.rawDict["charset"] < 3:
            return face
        begin = font.reader.tables["CFF "].offset
        list_at = begin + top.rawDict["charset"]
        last = int.from_bytes(face[begin + top.rawDict["CharStrings"] :][:2], "big") - 1
    changed = bytearray(face)
    places = _places(last)
    changed[list_at : list_at + len(places)] = places
    return bytes(changed)


def _places(last: int) -> bytes:
    """In the shortest form that the format has: no longer than any list of as many characters."""
    if last == 1:
        return b"\0\0\1"
    left = last - 1
    return b"\1\0\1" + left.to_bytes(1, "big") if left < 256 else b"\2\0\1" + left.to_bytes(2, "big")
