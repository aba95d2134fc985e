"""The many ways in which people write one answer: full and half width, signs, blanks, the figure with or without its
words. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from indicators.reading import INVISIBLE
from indicators.scale import MINUS

_SIGNS = str.maketrans(dict.fromkeys(f"{MINUS}\N{EN DASH}\N{EM DASH}\N{SMALL HYPHEN-MINUS}\N{HYPHEN}", "-"))
_NOISE = re.compile(r"[\s·•.:,;'\"’“”「」【】\[\]]+")
_ASIDE = re.compile(r"\(.*?\)")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u2002-\u200a\u202f]")
# Zero-width marks that programs leave in texts, and that nobody sees.
_UNSEEN = re.compile("[\u00ad\u200b\u2060]")


def normal(text: str) -> str:
    """The text as a reader sees it: one kind of line end and of blank, nothing that no document can hold."""
    lines = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)).split("\n")
    return "\n".join(_UNSEEN.sub("", INVISIBLE.sub("", line)).rstrip() for line in lines).strip()


def plain(text: str) -> str:
    """In half width, with one kind of minus, without blanks around it."""
    return unicodedata.normalize("NFKC", normal(text)).translate(_SIGNS).strip()


def folded(text: str) -> str:
    """What remains of a word when case, blanks, a leading plus and marks between words do not count."""
    return _NOISE.sub("", plain(text)).casefold().removeprefix("+")


def spellings(value: str, words: Iterable[str]) -> Iterator[str]:
    """Folded, whatever may be written for a choice: its value, its words, both together, and the words without what
    they say in brackets."""
    yield folded(value)
    for each in words:
        bare = _ASIDE.sub("", plain(each))
        for spelling in (each, bare):
            yield folded(spelling)
            yield folded(value + spelling)
            yield folded(spelling + value)
