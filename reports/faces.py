"""The five faces, and how many children chose each: a row of faces, with a bar under each that is told."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.svg import APRICOT_INK, APRICOT_SOFT, GREY, LINE, TEAL, drawing, label, tag
from participation.enums import Face
from reports.templatetags.affected import children_words

CELL, TALLEST, TOP = 92, 72, 96
# How far the middle of the mouth hangs below its corners, from the saddest to the happiest.
MOUTHS = {"1": -13, "2": -7, "3": 0, "4": 8, "5": 15}


def face_bars(question: str, faces: Sequence[dict[str, Any]], font_family: str = "") -> SafeString:
    """A number that is not told has a dashed frame instead of a bar, of the same height whatever it is."""
    most = max((each["number"] or 0 for each in faces), default=0)
    parts: list[str] = []
    for place, each in enumerate(faces):
        middle = CELL * place + CELL / 2
        parts += _drawn(each["face"], middle, 30)
        parts += _bar(each, middle, most)
    said = _("; ").join(f"{Face(each['face']).label}: {children_words(each)}" for each in faces)
    return drawing(CELL * len(faces), TOP + TALLEST + 30, question, said, parts, font_family)


def _drawn(level: str, x: float, y: float) -> Iterator[str]:
    yield tag("circle", cx=x, cy=y, r=24, fill=APRICOT_SOFT, stroke=APRICOT_INK, stroke_width=2)
    for side in (-8, 8):
        yield tag("circle", cx=x + side, cy=y - 6, r=3, fill=APRICOT_INK)
    bend = MOUTHS[level]
    corner = y + 10 - bend / 3
    path = f"M{x - 11:.1f} {corner:.1f} Q{x:.1f} {corner + bend:.1f} {x + 11:.1f} {corner:.1f}"
    look = {"stroke": APRICOT_INK, "stroke_width": 2.5, "stroke_linecap": "round"}
    yield tag("path", d=path, fill="none", **look)


def _bar(cell: dict[str, Any], middle: float, most: int) -> Iterator[str]:
    foot = TOP + TALLEST - 20
    if cell["number"] is None:
        yield tag(
            "rect",
            x=middle - 18,
            y=foot - 14,
            width=36,
            height=14,
            fill="none",
            stroke=GREY,
            stroke_dasharray="4 3",
        )
    elif cell["number"]:
        height = max(3.0, (TALLEST - 8) * cell["number"] / most)
        yield tag(
            "rect", x=middle - 18, y=foot - height, width=36, height=height, fill=TEAL, class_="svg-expert"
        )
    yield tag("line", x1=middle - 40, y1=foot, x2=middle + 40, y2=foot, stroke=LINE, class_="svg-grid")
    yield label(middle, foot + 20, children_words(cell))
