"""SVG as text, safe to put on a page: escaped, without style attributes and scripts.

Colours are presentation attributes: the classes of the design system override them on pages, and WeasyPrint
reads them as they are.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

CJK = 0x2E80
INK, GREY, LINE, WHITE = "#17252a", "#66757a", "#d9e2e1", "#ffffff"
TEAL, DARK_TEAL, VERMILION = "#0b5351", "#063b3a", "#9a2a10"


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
    width: float, height: float, title: str, description: str, parts: Iterable[str], font_family: str
) -> SafeString:
    """The whole image. Without a font family its text takes that of its surroundings."""
    font = {"font_family": font_family} if font_family else {}
    words = tag("title", escape(title)) + tag("desc", escape(description))
    return SafeString(
        tag(
            "svg",
            words + "".join(parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {_short(width)} {_short(height)}",
            role="img",
            **font,
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


def _short(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
