"""A text as it is read by programs: what readers take for the same is the same."""

import unicodedata

from privacy.traditional import simplified

# Besides what Unicode calls formats: signs that say how the one before them is drawn.
_DRAWN = "\u034f" + "".join(map(chr, range(0xFE00, 0xFE10)))


def plain(text: str) -> str:
    """In normal width, in simplified Hanzi, and without what nobody sees: blanks of no width between digits hide a
    number from nobody who reads it."""
    return visible(simplified(unicodedata.normalize("NFKC", text)))


def visible(text: str) -> str:
    """Without signs of no width and marks of direction."""
    return "".join(each for each in text if unicodedata.category(each) != "Cf" and each not in _DRAWN)
