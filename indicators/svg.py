"""SVG as text, safe to put on a page: escaped, without style attributes and scripts.

Colours are presentation attributes: the classes of the design system override them on pages, and WeasyPrint
reads them as they are.
"""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

CJK = 0x2E80
INK, GREY, LINE, WHITE = "#17252a", "#66757a", "#d9e2e1", "#ffffff"
TEAL, DARK_TEAL, VERMILION = "#0b5351", "#063b3a", "#9a2a10"
TEAL_SOFT, APRICOT, APRICOT_SOFT, APRICOT_INK = "#e0f0ee", "#d9772b", "#fdf0e2", "#6b3706"
NEVER_FIRST = "，。、；：？！）》」』”’】%"


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """An element; `class_` and `fill_opacity` become `class` and `fill-opacity`; `content` is markup."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return tag("text", escape(text), x=x, y=y, text_anchor=anchor, font_size=13, fill=INK, class_="svg-label")


def small_figure(x: float, y: float, text: str) -> str:
    """A figure on a scale, on a light disc that keeps the lines behind it off."""
    disc = tag("circle", cx=x, cy=y, r=7, fill=WHITE, fill_opacity=0.85)
    return disc + tag("text", escape(text), x=x, y=y + 3.5, text_anchor="middle", font_size=10, fill=GREY)


def drawing(
    width: float,
    height: float,
    title: str,
    description: str,
    parts: Iterable[str],
    font_family: str = "",
    *,
    own_size: bool = False,
) -> SafeString:
    """The whole image. Without a font family its text takes that of its surroundings, and without a size of its own
    the image takes the room there is."""
    given = {"font_family": font_family} if font_family else {}
    if own_size:
        given |= {"width": _short(width), "height": _short(height)}
    words = tag("title", escape(title)) + tag("desc", escape(description))
    return SafeString(
        tag(
            "svg",
            words + "".join(parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {_short(width)} {_short(height)}",
            role="img",
            **given,
        )
    )


def ems(text: str) -> float:
    """About how wide a text runs: Chinese characters are square, Latin letters half as wide."""
    return sum(1 if ord(character) >= CJK else 0.55 for character in text)


def broken(text: str, widest: float = 6) -> list[str]:
    """One line, or two near the middle where the text is wide and has a blank to break at."""
    if ems(text) <= widest or " " not in text:
        return [text]
    blanks = [place for place, character in enumerate(text) if character == " "]
    middle = min(blanks, key=lambda place: abs(place - len(text) / 2))
    return [text[:middle], text[middle + 1 :]]


def wrapped(text: str, widest: float) -> list[str]:
    """Lines no wider than `widest` ems: broken at blanks, after hyphens, between Chinese characters, and inside a word
    that is longer than a line."""
    lines = [""]
    for piece in re.findall(f"[^\\s\\-\u2e80-\uffff]+-?|-|[\u2e80-\uffff][{NEVER_FIRST}]*|\\s+", text):
        if ems(lines[-1] + piece) <= widest:
            lines[-1] += piece
        else:
            lines += _pieces(piece.strip(), widest)
    return [line.strip() for line in lines if line.strip()]


def _pieces(word: str, widest: float) -> list[str]:
    size = max(1, int(widest / 0.55)) if ems(word) > widest else len(word) or 1
    return [word[start : start + size] for start in range(0, len(word), size)]


def _short(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
