"""Text that the report's fonts can show. A character that no font has would print as an empty box, and nobody
would notice; here it becomes its number, such as [U+1F600]."""

import unicodedata
from functools import cache

import pylopdf_fonts_zh_cn as fonts
from fontTools.ttLib import TTFont

INVISIBLE = {"Cc", "Cf"}
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
BREAKS = {0x0A, 0x2028, 0x2029}


class Substitutes(dict[int, str]):
    """For `str.translate`: what each code point is printed as, found once."""

    def __init__(self, covered: frozenset[int]) -> None:
        super().__init__()
        self._covered = covered

    def __missing__(self, point: int) -> str:
        self[point] = substitute(point, self._covered)
        return self[point]


def printable(text: str) -> str:
    """The text in characters that both faces have."""
    return text.translate(_substitutes())


def substitute(point: int, covered: frozenset[int]) -> str:
    """The character itself; nothing for a control, format or variation mark; a blank or a line break for exotic
    ones; its number for the rest."""
    character = chr(point)
    category = unicodedata.category(character)
    if point in BREAKS:
        return "\n"
    if (category == "Zs" and point not in covered) or character == "\t":
        return " "
    if category in INVISIBLE or any(point in selectors for selectors in SELECTORS):
        return ""
    return character if point in covered else f"[U+{point:04X}]"


@cache
def covered_by_all() -> frozenset[int]:
    """The code points that every face has a glyph for."""
    return frozenset.intersection(*(_covered(str(path)) for path in (fonts.serif_path(), fonts.sans_path())))


def _covered(path: str) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _substitutes() -> Substitutes:
    return Substitutes(covered_by_all())
